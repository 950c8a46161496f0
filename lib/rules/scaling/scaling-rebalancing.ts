import { type RebalancingObstacle, rebalancingObstacles } from '../../placement';
import { isUnknown, strategiesAt } from '../../template';
import type { Outcome } from '../outcome';
import { fleetServices } from '../rollout/rolling-services';
import { rule } from '../rule';

/** What keeps tasks from being rebalanced. */
type Obstacles = { obstacles: readonly RebalancingObstacle[] };

const WORDS: Readonly<Record<RebalancingObstacle, string>> = {
  disabled: 'it is disabled',
  daemon: 'it is a daemon',
  'maximum-percent': 'its maximum percent is 100, which leaves no room to start a task first',
  'first-strategy': 'its first placement strategy is not a spread over ecs.availability-zone',
  'zone-constraint': 'a placement constraint names ecs.availability-zone',
};

/** A service with zone rebalancing is one that ECS can rebalance. */
export const scalingRebalancing = rule<Obstacles>({
  id: 'scaling-rebalancing',
  severity: 'error',
  title: 'A service with Availability Zone rebalancing can be rebalanced',
  why: 'ECS refuses AvailabilityZoneRebalancing ENABLED for a service that it cannot rebalance.',
  remedy: 'Set AvailabilityZoneRebalancing to DISABLED, or remove what stands against it.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  check: (model) =>
    fleetServices(model).flatMap(({ resource, service, constraints, daemon }): Outcome<Obstacles>[] => {
      const { zoneRebalancing, maximumPercent } = service;
      const path = ['AvailabilityZoneRebalancing'];
      if (zoneRebalancing === undefined || zoneRebalancing === 'DISABLED') return [];
      const strategies = strategiesAt(service.properties);
      const open = [zoneRebalancing, daemon, maximumPercent, constraints, strategies].find(isUnknown);
      if (open) return [{ state: 'unknown', resource, path, unknowns: [open] }];
      if (isUnknown(daemon) || isUnknown(maximumPercent) || isUnknown(constraints) || isUnknown(strategies)) return [];
      const obstacles = rebalancingObstacles({
        zoneRebalancing: true,
        daemon,
        maximumPercent,
        constraints,
        strategies,
      });
      if (obstacles.length === 0) return [{ state: 'holds', resource }];
      if (resource.doubt) return [{ state: 'unknown', resource, path, unknowns: [resource.doubt] }];
      return [{ state: 'fails', resource, path, facts: { obstacles } }];
    }),
  message: ({ obstacles }) =>
    `the service cannot be rebalanced between zones: ${obstacles.map((one) => WORDS[one]).join('; ')}`,
  fix: ({ obstacles }) =>
    obstacles.includes('maximum-percent')
      ? 'raise maximumPercent above 100, or set AvailabilityZoneRebalancing to DISABLED'
      : 'set AvailabilityZoneRebalancing to DISABLED',
});
