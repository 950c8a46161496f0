import { type Cluster, isUnknown } from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { clusterNamed, deployedCluster } from '../services/deployed-cluster';
import { liveCluster, liveServiceOf } from '../services/live-services';
import { quotaLimit } from './quota-limit';

/**
 * Services per cluster.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecs-service.html
 */
const SERVICES_PER_CLUSTER = 'L-9EF96962';

/** The clusters have room for the services that are new. */
export const serviceQuotas: PreflightCheck = {
  id: 'service-quotas',
  title: 'The quota on services per cluster leaves room for those of the templates',
  questions: ({ clusters }, account) =>
    clusters
      .filter(({ services }) => services.length > 0)
      .map((cluster) => ({
        subject: `services of cluster ${cluster.name}`,
        neededBy: cluster.services.map(({ name }) => name),
        look: () => look(cluster, account),
      })),
};

async function look({ resource, services }: Cluster, account: Account): Promise<PreflightOutcome> {
  const [first] = services;
  const at = resource ?? first!.resource;
  const name = resource
    ? await deployedCluster(resource, account)
    : await clusterNamed(first!.cluster, first!.resource, account);
  if (isUnknown(name)) return unknown({ code: 'value', unknown: name });
  const clients = account.at(at);
  const limit = await account.once(`services per cluster ${at.stack.source.region ?? ''}`, () =>
    quotaLimit(clients, 'ecs', SERVICES_PER_CLUSTER),
  );
  if (limit === undefined) return unknown({ code: 'no-quota', quota: SERVICES_PER_CLUSTER });
  const live = name === undefined ? undefined : await liveCluster(name, at, account);
  const active = live?.activeServicesCount ?? 0;
  let added = 0;
  for (const service of services) {
    // Of a stack without a known name it is not known which services are new.
    const mayBeThere = live !== undefined && !account.isNamed(service.resource.stack);
    if (!mayBeThere && !(await liveServiceOf(service, account))) added++;
  }
  const region = await clients.region();
  return active + added > limit
    ? fails({ code: 'too-many-services', quota: SERVICES_PER_CLUSTER, region, limit, active, added })
    : HOLDS;
}
