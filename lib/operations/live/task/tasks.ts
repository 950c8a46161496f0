import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { everyPage, inBatches } from '../../aws/pages';
import type { FoundCluster } from '../cluster/clusters';

/** The tasks of a cluster (or of one of its services) that run or are about to. */
export const runningTasks = (
  clients: Clients,
  { clusterArn: cluster }: FoundCluster,
  serviceName?: string,
): Promise<readonly Task[]> => tasksThat(clients, cluster, { desiredStatus: 'RUNNING', serviceName });

/** The tasks that have stopped within about the last hour, which ECS remembers. */
export const stoppedTasks = (
  clients: Clients,
  { clusterArn: cluster }: FoundCluster,
  serviceName?: string,
): Promise<readonly Task[]> => tasksThat(clients, cluster, { desiredStatus: 'STOPPED', serviceName });

async function tasksThat(
  clients: Clients,
  cluster: string,
  filter: { desiredStatus: 'RUNNING' | 'STOPPED'; serviceName: string | undefined },
): Promise<readonly Task[]> {
  const arns = await everyPage(
    (nextToken) => clients.ecs.listTasks({ cluster, nextToken, ...filter }),
    ({ taskArns }) => taskArns,
  );
  return inBatches(arns, 100, async (batch) => (await clients.ecs.describeTasks({ cluster, tasks: batch })).tasks);
}
