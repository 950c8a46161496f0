import type { Service, ServiceField } from '@aws-sdk/client-ecs';
import { nearNames } from '../../../placement';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { everyPage, ifListed, inBatches } from '../../aws/pages';
import { OperationError } from '../../aws/problem/operation-error';
import type { FoundCluster } from '../cluster/clusters';

/** A service that is there. */
export interface FoundService extends Service {
  readonly serviceArn: string;
  readonly serviceName: string;
}

/** Services that one call describes. */
const AT_ONCE = 10;

/**
 * Finds a service of a cluster by its name or ARN.
 * @throws OperationError with near names
 */
export async function findService(clients: Clients, cluster: FoundCluster, name: string): Promise<FoundService> {
  const [found] = await describedServices(clients, cluster.clusterArn, [name]);
  if (found) return found;
  const names = (await ifListed(serviceArns(clients, cluster))).map(shortName);
  throw new OperationError({
    code: 'not-found',
    kind: 'service',
    name: shortName(name),
    where: `cluster ${cluster.clusterName}`,
    near: nearNames(shortName(name), names),
  });
}

/** Every service of a cluster that is not deleted. */
export async function servicesOf(clients: Clients, cluster: FoundCluster): Promise<readonly FoundService[]> {
  return describedServices(clients, cluster.clusterArn, await serviceArns(clients, cluster));
}

const serviceArns = (clients: Clients, { clusterArn }: FoundCluster): Promise<readonly string[]> =>
  everyPage(
    (nextToken) => clients.ecs.listServices({ cluster: clusterArn, nextToken, maxResults: 100 }),
    (answer) => answer.serviceArns,
  );

/** Services of a cluster by their names or ARNs, as far as they are there; their tags come only when asked for. */
export async function describedServices(
  clients: Clients,
  cluster: string,
  names: readonly string[],
  include?: ServiceField[],
): Promise<readonly FoundService[]> {
  const services = await inBatches(
    names,
    AT_ONCE,
    async (batch) =>
      (await clients.ecs.describeServices({ cluster, services: batch, ...(include && { include }) })).services,
  );
  return services.filter(
    (one): one is FoundService =>
      one.serviceArn !== undefined && one.serviceName !== undefined && one.status !== 'INACTIVE',
  );
}
