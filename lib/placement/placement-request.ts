import type { TaskDemand } from './task-demand';

/** A placement constraint in the shape of the ECS API. Constraints are binding. */
export type PlacementConstraint =
  | { readonly type: 'distinctInstance' }
  | { readonly type: 'memberOf'; readonly expression: string };

/** A placement strategy in the shape of the ECS API. Strategies are best effort, applied in order. */
export type PlacementStrategy =
  | { readonly type: 'spread'; readonly field: 'instanceId' | 'host' | `attribute:${string}` }
  | { readonly type: 'binpack'; readonly field: 'cpu' | 'memory' }
  | { readonly type: 'random' };

/**
 * What ECS does for a service, or for `RunTask`, when no strategy is given:
 * the zone with the fewest tasks of the group, then the instance with the fewest.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 */
export const DEFAULT_STRATEGIES: readonly PlacementStrategy[] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
];

/** One task to place: its demand and everything that decides where it may and should go. */
export interface PlacementRequest {
  readonly demand: TaskDemand;
  /** The task group: `service:<name>` for a service's tasks, by default `family:<family>` for others. */
  readonly group: string;
  /** Constraints of the task definition and of the service or call together; at most ten. @default - none */
  readonly constraints?: readonly PlacementConstraint[];
  /** At most five, applied in order as successive tie-breakers. @default - {@link DEFAULT_STRATEGIES} */
  readonly strategies?: readonly PlacementStrategy[];
  /** The capacity provider that was chosen for the task; a launch-type task names none and may go anywhere. */
  readonly capacityProvider?: string;
  /** The zones of the subnets of an `awsvpc` task. @default - every zone */
  readonly subnetZones?: readonly string[];
}

/** The task group of a service's tasks. */
export const serviceGroup = (serviceName: string): string => `service:${serviceName}`;
