import type { Cluster } from '@aws-sdk/client-ecs';
import { nearNames } from '../../placement';
import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/operation-error';
import { otherRegionsWith } from './elsewhere';
import { everyPage, shortName } from './pages';

/** A cluster that is there. */
export interface FoundCluster extends Cluster {
  readonly clusterArn: string;
  readonly clusterName: string;
}

/**
 * Finds a cluster by its name or ARN.
 * @throws OperationError with near names, and with the regions that have one of this name
 */
export async function findCluster(clients: Clients, name: string): Promise<FoundCluster> {
  const cluster = await activeCluster(clients, name);
  if (cluster) return cluster;
  const region = await clients.region();
  const arns = await everyPage(
    (nextToken) => clients.ecs.listClusters({ nextToken }),
    ({ clusterArns }) => clusterArns,
  );
  throw new OperationError({
    code: 'not-found',
    kind: 'cluster',
    name: shortName(name),
    where: region,
    near: nearNames(shortName(name), arns.map(shortName)),
    elsewhere: await otherRegionsWith(clients, async (there) => Boolean(await activeCluster(there, shortName(name)))),
  });
}

async function activeCluster(clients: Clients, name: string): Promise<FoundCluster | undefined> {
  const { clusters = [] } = await clients.ecs.describeClusters({ clusters: [name], include: ['SETTINGS'] });
  return clusters.find(
    (one): one is FoundCluster =>
      one.clusterArn !== undefined && one.clusterName !== undefined && one.status !== 'INACTIVE',
  );
}
