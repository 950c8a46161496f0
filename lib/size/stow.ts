import {
  holdingTasks,
  type Instance,
  launchInstances,
  Placer,
  planCluster,
  type Service,
  serviceGroup,
  unusedResources,
} from '../placement';
import { type Candidate, requestOf } from './candidates';
import { type Demands, firstStep, zonesWanted } from './demands';
import type { Pool } from './pool';

/** So many instances of one type. */
export interface FleetPart {
  readonly candidate: Candidate;
  readonly count: number;
}

/** What a fleet lacks: the first demand that it does not meet. */
export type Shortfall =
  | { readonly code: 'no-place'; readonly services: readonly string[]; readonly tasks: number }
  | { readonly code: 'spread'; readonly service: string }
  | { readonly code: 'headroom' }
  | { readonly code: 'rollout'; readonly service: string }
  | { readonly code: 'zone'; readonly zone: string };

/** The pool's tasks on a fleet of instances, placed as ECS does. */
export interface Stowage {
  readonly instances: readonly Instance[];
  /** Absent if the fleet meets every demand. */
  readonly shortfall?: Shortfall;
}

/** How much may still be tried, in tasks that are placed. */
export interface Budget {
  tasksLeft: number;
}

/** Places a pool's tasks on so many instances by the services' own strategies, and looks whether every demand is met. */
export function stow(pool: Pool, parts: readonly FleetPart[], demands: Demands, budget: Budget): Stowage {
  const cluster = { services: [...pool.daemons, ...pool.services] };
  const empty = parts.flatMap(({ candidate, count }) => launchInstances(candidate.group, count));
  const tasks = pool.services.reduce((sum, { desiredCount }) => sum + desiredCount, 0);
  budget.tasksLeft -= tasks + empty.length;
  const before = beforeScaling(pool);
  const { instances, unplaced } = planCluster(cluster, before ? planCluster(before, empty).instances : empty);
  if (unplaced.length > 0) {
    const shortfall = {
      code: 'no-place',
      services: unplaced.map(({ service }) => service),
      tasks: unplaced.reduce((sum, { count }) => sum + count, 0),
    } as const;
    return { instances, shortfall };
  }
  const crowded = pool.services.find((service) => zonesWith(service, instances) < zonesWanted(service, pool.zones));
  if (crowded) return { instances, shortfall: { code: 'spread', service: crowded.name } };
  if (!hasHeadroom(instances, demands.headroomPercent)) return { instances, shortfall: { code: 'headroom' } };
  const stuck = demands.rollout ? stuckService(pool.services, instances) : undefined;
  if (stuck !== undefined) return { instances, shortfall: { code: 'rollout', service: stuck } };
  const lost = demands.survivesZone ? fatalZone(cluster, instances, budget) : undefined;
  return lost === undefined ? { instances } : { instances, shortfall: { code: 'zone', zone: lost } };
}

/** The pool before its services scale out, whose tasks run by then; undefined if none scales. */
function beforeScaling({ daemons, services, desired }: Pool): { readonly services: readonly Service[] } | undefined {
  const countOf = ({ name, desiredCount }: Service) => Math.min(desiredCount, desired.get(name) ?? desiredCount);
  if (services.every((service) => countOf(service) === service.desiredCount)) return undefined;
  return {
    services: [...daemons, ...services.map((service) => ({ ...service, desiredCount: countOf(service) }))],
  };
}

function zonesWith({ name }: Service, instances: readonly Instance[]): number {
  const group = serviceGroup(name);
  const here = instances.filter((one) => holdingTasks(one).some((task) => task.group === group));
  return new Set(here.map(({ zone }) => zone)).size;
}

function hasHeadroom(instances: readonly Instance[], percent: number): boolean {
  return (['cpuUnits', 'memoryMiB'] as const).every((name) => {
    const registered = instances.reduce((sum, one) => sum + one.registered[name], 0);
    const free = instances.reduce((sum, one) => sum + unusedResources(one)[name], 0);
    return free * 100 >= registered * percent;
  });
}

/** The first service whose next deployment could not begin, were it deployed alone. */
function stuckService(services: readonly Service[], instances: readonly Instance[]): string | undefined {
  const placer = new Placer(instances);
  return services.find((service) => {
    const request = requestOf(service);
    const started: string[] = [];
    let needed = firstStep(service);
    for (; needed > 0; needed--) {
      const id = placer.place(request);
      if (id === undefined) break;
      started.push(id);
    }
    for (const id of started) placer.release(request, id);
    return needed > 0;
  })?.name;
}

/** The first zone whose loss leaves a task without a place. */
function fatalZone(
  cluster: { readonly services: readonly Service[] },
  instances: readonly Instance[],
  budget: Budget,
): string | undefined {
  const zones = [...new Set(instances.map(({ zone }) => zone))];
  return zones.find((lost) => {
    const rest = instances.filter(({ zone }) => zone !== lost);
    const gone = instances.filter(({ zone }) => zone === lost);
    budget.tasksLeft -= gone.reduce((sum, one) => sum + holdingTasks(one).length, 0) + rest.length;
    return planCluster(cluster, rest).unplaced.length > 0;
  });
}
