import { serviceGroup } from '../../../../placement';
import { isDaemon } from '../../../live/service/service-kind';
import type { Look } from '../../look';
import type { CapacityScene } from '../../scene/read-capacity';
import type { Scene } from '../../scene/scene';

/** An instance that its group is to be rid of. */
export interface HeldInstance {
  readonly ec2InstanceId: string;
  /** Tasks on it that no daemon service runs. None: nothing needs it. */
  readonly tasks: number;
}

/** What is wrong with a capacity provider or its group, whatever waits. */
export type GroupStateCause =
  | {
      /** There is no Auto Scaling group of the name that the capacity provider has. */
      readonly code: 'group-missing';
      readonly capacityProvider: string;
      readonly autoScalingGroup: string;
    }
  | {
      /** The capacity provider could not be made, or changed. */
      readonly code: 'capacity-provider-failed';
      readonly capacityProvider: string;
      /** As ECS names it, such as `UPDATE_FAILED`. */
      readonly updateStatus: string;
      readonly reason?: string;
    }
  | {
      /** The group is to have fewer instances, and all of them are protected from scale-in. */
      readonly code: 'scale-in-held';
      readonly capacityProvider: string;
      readonly autoScalingGroup: string;
      readonly desired: number;
      /** Whether ECS sets and lifts the protection. */
      readonly managedTerminationProtection: boolean;
      readonly instances: readonly HeldInstance[];
    };

/** What capacity providers and their groups show by themselves. */
export const groupStates = async ({ scene }: Look): Promise<readonly GroupStateCause[]> =>
  scene.capacity.flatMap((capacity) => [...ofProvider(capacity), ...scaleInHeld(capacity, scene)]);

function ofProvider({ provider, missingGroup }: CapacityScene): readonly GroupStateCause[] {
  const { name: capacityProvider = '', updateStatus = '', updateStatusReason: reason } = provider;
  return [
    ...(missingGroup === undefined
      ? []
      : [{ code: 'group-missing' as const, capacityProvider, autoScalingGroup: missingGroup }]),
    // A deletion that failed is told among the deletions.
    ...(/^(CREATE|UPDATE)_FAILED$/.test(updateStatus)
      ? [{ code: 'capacity-provider-failed' as const, capacityProvider, updateStatus, ...(reason && { reason }) }]
      : []),
  ];
}

function scaleInHeld({ provider, group }: CapacityScene, scene: Scene): readonly GroupStateCause[] {
  const { AutoScalingGroupName: autoScalingGroup = '', DesiredCapacity: desired = 0, Instances = [] } = group ?? {};
  // A group that is being deleted is told among the deletions.
  if (!group || group.Status || group.MaxSize === 0) return [];
  const inService = Instances.filter(({ LifecycleState }) => LifecycleState === 'InService');
  const isLeaving = Instances.some(({ LifecycleState = '' }) => LifecycleState.startsWith('Terminating'));
  const isHeld = inService.length > desired && inService.every(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn);
  if (!isHeld || isLeaving) return [];
  return [
    {
      code: 'scale-in-held',
      ...{ capacityProvider: provider.name ?? '', autoScalingGroup, desired },
      managedTerminationProtection: provider.autoScalingGroupProvider?.managedTerminationProtection === 'ENABLED',
      instances: inService.map(({ InstanceId = '' }) => ({
        ec2InstanceId: InstanceId,
        tasks: tasksOn(InstanceId, scene),
      })),
    },
  ];
}

function tasksOn(ec2InstanceId: string, { containerInstances = [], tasks = [], services }: Scene): number {
  const arn = containerInstances.find((one) => one.ec2InstanceId === ec2InstanceId)?.containerInstanceArn;
  const daemons = services.filter(isDaemon);
  const groups = new Set(daemons.map(({ serviceName }) => serviceGroup(serviceName)));
  return tasks.filter((task) => arn && task.containerInstanceArn === arn && !groups.has(task.group ?? '')).length;
}
