import type { CapacityProvider, Task } from '@aws-sdk/client-ecs';
import { serviceGroup } from '../../../../placement';
import { shortName } from '../../../aws/arn';
import type { FoundService } from '../../../live/service/find-service';
import type { Look } from '../../look';
import type { CapacityScene } from '../../scene/read-capacity';
import type { Scene } from '../../scene/scene';
import { currentEvents } from './current-events';

/** What keeps something from being deleted. */
export type Holder =
  | { readonly code: 'task'; readonly id: string; readonly lastStatus: string }
  | { readonly code: 'role'; readonly event: string }
  | { readonly code: 'protected-instance'; readonly ec2InstanceId: string }
  | { readonly code: 'lifecycle-hook'; readonly ec2InstanceId: string; readonly lifecycleState: string }
  | { readonly code: 'instance'; readonly ec2InstanceId: string; readonly lifecycleState: string }
  | { readonly code: 'service'; readonly name: string }
  | { readonly code: 'container-instance'; readonly id: string }
  | { readonly code: 'reason'; readonly text: string };

/** A deletion that goes on, and what it waits for. */
export interface DeletionHeld {
  readonly code: 'deletion-held';
  readonly what: 'service' | 'auto-scaling-group' | 'capacity-provider' | 'cluster';
  readonly name: string;
  /** The group is taken to zero, which comes before its deletion, or is all that is meant. @default false */
  readonly toZero?: boolean;
  /** Never empty. */
  readonly heldBy: readonly Holder[];
}

/** Deletions that have begun and wait. */
export const deletion = async ({ scene }: Look): Promise<readonly DeletionHeld[]> =>
  [
    ...scene.services.filter(({ status }) => status === 'DRAINING').map((service) => ofService(service, scene)),
    ...scene.capacity.flatMap((capacity) => [ofGroup(capacity), ofProvider(capacity.provider)]),
    ofCluster(scene),
  ].flatMap((one) => (one && one.heldBy.length > 0 ? [one] : []));

function ofService(service: FoundService, { tasks = [], stopped = [], now }: Scene): DeletionHeld {
  const { serviceName } = service;
  const group = serviceGroup(serviceName);
  const left = [...tasks, ...stopped].filter((task) => task.group === group && task.lastStatus !== 'STOPPED');
  const role = currentEvents(service, now).find(({ message }) =>
    /unable to assume|AssumeRole|AccessDenied/i.test(message),
  )?.message;
  const heldBy: readonly Holder[] = [
    ...(role ? [{ code: 'role' as const, event: role }] : []),
    ...left.map(taskHolder),
  ];
  return { code: 'deletion-held', what: 'service', name: serviceName, heldBy };
}

const taskHolder = ({ taskArn = '', lastStatus = '' }: Task): Holder => ({
  code: 'task',
  id: shortName(taskArn),
  lastStatus,
});

/** A group is deleted by force, or (as CloudFormation does) by taking it to zero first. */
function ofGroup({ group }: CapacityScene): DeletionHeld | undefined {
  const { AutoScalingGroupName: name = '', Status, MaxSize, Instances = [] } = group ?? {};
  if (!group || (!Status && MaxSize !== 0)) return undefined;
  const heldBy = Instances.map(({ InstanceId = '', LifecycleState = '', ProtectedFromScaleIn }): Holder => {
    if (LifecycleState === 'Terminating:Wait') {
      return { code: 'lifecycle-hook', ec2InstanceId: InstanceId, lifecycleState: LifecycleState };
    }
    return ProtectedFromScaleIn && !LifecycleState.startsWith('Terminating')
      ? { code: 'protected-instance', ec2InstanceId: InstanceId }
      : { code: 'instance', ec2InstanceId: InstanceId, lifecycleState: LifecycleState };
  });
  // An instance that is on its way out by itself holds nothing.
  return heldBy.every(({ code }) => code === 'instance')
    ? undefined
    : { code: 'deletion-held', what: 'auto-scaling-group', name, ...(!Status && { toZero: true }), heldBy };
}

function ofProvider({ name = '', updateStatus, updateStatusReason }: CapacityProvider): DeletionHeld | undefined {
  if (updateStatus !== 'DELETE_FAILED') return undefined;
  const text = updateStatusReason ?? updateStatus;
  return { code: 'deletion-held', what: 'capacity-provider', name, heldBy: [{ code: 'reason', text }] };
}

function ofCluster({ cluster, services, containerInstances = [] }: Scene): DeletionHeld | undefined {
  if (cluster.status !== 'DEPROVISIONING') return undefined;
  const heldBy: readonly Holder[] = [
    ...services.map(({ serviceName }) => ({ code: 'service' as const, name: serviceName })),
    ...containerInstances.map(({ containerInstanceArn = '' }) => ({
      code: 'container-instance' as const,
      id: shortName(containerInstanceArn),
    })),
  ];
  return { code: 'deletion-held', what: 'cluster', name: cluster.clusterName, heldBy };
}
