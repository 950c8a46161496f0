import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import { refusedWith } from '../../aws/problem/operation-error';
import type { FoundService } from '../../live/service/find-service';
import type { DoomedService } from './teardown-plan';

/** Services of a cluster by ARN, as far as they are still there. */
export async function describeServices(
  clients: Clients,
  cluster: string,
  arns: readonly string[],
): Promise<readonly FoundService[]> {
  const found = await inBatches(arns, 10, async (services) => {
    try {
      return (await clients.ecs.describeServices({ cluster, services, include: ['TAGS'] })).services;
    } catch (error) {
      // The cluster has gone, and its services before it.
      if (refusedWith(error, 'ClusterNotFoundException')) return [];
      throw error;
    }
  });
  return found.filter(
    (one): one is FoundService =>
      one.serviceArn !== undefined && one.serviceName !== undefined && one.status !== 'INACTIVE',
  );
}

/** The cluster's name in the ARN of a service; ARNs of the old format, which have none, are of `default`. */
export function clusterOf(serviceArn: string): string {
  const parts = serviceArn.split('/');
  return parts.length > 2 ? parts.at(-2)! : 'default';
}

/** How each service of a stack ends, and each that others have in its clusters. */
export async function doomedServices(
  clients: Clients,
  own: readonly FoundService[],
  foreign: readonly FoundService[],
): Promise<readonly DoomedService[]> {
  const scaled = await scaledServices(clients, own);
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
export function whyDeleted({
  schedulingStrategy,
  deploymentConfiguration,
  deployments = [],
}: FoundService): DoomedService['isDeleted'] {
  if (schedulingStrategy === 'DAEMON') return 'daemon';
  const isRolling = (deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING';
  return !isRolling && deployments.length > 1 ? 'deployment' : undefined;
}

/** What Application Auto Scaling calls a service. */
export const scalableId = ({ serviceArn, serviceName }: Pick<DoomedService, 'serviceArn' | 'serviceName'>): string =>
  `service/${clusterOf(serviceArn)}/${serviceName}`;

/** Services that anything scales, be it of the stack or not. */
async function scaledServices(clients: Clients, services: readonly FoundService[]): Promise<ReadonlySet<string>> {
  const targets = await inBatches(services.map(scalableId), 50, async (ResourceIds) => {
    const request = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceIds } as const;
    return (await clients.applicationAutoScaling.describeScalableTargets(request)).ScalableTargets;
  });
  return new Set(targets.flatMap(({ ResourceId }) => ResourceId ?? []));
}
