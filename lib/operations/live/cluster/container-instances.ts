import type { ContainerInstance } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { everyPage, inBatches } from '../../aws/pages';
import type { FoundCluster } from './clusters';

/** Every container instance of a cluster. */
export async function containerInstancesOf(
  clients: Clients,
  { clusterArn: cluster }: FoundCluster,
): Promise<readonly ContainerInstance[]> {
  const arns = await everyPage(
    (nextToken) => clients.ecs.listContainerInstances({ cluster, nextToken }),
    (answer) => answer.containerInstanceArns,
  );
  return describedInstances(clients, cluster, arns);
}

/** Container instances by their ARNs, as far as they are still there. */
export const describedInstances = (
  clients: Clients,
  cluster: string,
  arns: readonly string[],
): Promise<readonly ContainerInstance[]> =>
  inBatches(
    arns,
    100,
    async (containerInstances) =>
      (await clients.ecs.describeContainerInstances({ cluster, containerInstances })).containerInstances,
  );
