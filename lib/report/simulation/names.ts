import type { Capacity, Service } from '../../placement';
import { type ClusterInTemplate, resourceName } from '../../template';
import { shortened } from '../plan/cluster-names';

/** What services, instances and providers are called in a timeline. */
export interface Names {
  service(name: string): string;
  /** Instances are called after their capacity. */
  instance(id: string): string;
  /** Providers are called after their capacity. */
  provider(name: string): string;
}

/** The names that a plan gives them too. */
export const namesIn = ({ services, capacities }: ClusterInTemplate): Names =>
  namesFrom(
    [...services].map(([service, { resource }]) => [service, resourceName(resource)]),
    [...capacities].map(([capacity, { source }]) => [capacity, resourceName(source.group.resource)]),
  );

/** Names made from the paths of services and capacities. */
export function namesFrom(
  services: readonly (readonly [Service, string])[],
  capacities: readonly (readonly [Capacity, string])[],
): Names {
  const service = shortened(services.map(([{ name }, path]) => [name, path]));
  const capacity = shortened(capacities.map(([{ name }, path]) => [name, path]));
  const provider = new Map(
    capacities.map(([{ name, capacityProvider }]) => [capacityProvider?.name, capacity.get(name)]),
  );
  return {
    service: (name) => service.get(name) ?? name,
    instance: (id) => {
      const [, name, number] = /^(.*)\/(\d+)$/.exec(id) ?? [];
      const short = name === undefined ? undefined : capacity.get(name);
      return short === undefined ? id : `${short}/${number}`;
    },
    provider: (name) => provider.get(name) ?? name,
  };
}
