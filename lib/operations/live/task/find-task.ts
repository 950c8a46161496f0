import type { Task } from '@aws-sdk/client-ecs';
import { nearNames } from '../../../placement';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { OperationError } from '../../aws/problem/operation-error';
import type { FoundCluster } from '../cluster/clusters';
import { runningTasks, stoppedTasks } from './tasks';

/** A task that is there, or has stopped within about the last hour. */
export interface FoundTask extends Task {
  readonly taskArn: string;
}

/**
 * Finds a task of a cluster by its id or ARN.
 * @throws OperationError with near ids
 */
export async function findTask(clients: Clients, cluster: FoundCluster, name: string): Promise<FoundTask> {
  const { tasks = [] } = await clients.ecs.describeTasks({ cluster: cluster.clusterArn, tasks: [name] });
  const found = tasks.find((task): task is FoundTask => task.taskArn !== undefined);
  if (found) return found;
  const known = [...(await runningTasks(clients, cluster)), ...(await stoppedTasks(clients, cluster))];
  const ids = known.flatMap(({ taskArn }) => (taskArn ? [shortName(taskArn)] : []));
  throw new OperationError({
    code: 'not-found',
    kind: 'task',
    name: shortName(name),
    where: `cluster ${cluster.clusterName} (ECS forgets a stopped task after about an hour)`,
    near: nearNames(shortName(name), ids),
  });
}
