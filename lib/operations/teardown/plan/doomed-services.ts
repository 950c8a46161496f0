import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { describedServices, type FoundService } from '../../live/service/find-service';
import { clusterOf, scalableId, scalableTargets } from '../../live/service/scalable-targets';
import { isDaemon } from '../../live/service/service-kind';
import type { DoomedService } from './teardown-plan';

/** Services of a cluster by ARN, as far as they are still there. */
export async function describeServices(
  clients: Clients,
  cluster: string,
  arns: readonly string[],
): Promise<readonly FoundService[]> {
  try {
    return await describedServices(clients, cluster, arns, ['TAGS']);
  } catch (error) {
    // The cluster has gone, and its services before it.
    if (refusedWith(error, 'ClusterNotFoundException')) return [];
    throw error;
  }
}

/** How each service of a stack ends, and each that others have in its clusters. */
export async function doomedServices(
  clients: Clients,
  own: readonly FoundService[],
  foreign: readonly FoundService[],
): Promise<readonly DoomedService[]> {
  const scaled = await scalableTargets(clients, own);
  const doomed = (service: FoundService, isDeleted: DoomedService['isDeleted']): DoomedService => ({
    clusterArn: service.clusterArn ?? clusterOf(service.serviceArn),
    serviceArn: service.serviceArn,
    serviceName: service.serviceName,
    ...(isDeleted && { isDeleted }),
    isScaled: scaled.has(scalableId(service)),
  });
  return [
    ...own.map((service) => doomed(service, whyDeleted(service))),
    ...foreign.map((service) => doomed(service, 'foreign')),
  ];
}

/** Why setting a service to zero would not end its tasks. */
export function whyDeleted(service: FoundService): DoomedService['isDeleted'] {
  if (isDaemon(service)) return 'daemon';
  const { deploymentConfiguration: { strategy = 'ROLLING' } = {}, deployments = [] } = service;
  return strategy !== 'ROLLING' && deployments.length > 1 ? 'deployment' : undefined;
}
