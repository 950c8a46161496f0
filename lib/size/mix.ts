import { cheapestInstances, type PackableService, RESOURCE_NAMES } from '../placement';
import type { Candidate } from './candidates';
import { type Demands, zonesWanted } from './demands';
import { cheapestByLoad, type Load, usable } from './floor';
import type { Pool } from './pool';
import { duringSteps, packable } from './single-type';
import { type Budget, type FleetPart, type Stowage, stow } from './stow';

/** The cheapest mix that was found, and what none costs less than. */
export interface Mix {
  readonly parts: readonly FleetPart[];
  readonly stowage: Stowage;
}

/** Nodes that are searched for each of the two questions about mixes. */
const NODE_LIMIT = 200_000;

/** What each service may run on is known by name, so that only amounts are left to be compared. */
const problemOf = (
  services: readonly PackableService[],
  candidates: readonly Candidate[],
  room: (one: Candidate) => Candidate['room'] = (one) => one.room,
) => ({
  services: services.map((service) => ({
    ...service,
    instanceTypes: candidates.filter(({ takes }) => takes.has(service.name)).map(({ type }) => type.name),
  })),
  instanceTypes: candidates.map((one) => ({
    name: one.type.name,
    registered: room(one),
    usdPerHour: one.usdPerHour,
  })),
  nodeLimit: NODE_LIMIT,
});

/** No mix of the candidates meets the demands for less, in US dollars an hour. */
export function leastCost(pool: Pool, candidates: readonly Candidate[], load: Load, demands: Demands): number {
  const bySums = cheapestByLoad(candidates, load, demands);
  const few = undominated(candidates);
  const atOnce = [packable(pool), ...(demands.rollout ? duringSteps(pool) : [])];
  const answers = atOnce.map((services) => cheapestInstances(problemOf(services, few)));
  const inZones = pool.zones.length * leastInZone(pool, few);
  // Without any one zone the rest holds every task: all such rests together are one fleet less than there are zones.
  const rest = answers[0]!.code === 'bounded' && demands.survivesZone ? answers[0]!.lowerBound : 0;
  const survived = pool.zones.length > 1 ? (rest * pool.zones.length) / (pool.zones.length - 1) : 0;
  return Math.max(
    bySums,
    inZones,
    survived,
    ...answers.map((answer) => (answer.code === 'bounded' ? answer.lowerBound : 0)),
  );
}

/** What every zone costs at least: it holds a task of each service that is to be in all zones. */
function leastInZone(pool: Pool, candidates: readonly Candidate[]): number {
  const services = pool.services
    .filter((service) => zonesWanted(service, pool.zones) === pool.zones.length)
    .map((service) => ({ ...service, desiredCount: 1 }));
  const answer = cheapestInstances(problemOf(packable({ ...pool, services }), candidates));
  return answer.code === 'bounded' ? answer.lowerBound : 0;
}

/** More instances than this are not added to a mix to meet what its packing left out. */
const MOST_ADDED = 24;

/** A cheap mix of types on which ECS places everything; undefined if none is found, or one type alone does it. */
export function cheapMix(
  pool: Pool,
  candidates: readonly Candidate[],
  demands: Demands,
  budget: Budget,
): Mix | undefined {
  const few = undominated(candidates);
  const answer = cheapestInstances(
    problemOf(packable(pool), few, (one) => ({
      ...one.room,
      cpuUnits: Math.floor(usable(one, 'cpuUnits', demands)),
      memoryMiB: Math.floor(usable(one, 'memoryMiB', demands)),
    })),
  );
  if (answer.code !== 'bounded') return undefined;
  const counts = new Map<string, number>();
  for (const { instanceType, count } of answer.packing)
    counts.set(instanceType, (counts.get(instanceType) ?? 0) + count);
  let parts: FleetPart[] = few.flatMap((candidate) => {
    const count = counts.get(candidate.type.name) ?? 0;
    return count > 0 ? [{ candidate, count }] : [];
  });
  for (let added = 0; added <= MOST_ADDED && budget.tasksLeft >= 0; added++) {
    const stowage = stow(pool, parts, demands, budget);
    if (!stowage.shortfall) return { parts, stowage };
    const wanted = stowage.shortfall.code === 'no-place' ? stowage.shortfall.services : [];
    const cheapest = parts
      .filter(({ candidate }) => wanted.length === 0 || wanted.some((name) => candidate.takes.has(name)))
      .reduce<FleetPart | undefined>(
        (best, one) => (best && best.candidate.usdPerHour <= one.candidate.usdPerHour ? best : one),
        undefined,
      );
    if (!cheapest) return undefined;
    parts = parts.map((one) => (one === cheapest ? { ...one, count: one.count + 1 } : one));
  }
  return undefined;
}

/** The candidates without those that another one matches in everything for no more money: they are in no cheapest mix. */
export function undominated(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = [];
  const byPrice = [...candidates].sort((left, right) => left.usdPerHour - right.usdPerHour);
  for (const one of byPrice) if (!kept.some((other) => dominates(other, one))) kept.push(one);
  return kept;
}

const dominates = (one: Candidate, other: Candidate): boolean =>
  one.usdPerHour <= other.usdPerHour &&
  RESOURCE_NAMES.every((name) => one.room[name] >= other.room[name]) &&
  [...other.takes].every((name) => one.takes.has(name)) &&
  one.room.reservedTcpPorts.every((port) => other.room.reservedTcpPorts.includes(port)) &&
  one.room.reservedUdpPorts.every((port) => other.room.reservedUdpPorts.includes(port));
