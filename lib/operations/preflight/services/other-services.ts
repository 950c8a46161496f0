import { type Cluster, isUnknown, type Known, type Model } from '../../../template';
import { shortName } from '../../aws/arn';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { clusterNamed, deployedCluster } from './deployed-cluster';
import { liveCluster, liveServiceOf, liveServices } from './live-services';

/** Clusters are there, and run nothing that the templates do not hold: it takes room that no plan counts. */
export const otherServices: PreflightCheck = {
  id: 'other-services',
  title: 'The clusters are there, and run nothing that is not in the template',
  questions: ({ clusters }: Model, account) =>
    clusters
      .filter(({ resource, services, standaloneTasks }) => resource || services.length + standaloneTasks.length > 0)
      .map((cluster) => ({
        subject: `cluster ${cluster.name}`,
        neededBy: cluster.services.map(({ name }) => name),
        look: () => look(cluster, account),
      })),
};

async function look(cluster: Cluster, account: Account): Promise<PreflightOutcome> {
  const at = cluster.resource ?? (cluster.services[0] ?? cluster.standaloneTasks[0])!.resource;
  const name = await nameOf(cluster, account);
  // A cluster that is not deployed runs nothing.
  if (name === undefined) return HOLDS;
  if (isUnknown(name)) return unknown({ code: 'value', unknown: name });
  const clients = account.at(at);
  const live = await liveCluster(name, at, account);
  if (!live) {
    return cluster.resource
      ? HOLDS
      : fails({ code: 'no-cluster', name: shortName(name), region: await clients.region() });
  }
  const own = new Set<string>();
  for (const service of cluster.services) {
    const found = await liveServiceOf(service, account);
    if (found) own.add(found.serviceArn);
  }
  const others = (await liveServices(live, at, account))
    .filter(
      ({ serviceArn, desiredCount = 0, runningCount = 0 }) => !own.has(serviceArn) && desiredCount + runningCount > 0,
    )
    .map(({ serviceName, runningCount = 0 }) => ({ name: serviceName, runningTasks: runningCount }));
  return others.length === 0 ? HOLDS : unknown({ code: 'other-services', services: others });
}

function nameOf(
  { resource, services, standaloneTasks }: Cluster,
  account: Account,
): Promise<Known<string> | undefined> {
  if (resource) return deployedCluster(resource, account);
  const user = (services[0] ?? standaloneTasks[0])!;
  return clusterNamed(user.cluster, user.resource, account);
}
