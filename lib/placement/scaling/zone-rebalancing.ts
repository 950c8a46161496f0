import type { Service } from '../fleet';
import { DEFAULT_STRATEGIES } from '../placement-request';

/** Why a service's tasks are not rebalanced between availability zones. */
export type RebalancingObstacle =
  | 'disabled'
  | 'daemon'
  /** A maximum of 100 percent leaves no room to start a task before another stops. */
  | 'maximum-percent'
  /** The first placement strategy spreads over something other than availability zones. */
  | 'first-strategy'
  /** A constraint names the availability zone. */
  | 'zone-constraint';

const ZONE = 'ecs.availability-zone';

/**
 * Everything that keeps ECS from rebalancing a service between zones; none when it is eligible and enabled.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function rebalancingObstacles(
  service: Pick<Service, 'daemon' | 'maximumPercent' | 'strategies' | 'constraints' | 'zoneRebalancing'>,
): RebalancingObstacle[] {
  const [first] = service.strategies ?? DEFAULT_STRATEGIES;
  const spreadsZones = first === undefined || (first.type === 'spread' && first.field === `attribute:${ZONE}`);
  const namesZone = service.constraints.some((rule) => rule.type === 'memberOf' && rule.expression.includes(ZONE));
  const obstacles: [RebalancingObstacle, boolean][] = [
    ['disabled', !service.zoneRebalancing],
    ['daemon', service.daemon],
    ['maximum-percent', service.maximumPercent <= 100],
    ['first-strategy', !spreadsZones],
    ['zone-constraint', namesZone],
  ];
  return obstacles.filter(([, stands]) => stands).map(([obstacle]) => obstacle);
}

/** Whether no zone has two tasks more than another; `tasksByZone` names every zone, the empty ones with 0. */
export function isZoneBalanced(tasksByZone: ReadonlyMap<string, number>): boolean {
  return nextZoneMove(tasksByZone) === undefined;
}

/** One task to start in the zone with the fewest tasks, before one is stopped in the zone with the most. */
export interface ZoneMove {
  readonly startIn: string;
  readonly stopIn: string;
}

/** The next move of zone rebalancing, or none when the zones are balanced. Ties go to the first zone by name. */
export function nextZoneMove(tasksByZone: ReadonlyMap<string, number>): ZoneMove | undefined {
  const zones = [...tasksByZone].sort(([a], [b]) => (a < b ? -1 : 1));
  if (zones.length === 0) return undefined;
  const [startIn, fewest] = zones.reduce((best, zone) => (zone[1] < best[1] ? zone : best));
  const [stopIn, most] = zones.reduce((best, zone) => (zone[1] > best[1] ? zone : best));
  return most - fewest > 1 ? { startIn, stopIn } : undefined;
}

/** The tasks of a balanced service by zone: even shares, the remainder to the last zones by name. */
export function balancedZones(desiredCount: number, zones: readonly string[]): ReadonlyMap<string, number> {
  const share = Math.floor(desiredCount / zones.length);
  const withOneLess = zones.length - (desiredCount % zones.length);
  return new Map([...zones].sort().map((zone, index) => [zone, index < withOneLess ? share : share + 1]));
}
