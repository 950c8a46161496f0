import type { Cluster } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';

/** A cluster that is there. */
export interface FoundCluster extends Cluster {
  readonly clusterArn: string;
  readonly clusterName: string;
}

/** Whether a cluster that ECS describes is one that can be used. */
export const isThere = (cluster: Cluster): cluster is FoundCluster =>
  cluster.clusterArn !== undefined && cluster.clusterName !== undefined && cluster.status !== 'INACTIVE';

/** Clusters by their names or ARNs, as far as they are there. */
export async function describedClusters(clients: Clients, names: readonly string[]): Promise<readonly FoundCluster[]> {
  const found = await inBatches(
    names,
    100,
    async (clusters) => (await clients.ecs.describeClusters({ clusters })).clusters,
  );
  return found.filter(isThere);
}
