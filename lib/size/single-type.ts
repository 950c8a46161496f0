import { fewestInstances, type Instance, type PackableService, type PackingAnswer } from '../placement';
import type { Candidate } from './candidates';
import { type Demands, firstStep } from './demands';
import { fewestAtRest, fewestByLoad, type Load, withZoneToLose } from './floor';
import type { Pool } from './pool';
import { type Budget, stow } from './stow';

/** The least of one type on which ECS places everything. */
export interface SingleType {
  readonly candidate: Candidate;
  readonly instances: readonly Instance[];
}

/** How few instances of the type would do, were the tasks packed perfectly. */
export interface PackedBound {
  /** No fewer meet the demands, however the tasks are placed. */
  readonly atLeast: number;
  /** What the tasks alone take when packed perfectly: without headroom, spread or room for deployments. */
  readonly packed?: { readonly instances: number; readonly optimal: boolean };
}

/** Beyond this, a type is no choice. */
const MOST_INSTANCES = 5_000;

/** Nodes that are searched for the bound of a row. */
const NODE_LIMIT = 50_000;

/**
 * How many instances of a type ECS needs for everything that is asked; undefined if no number does, or the budget ends.
 * From the least that the sums allow it goes up in growing steps until everything is met, then halves the last step.
 */
export function leastOf(
  candidate: Candidate,
  pool: Pool,
  context: { readonly load: Load; readonly demands: Demands; readonly budget: Budget },
): SingleType | undefined {
  const { load, demands, budget } = context;
  const tried = (count: number) => stow(pool, [{ candidate, count }], demands, budget);
  let tooFew = floorOf(candidate, pool, load, demands) - 1;
  let enough: { readonly count: number; readonly instances: readonly Instance[] } | undefined;
  // The first misses go up one by one; where many instances lack, longer steps save the work.
  for (let count = tooFew + 1, step = 1, misses = 0; !enough; count += step) {
    if (count > MOST_INSTANCES || budget.tasksLeft < 0) return undefined;
    const { instances, shortfall } = tried(count);
    if (!shortfall) enough = { count, instances };
    else {
      misses++;
      step = misses < 3 ? 1 : Math.ceil(count / 16);
      tooFew = count;
    }
  }
  while (enough.count - tooFew > 1 && budget.tasksLeft >= 0) {
    const count = Math.floor((enough.count + tooFew) / 2);
    const { instances, shortfall } = tried(count);
    if (shortfall) tooFew = count;
    else enough = { count, instances };
  }
  return { candidate, instances: enough.instances };
}

/** Fewer than this cannot be, by the sums. */
export function floorOf(candidate: Candidate, pool: Pool, load: Load, demands: Demands): number {
  const least = fewestByLoad(candidate, load, demands);
  // After the loss every task has a place; headroom, spread and deployments are not asked for then.
  return demands.survivesZone
    ? Math.max(least, withZoneToLose(fewestAtRest(candidate, load), pool.zones.length))
    : least;
}

/** What a perfect packing on instances of a type needs. */
export function packedBound(candidate: Candidate, pool: Pool, load: Load, demands: Demands): PackedBound {
  const ask = (services: PackableService[]) =>
    fewestInstances({
      services,
      instanceTypes: [{ name: candidate.type.name, registered: candidate.room }],
      nodeLimit: NODE_LIMIT,
    });
  const answer = ask(packable(pool));
  const bySums = floorOf(candidate, pool, load, demands);
  if (answer.code === 'impossible') return { atLeast: bySums };
  const needed = (one: PackingAnswer) => (one.code === 'bounded' ? Math.ceil(one.lowerBound - 1e-9) : 0);
  const tasks = needed(answer);
  return {
    atLeast: Math.max(
      bySums,
      demands.survivesZone ? withZoneToLose(tasks, pool.zones.length) : tasks,
      ...(demands.rollout ? duringSteps(pool).map((services) => needed(ask(services))) : []),
    ),
    packed: { instances: answer.instances, optimal: answer.optimal },
  };
}

/** Each question costs a search; where there are more services, the sums have to do. */
const MOST_STEPS = 12;

/** The tasks that run at once while one service begins its deployment, for each that must start some first. */
export function duringSteps(pool: Pool): readonly PackableService[][] {
  const stepping = pool.services.filter((service) => firstStep(service) > 0);
  if (stepping.length > MOST_STEPS) return [];
  return stepping.map((service) =>
    packable(pool).map((one) => (one.name === service.name ? { ...one, count: one.count + firstStep(service) } : one)),
  );
}

/** The services as the bounds take them; attributes and expressions are looked at beforehand. */
export const packable = ({ services }: Pool): PackableService[] =>
  services.map(({ name, demand, desiredCount, constraints }) => ({
    name,
    demand,
    count: desiredCount,
    distinctInstance: constraints.some(({ type }) => type === 'distinctInstance'),
  }));
