import type { Instance } from '../../placement';
import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import { inBatches } from '../aws/pages';
import { findCluster } from '../live/cluster/find-cluster';
import { readLiveCluster } from '../live/cluster/live-cluster';
import { findDrained } from './find-drained';
import { setState } from './instance-state';
import type { DrainRequest } from './plan-drain';

/** What taking back a drain does. */
export interface UndrainPlan {
  readonly clusterArn: string;
  readonly clusterName: string;
  /** Those that are being drained, and take tasks again. What has left them does not come back by itself. */
  readonly instances: readonly Instance[];
  /** ARNs of the same. */
  readonly instanceArns: readonly string[];
  /** Those that Auto Scaling is terminating, which nothing takes back. */
  readonly ending: readonly Instance[];
}

/**
 * Works out which instances take tasks again once their drain is taken back. Nothing is changed.
 * @throws OperationError
 */
export async function planUndrain(clients: Clients, request: DrainRequest): Promise<UndrainPlan> {
  const cluster = await findCluster(clients, request.cluster);
  const live = await readLiveCluster(clients, cluster);
  const named = await findDrained(clients, live, request.targets);
  const draining = named.filter(({ status }) => status === 'DRAINING');
  const states = await inBatches(
    draining.flatMap(({ ec2InstanceId }) => ec2InstanceId ?? []),
    50,
    async (InstanceIds) =>
      (await clients.autoScaling.describeAutoScalingInstances({ InstanceIds })).AutoScalingInstances,
  );
  const terminating = new Set(
    states.flatMap(({ InstanceId, LifecycleState }) => (LifecycleState?.startsWith('Terminat') ? [InstanceId] : [])),
  );
  const instances = draining.filter(({ ec2InstanceId }) => !terminating.has(ec2InstanceId));
  const ids = new Set(instances.map(({ id }) => id));
  return {
    ...{ clusterArn: cluster.clusterArn, clusterName: cluster.clusterName, instances },
    instanceArns: live.containerInstances.flatMap(({ containerInstanceArn: arn = '' }) =>
      ids.has(shortName(arn)) ? [arn] : [],
    ),
    ending: draining.filter(({ ec2InstanceId }) => terminating.has(ec2InstanceId)),
  };
}

/** Has the instances of a plan take tasks again. @throws OperationError */
export const undrain = (clients: Clients, plan: UndrainPlan): Promise<void> => setState(clients, plan, 'ACTIVE');
