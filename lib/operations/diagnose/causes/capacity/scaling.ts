import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { Look } from '../../look';
import type { CapacityScene } from '../../scene/read-capacity';
import { type LaunchFailureReason, launchFailureReason } from './launch-failure';

interface OfCapacity {
  readonly capacityProvider: string;
  readonly autoScalingGroup: string;
}

/** A capacity provider adds no instance, although tasks wait for one. */
export type ScalingCause =
  | (OfCapacity & {
      readonly code: 'maximum-reached';
      readonly maximum: number;
      readonly desired: number;
      readonly waiting: number;
    })
  | (OfCapacity & { readonly code: 'managed-scaling-off'; readonly desired: number; readonly waiting: number })
  | (OfCapacity & { readonly code: 'launch-suspended'; readonly waiting: number })
  | (OfCapacity & {
      /** Instances have been asked for and are on their way. */
      readonly code: 'warming-up';
      readonly waiting: number;
      /** EC2 instances that have not registered yet. */
      readonly instances: readonly string[];
    })
  | (OfCapacity & {
      /** The last launches failed, while tasks wait or the group has fewer instances than it wants. */
      readonly code: 'launch-failed';
      readonly reason: LaunchFailureReason;
      /** Failures in a row. */
      readonly failures: number;
      /** What Auto Scaling says of the last. */
      readonly message: string;
      /** ISO 8601. */
      readonly lastAt?: string;
    });

/** What keeps capacity providers from scaling out. */
export const scaling = async (look: Look): Promise<readonly ScalingCause[]> =>
  look.scene.capacity.flatMap((capacity) => causesOf(capacity, look));

function causesOf(capacity: CapacityScene, { scene, refused }: Look): readonly ScalingCause[] {
  const { provider, group, activities = [] } = capacity;
  if (!group || !provider.name) return [];
  const of = { capacityProvider: provider.name, autoScalingGroup: group.AutoScalingGroupName ?? '' };
  // Where no instance of this kind would take the tasks, it is no fault that none is added.
  const waiting = refused
    .filter(({ scalingOut }) => scalingOut !== 'does-not-help')
    .filter(({ waiting: { capacityProviders } }) => capacityProviders.includes(of.capacityProvider))
    .reduce((sum, one) => sum + one.waiting.count, 0);
  const { DesiredCapacity: desired = 0, MaxSize: maximum = 0, Instances = [], SuspendedProcesses = [] } = group;
  // A failure is past when the group has what it wants and nothing waits, though no launch followed it.
  const failed = waiting > 0 || Instances.length < desired ? launchFailure(activities, of) : undefined;
  if (waiting === 0) return failed ? [failed] : [];
  const causes: ScalingCause[] = failed ? [failed] : [];
  if (desired >= maximum) causes.push({ code: 'maximum-reached', ...of, maximum, desired, waiting });
  else if (provider.autoScalingGroupProvider?.managedScaling?.status !== 'ENABLED') {
    causes.push({ code: 'managed-scaling-off', ...of, desired, waiting });
  }
  if (SuspendedProcesses.some(({ ProcessName }) => ProcessName === 'Launch')) {
    causes.push({ code: 'launch-suspended', ...of, waiting });
  }
  const coming = arriving(capacity, scene.now);
  if (coming.length > 0) causes.push({ code: 'warming-up', ...of, waiting, instances: coming });
  return causes;
}

/** Failures since the last launch that succeeded. */
function launchFailure(activities: readonly Activity[], of: OfCapacity): ScalingCause | undefined {
  const launches = activities.filter(
    ({ Description, StatusCode }) =>
      /^Launching a new EC2 instance/i.test(Description ?? '') ||
      (StatusCode === 'Failed' && !/^Terminating/i.test(Description ?? '')),
  );
  const ended = launches.filter(
    ({ StatusCode }) => StatusCode === 'Failed' || StatusCode === 'Cancelled' || StatusCode === 'Successful',
  );
  const since = ended.findIndex(({ StatusCode }) => StatusCode === 'Successful');
  const failures = (since < 0 ? ended : ended.slice(0, since)).filter(({ StatusCode }) => StatusCode === 'Failed');
  const [last] = failures;
  if (!last) return undefined;
  const message = last.StatusMessage ?? last.Description ?? '';
  const lastAt = (last.EndTime ?? last.StartTime)?.toISOString();
  return {
    code: 'launch-failed',
    ...of,
    ...{ reason: launchFailureReason(message), failures: failures.length, message, ...(lastAt && { lastAt }) },
  };
}

/** How long an instance may take to register, as long as managed scaling counts on it by default. */
export const REGISTRATION_MS = 300_000;

function arriving({ unregistered = [] }: CapacityScene, now: number): readonly string[] {
  return unregistered
    .filter(({ lifecycleState, ec2 }) => {
      if (lifecycleState.startsWith('Pending')) return true;
      const launchedAt = ec2?.LaunchTime?.getTime();
      return lifecycleState === 'InService' && launchedAt !== undefined && now - launchedAt < REGISTRATION_MS;
    })
    .map(({ ec2InstanceId }) => ec2InstanceId);
}
