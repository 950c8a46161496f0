import type { Clients } from '../aws/clients';
import { inBatches } from '../aws/pages';
import { OperationError } from '../aws/problem/operation-error';
import { runningTasks } from '../live/task/tasks';
import type { DrainPlan } from './drain-plan';

/** What is left on instances that are drained. */
export interface DrainProgress {
  /** Tasks that run or are about to, by group. */
  readonly running: Readonly<Record<string, number>>;
  /** Tasks that have been told to stop and have not yet. */
  readonly stopping: number;
}

/** What is left on the instances of a plan. */
export async function progressOf(
  clients: Clients,
  { clusterArn, clusterName, instanceArns }: DrainPlan,
): Promise<DrainProgress> {
  const [answers, tasks] = await Promise.all([
    inBatches(instanceArns, 100, async (containerInstances) => [
      await clients.ecs.describeContainerInstances({ cluster: clusterArn, containerInstances }),
    ]),
    runningTasks(clients, { clusterArn, clusterName }),
  ]);
  const instances = answers.flatMap(({ containerInstances = [] }) => containerInstances);
  const named = new Set([
    ...instances.map(({ containerInstanceArn }) => containerInstanceArn),
    ...answers.flatMap(({ failures = [] }) => failures.map(({ arn }) => arn)),
  ]);
  const silent = instanceArns.find((arn) => !named.has(arn));
  if (silent !== undefined) {
    const detail = `the answer says nothing of ${silent}`;
    throw new OperationError({ code: 'service-fault', action: 'ecs:DescribeContainerInstances', detail });
  }
  const there = new Map(
    instances.flatMap((one) => (one.status === 'INACTIVE' ? [] : [[one.containerInstanceArn, one] as const])),
  );
  const running: Record<string, number> = {};
  for (const { containerInstanceArn, group = '' } of tasks) {
    if (there.has(containerInstanceArn)) running[group] = (running[group] ?? 0) + 1;
  }
  // ECS counts a task as running until its containers have ended.
  const counted = [...there.values()].reduce(
    (sum, { runningTasksCount = 0, pendingTasksCount = 0 }) => sum + runningTasksCount + pendingTasksCount,
    0,
  );
  const known = Object.values(running).reduce((sum, count) => sum + count, 0);
  return { running, stopping: Math.max(0, counted - known) };
}
