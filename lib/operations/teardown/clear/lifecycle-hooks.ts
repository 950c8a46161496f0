import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Clients } from '../../aws/clients';
import { containerInstancesOf } from '../../live/cluster/container-instances';
import type { TeardownPlan } from '../plan/teardown-plan';
import type { Age } from '../teardown-progress';
import type { Attempts } from './attempts';

/** Seconds for whatever listens to a hook to let go of an instance by itself, as managed draining does. */
const PATIENCE = 120;

/**
 * Lets go of instances that wait for a lifecycle hook: those that start at once, those that end once nothing runs on
 * them and whoever listens has had its time. A hook whose listener has gone would hold them for up to two days.
 */
export async function completeHooks(
  clients: Clients,
  plan: TeardownPlan,
  { AutoScalingGroupName, Instances = [] }: AutoScalingGroup,
  age: Age,
  made: Attempts,
  passing: readonly string[],
): Promise<void> {
  const waiting = (state: string) =>
    Instances.flatMap(({ InstanceId, LifecycleState }) => (LifecycleState === state && InstanceId ? InstanceId : []));
  const starting = waiting('Pending:Wait');
  const ending = waiting('Terminating:Wait').filter((id) => age(`ending ${id}`) >= PATIENCE);
  if (starting.length + ending.length === 0) return;
  const occupied = ending.length > 0 ? await occupiedIn(clients, plan.sharedClusters) : new Set();
  const { LifecycleHooks = [] } = await clients.autoScaling.describeLifecycleHooks({ AutoScalingGroupName });
  for (const { LifecycleHookName, LifecycleTransition } of LifecycleHooks) {
    const isLaunch = LifecycleTransition === 'autoscaling:EC2_INSTANCE_LAUNCHING';
    for (const InstanceId of isLaunch ? starting : ending) {
      if (occupied.has(InstanceId)) continue;
      // Of an instance that ends, to abandon may mean to keep it.
      const LifecycleActionResult = isLaunch ? 'ABANDON' : 'CONTINUE';
      const request = { AutoScalingGroupName, LifecycleHookName, InstanceId, LifecycleActionResult };
      await made.make(() => clients.autoScaling.completeLifecycleAction(request), ...passing);
    }
  }
}

/** EC2 ids of instances that tasks run on, in clusters of others. */
async function occupiedIn(clients: Clients, clusters: readonly string[]): Promise<ReadonlySet<string | undefined>> {
  const instances = await Promise.all(
    clusters.map((clusterArn) => containerInstancesOf(clients, { clusterArn, clusterName: clusterArn })),
  );
  return new Set(
    instances
      .flat()
      .filter(({ runningTasksCount = 0, pendingTasksCount = 0 }) => runningTasksCount + pendingTasksCount > 0)
      .map(({ ec2InstanceId }) => ec2InstanceId),
  );
}
