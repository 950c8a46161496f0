import type { CapacityInTemplate } from '../fleet/capacity';
import { isUnknown, type Known } from '../known';
import { Unknown } from '../value/value';
import type { TaskOrigin } from './task-origin';

/** The instances that tasks may run on. */
export interface Hosts {
  /** Those that the templates hold. */
  readonly capacities: readonly CapacityInTemplate[];
  /** Why there may be others; absent when there are none. */
  readonly others?: Unknown;
  /** Whether a strategy sends tasks to every one of the capacities, whatever fits where. */
  readonly byStrategy: boolean;
}

/** The instances that the tasks of an origin may run on; undefined when they run elsewhere, as on Fargate. */
export function hostsOf(origin: TaskOrigin): Known<Hosts> | undefined {
  const { cluster, destination, capacities, resource } = origin;
  const elsewhere = (name: string) => new Unknown({ code: 'assumption', name }, resource.stack.stack);
  switch (destination.kind) {
    case 'elsewhere':
      return undefined;
    case 'unknown':
      return destination.unknown;
    case 'providers': {
      const used = destination.shares.filter(
        ({ base, weight }) => base !== 0 || weight !== 0 || destination.shares.length === 1,
      );
      const away = used.find(({ capacity }) => capacity === undefined);
      return {
        capacities: used.flatMap(({ capacity }) => capacity ?? []),
        others: away && elsewhere(`the instances of the capacity provider ${away.name} are in no template given`),
        byStrategy: true,
      };
    }
    case 'any-instance': {
      const complete = cluster.resource && capacities.length > 0 && cluster.undecidedGroups.length === 0;
      const name = `the cluster ${cluster.name} may have instances that are in no template given`;
      return { capacities, others: complete ? undefined : elsewhere(name), byStrategy: false };
    }
  }
}

/** As {@link hostsOf}, with no instances where nothing tells which they are. */
export function knownHostsOf(origin: TaskOrigin): Hosts | undefined {
  const hosts = hostsOf(origin);
  return isUnknown(hosts) ? { capacities: [], others: hosts, byStrategy: false } : hosts;
}
