import { nearNames } from '../../../placement';
import { arnParts, shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { ifListed } from '../../aws/pages';
import { OperationError } from '../../aws/problem/operation-error';
import { otherRegionsWith } from '../elsewhere';
import { clusterArnsIn } from './cluster-arns';
import { type FoundCluster, isThere } from './clusters';

/**
 * Finds a cluster by its name or ARN.
 * @throws OperationError with near names, and with the regions that have one of this name
 */
export async function findCluster(clients: Clients, name: string): Promise<FoundCluster> {
  const where = await clients.region();
  const { region: home = where } = arnParts(name);
  const { cluster, account } = home === where ? await lookedUp(clients, name) : {};
  if (cluster) return cluster;
  const arns = await ifListed(clusterArnsIn(clients));
  const asked = arns[0] ? arnParts(arns[0]).account : account;
  const has = async (there: Clients) => (await lookedUp(there, shortName(name))).cluster !== undefined;
  const elsewhere = await otherRegionsWith(clients, has, home === where ? undefined : [home]);
  throw new OperationError({
    code: 'not-found',
    kind: 'cluster',
    name: shortName(name),
    where: elsewhere.length > 0 ? where : home,
    ...(asked !== undefined && { account: asked }),
    // Of an ARN the clusters of another region are no near ones.
    near: home === where ? nearNames(shortName(name), arns.map(shortName)) : [],
    elsewhere,
  });
}

/** The cluster, if it is there; else the account that was asked, which ECS names in its answer to a name. */
async function lookedUp(
  clients: Clients,
  name: string,
): Promise<{ readonly cluster?: FoundCluster; readonly account?: string | undefined }> {
  const { clusters = [], failures = [] } = await clients.ecs.describeClusters({
    clusters: [name],
    include: ['SETTINGS'],
  });
  const cluster = clusters.find(isThere);
  return cluster ? { cluster } : { account: name.startsWith('arn:') ? undefined : arnParts(failures[0]?.arn).account };
}
