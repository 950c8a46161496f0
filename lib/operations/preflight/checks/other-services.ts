import { type Cluster, isUnknown, type Model } from '../../../template';
import type { FoundCluster } from '../../live/find-cluster';
import { servicesOf } from '../../live/find-service';
import { shortName } from '../../live/pages';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';

/** Clusters are there, and run no services that the templates do not hold: they take room that no plan counts. */
export const otherServices: PreflightCheck = {
  id: 'other-services',
  title: 'The clusters run nothing that is not in the template',
  questions: ({ clusters }: Model, account) =>
    clusters.map((cluster) => ({
      subject: cluster.name,
      neededBy: cluster.services.map(({ name }) => name),
      look: () => look(cluster, account),
    })),
};

async function look(cluster: Cluster, account: Account): Promise<PreflightOutcome> {
  const resource = cluster.resource ?? cluster.services[0]?.resource ?? cluster.standaloneTasks[0]?.resource;
  if (!resource) return HOLDS;
  const name = cluster.resource
    ? await account.physicalId(cluster.resource)
    : await written((cluster.services[0] ?? cluster.standaloneTasks[0])!.cluster, resource, account);
  // A cluster that is not deployed runs nothing.
  if (name === undefined) return HOLDS;
  if (isUnknown(name)) return unknown({ code: 'value', unknown: name });
  const clients = account.at(resource);
  const { clusters = [] } = await clients.ecs.describeClusters({ clusters: [name] });
  const live = clusters.find((one): one is FoundCluster => one.status !== 'INACTIVE' && one.clusterArn !== undefined);
  if (!live) {
    return cluster.resource
      ? HOLDS
      : fails({ code: 'no-cluster', name: shortName(name), region: await clients.region() });
  }
  const own = await namesOf(cluster, account);
  const others = (await servicesOf(clients, live))
    .filter(
      ({ serviceName, desiredCount = 0, runningCount = 0 }) => !own.has(serviceName) && desiredCount + runningCount > 0,
    )
    .map(({ serviceName, runningCount = 0 }) => ({ name: serviceName, runningTasks: runningCount }));
  return others.length === 0 ? HOLDS : unknown({ code: 'other-services', services: others });
}

/** The names of the template's services in the account, as far as they are deployed. */
async function namesOf({ services }: Cluster, account: Account): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const { resource } of services) {
    const given = resource.properties['ServiceName'];
    const name = given === undefined ? await account.physicalId(resource) : await written(given, resource, account);
    if (typeof name === 'string') names.add(shortName(name));
  }
  return names;
}
