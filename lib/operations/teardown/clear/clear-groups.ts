import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import { describedGroups } from '../../live/capacity/auto-scaling-groups';
import type { TeardownPlan } from '../plan/teardown-plan';
import type { Age, InstancesLeft } from '../teardown-progress';
import { type Attempts, attempts } from './attempts';
import { completeHooks } from './lifecycle-hooks';

/** Refusals while something else changes the group, or once an instance is no longer in the state that was seen. */
const PASSING = [
  ...['ValidationError', 'ScalingActivityInProgress', 'ScalingActivityInProgressFault'],
  ...['ResourceContention', 'ResourceContentionFault', 'ResourceInUse', 'ResourceInUseFault'],
];

/**
 * Takes a stack's Auto Scaling groups to zero, and away what keeps their instances, as far as that has not been done.
 * @returns what is left; undefined once nothing is
 */
export async function clearGroups(clients: Clients, plan: TeardownPlan, age: Age): Promise<InstancesLeft | undefined> {
  const groups: Record<string, Readonly<Record<string, number>>> = {};
  const made = attempts();
  for (const group of await describedGroups(clients, plan.groups)) {
    const { AutoScalingGroupName = '', Instances = [], WarmPoolSize = 0 } = group;
    await takeToZero(clients, group, made);
    await completeHooks(clients, plan, group, age, made, PASSING);
    const states: Record<string, number> = WarmPoolSize > 0 ? { Warmed: WarmPoolSize } : {};
    for (const { LifecycleState = 'unknown' } of Instances) states[LifecycleState] = (states[LifecycleState] ?? 0) + 1;
    if (Object.keys(states).length > 0) groups[AutoScalingGroupName] = states;
  }
  if (Object.keys(groups).length === 0) return undefined;
  return { code: 'instances', groups, complaints: made.refusals };
}

async function takeToZero(clients: Clients, group: AutoScalingGroup, made: Attempts): Promise<void> {
  const { AutoScalingGroupName, Instances = [], SuspendedProcesses = [], WarmPoolConfiguration: warm } = group;
  // A status says that it is being deleted already.
  if (group.Status) return;
  if (SuspendedProcesses.some(({ ProcessName }) => ProcessName === 'Terminate')) {
    const request = { AutoScalingGroupName, ScalingProcesses: ['Terminate'] };
    await made.make(() => clients.autoScaling.resumeProcesses(request), ...PASSING);
  }
  // Otherwise instances may go back to the pool rather than away.
  if (warm && warm.Status !== 'PendingDelete') {
    await made.make(() => clients.autoScaling.deleteWarmPool({ AutoScalingGroupName, ForceDelete: true }), ...PASSING);
  }
  const standby = idsIn(Instances, ({ LifecycleState }) => LifecycleState === 'Standby');
  if (standby.length > 0) await exitStandby(clients, group, standby, made);
  else await setToZero(clients, group, made);
  const held = idsIn(Instances, (one) => one.ProtectedFromScaleIn === true && one.LifecycleState === 'InService');
  await inBatches(held, 50, async (InstanceIds) => {
    const request = { AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn: false };
    await made.make(() => clients.autoScaling.setInstanceProtection(request), ...PASSING);
    return [];
  });
}

const idsIn = (instances: readonly Instance[], chosen: (instance: Instance) => boolean): readonly string[] =>
  instances.filter(chosen).flatMap(({ InstanceId }) => InstanceId ?? []);

/** Nobody terminates an instance in standby; coming back, it counts towards the desired capacity. */
async function exitStandby(clients: Clients, group: AutoScalingGroup, standby: readonly string[], made: Attempts) {
  const { AutoScalingGroupName, Instances = [], MaxSize = 0 } = group;
  if (MaxSize < Instances.length) {
    const request = { AutoScalingGroupName, MinSize: 0, MaxSize: Instances.length };
    await made.make(() => clients.autoScaling.updateAutoScalingGroup(request), ...PASSING);
  }
  await inBatches(standby, 19, async (InstanceIds) => {
    await made.make(() => clients.autoScaling.exitStandby({ AutoScalingGroupName, InstanceIds }), ...PASSING);
    return [];
  });
}

/** With a maximum of zero neither managed scaling nor a schedule nor a policy brings an instance back. */
async function setToZero(clients: Clients, group: AutoScalingGroup, made: Attempts): Promise<void> {
  const { AutoScalingGroupName, MinSize, MaxSize, DesiredCapacity, NewInstancesProtectedFromScaleIn } = group;
  if (MinSize === 0 && MaxSize === 0 && DesiredCapacity === 0 && !NewInstancesProtectedFromScaleIn) return;
  const zero = { MinSize: 0, MaxSize: 0, DesiredCapacity: 0, NewInstancesProtectedFromScaleIn: false };
  await made.make(() => clients.autoScaling.updateAutoScalingGroup({ AutoScalingGroupName, ...zero }), ...PASSING);
}
