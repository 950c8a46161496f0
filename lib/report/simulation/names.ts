import type { Cluster } from '../../placement';

/** What services, instances and providers are called in a timeline: their paths without what all of a kind share. */
export interface Names {
  service(name: string): string;
  /** Instances are called after their capacity. */
  instance(id: string): string;
  /** Providers are called after their capacity. */
  provider(name: string): string;
}

/** The short names of one cluster's parts. */
export function namesIn({ services, capacities }: Pick<Cluster, 'services' | 'capacities'>): Names {
  const service = shortNames(services.map(({ name }) => name));
  const capacity = shortNames(capacities.map(({ name }) => name));
  const provider = new Map(
    capacities.flatMap(({ name, capacityProvider }) =>
      capacityProvider ? [[capacityProvider.name, capacity.get(name)!]] : [],
    ),
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

/** Paths without the segments at their begin and end that all of them share; at least one segment stays. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const paths = names.map((name) => name.split('/'));
  const shortest = Math.min(...paths.map(({ length }) => length));
  if (names.length < 2) return new Map(names.map((name) => [name, name]));
  const same = (at: (path: readonly string[]) => string | undefined) =>
    paths.every((path) => at(path) === at(paths[0]!));
  let [begin, end] = [0, 0];
  while (begin < shortest - 1 && same((path) => path[begin])) begin++;
  while (end < shortest - begin - 1 && same((path) => path[path.length - 1 - end])) end++;
  return new Map(paths.map((path, index) => [names[index]!, path.slice(begin, path.length - end).join('/')]));
}
