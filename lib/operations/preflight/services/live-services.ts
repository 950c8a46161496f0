import { isUnknown, type Resource, type Service } from '../../../template';
import { describedClusters, type FoundCluster } from '../../live/cluster/clusters';
import { type FoundService, servicesOf } from '../../live/service/find-service';
import type { Account } from '../account';
import { written } from '../written';
import { clusterNamed } from './deployed-cluster';

/** A cluster that is there, by its name or ARN. */
export function liveCluster(name: string, at: Resource, account: Account): Promise<FoundCluster | undefined> {
  return account.once(`cluster ${at.stack.source.region ?? ''} ${name}`, async () => {
    const [found] = await describedClusters(account.at(at), [name]);
    return found;
  });
}

/** Its services. */
export const liveServices = (live: FoundCluster, at: Resource, account: Account): Promise<readonly FoundService[]> =>
  account.once(`services ${live.clusterArn}`, () => servicesOf(account.at(at), live));

/** A service of the templates as it is in the account; undefined when it is not deployed, or that cannot be known. */
export async function liveServiceOf(
  { resource, cluster, properties }: Service,
  account: Account,
): Promise<FoundService | undefined> {
  const name = await clusterNamed(cluster, resource, account);
  if (name === undefined || isUnknown(name)) return undefined;
  const live = await liveCluster(name, resource, account);
  if (!live) return undefined;
  const given = properties['ServiceName'];
  const known = given === undefined ? await account.physicalId(resource) : await written(given, resource, account);
  const services = await liveServices(live, resource, account);
  return services.find(({ serviceName, serviceArn }) => known === serviceName || known === serviceArn);
}
