import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import type { FoundService } from './find-service';

/** A service, as far as its scaling goes. */
type Named = Pick<FoundService, 'serviceArn' | 'serviceName'>;

/** What Application Auto Scaling calls the desired count of services. */
export const DESIRED_COUNT = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

/** The cluster's name in the ARN of a service; ARNs of the old format, which have none, are of `default`. */
export function clusterOf(serviceArn: string): string {
  const parts = serviceArn.split('/');
  return parts.length > 2 ? parts.at(-2)! : 'default';
}

/** What Application Auto Scaling calls a service. */
export const scalableId = ({ serviceArn, serviceName }: Named): string =>
  `service/${clusterOf(serviceArn)}/${serviceName}`;

/** What scales services, by {@link scalableId}; a service that nothing scales has none. */
export async function scalableTargets(
  clients: Clients,
  services: readonly Named[],
): Promise<ReadonlyMap<string, ScalableTarget>> {
  const targets = await inBatches(
    services.map(scalableId),
    50,
    async (ResourceIds) =>
      (await clients.applicationAutoScaling.describeScalableTargets({ ...DESIRED_COUNT, ResourceIds })).ScalableTargets,
  );
  return new Map(targets.flatMap((target) => (target.ResourceId === undefined ? [] : [[target.ResourceId, target]])));
}
