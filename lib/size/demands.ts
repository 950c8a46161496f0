import { DEFAULT_STRATEGIES, type Service, taskBounds } from '../placement';

/** What the instances must stand, besides running every task. */
export interface Demands {
  readonly headroomPercent: number;
  readonly survivesZone: boolean;
  readonly rollout: boolean;
}

/** How many tasks a service must start beside those that run before its next deployment can go on. */
export function firstStep({
  desiredCount,
  deployment,
  minimumHealthyPercent,
  maximumPercent,
}: Pick<Service, 'desiredCount' | 'deployment' | 'minimumHealthyPercent' | 'maximumPercent'>): number {
  switch (deployment) {
    case 'blue-green':
    case 'linear':
    case 'canary':
      return desiredCount;
    case 'external':
      // Whoever controls it decides.
      return 0;
    case 'rolling': {
      const { lower, upper } = taskBounds(desiredCount, { minimumHealthyPercent, maximumPercent });
      return lower >= desiredCount && upper > desiredCount ? 1 : 0;
    }
  }
}

/** In how many of the zones a service must have a task: in all it reaches, if its strategies begin with them. */
export function zonesWanted(
  { strategies = DEFAULT_STRATEGIES, desiredCount, subnetZones }: Service,
  zones: readonly string[],
): number {
  const [first] = strategies;
  const spreads = first?.type === 'spread' && first.field === 'attribute:ecs.availability-zone';
  const reached = zones.filter((zone) => subnetZones?.includes(zone) ?? true).length;
  return spreads ? Math.min(desiredCount, reached) : 0;
}
