import { serviceGroup } from '../../placement';
import type { ClusterInPlan } from '../../plan';
import { resourceName } from '../../template';

/** How the parts of one cluster are called on a page: by the last part of their names where that tells them apart. */
export interface ClusterNames {
  readonly capacity: (name: string) => string;
  /** By the capacity provider's name. */
  readonly provider: (name: string) => string;
  readonly service: (name: string) => string;
  /** By the task group of a service's tasks. */
  readonly group: (group: string) => string;
}

export function clusterNames({ capacities, services }: ClusterInPlan): ClusterNames {
  const ofCapacity = shortened(
    capacities.map(({ capacity, source }) => [capacity.name, resourceName(source.source.group.resource)]),
  );
  const ofService = shortened(services.map(({ service, source }) => [service.name, resourceName(source.resource)]));
  const ofProvider = new Map(
    capacities.map(({ capacity }) => [capacity.capacityProvider?.name, ofCapacity.get(capacity.name)]),
  );
  const ofGroup = new Map([...ofService].map(([name, short]) => [serviceGroup(name), short]));
  const from = (names: ReadonlyMap<string | undefined, string | undefined>) => (name: string) =>
    names.get(name) ?? name;
  return { capacity: from(ofCapacity), provider: from(ofProvider), service: from(ofService), group: from(ofGroup) };
}

/** Each name, short where the last part of its path tells it apart. */
export function shortened(names: readonly (readonly [string, string])[]): Map<string, string> {
  const last = (path: string): string => path.split('/').pop()!;
  const times = new Map<string, number>();
  for (const [, path] of names) times.set(last(path), (times.get(last(path)) ?? 0) + 1);
  return new Map(names.map(([name, path]) => [name, times.get(last(path)) === 1 ? last(path) : path]));
}
