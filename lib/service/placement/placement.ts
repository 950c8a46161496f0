import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { memberOf, type PlacementExpression } from '../../task';

/** Where a service's tasks may and should run. */
export interface PlacementOptions {
  /**
   * In which order the scheduler prefers instances.
   *
   * @default - spread by zone, so that a lost zone takes the fewest tasks with it, then binpack by memory, so that
   * instances empty and can be given back; none for a daemon
   */
  readonly strategies?: readonly ecs.PlacementStrategy[];

  /**
   * What an instance must be to hold a task: text in the cluster query language, or `attribute(…)` and its siblings.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
   */
  readonly constraints?: readonly (PlacementExpression | string)[];

  /**
   * Whether no instance holds two tasks of the service. A deployment then needs spare instances for the new tasks.
   *
   * @default false
   */
  readonly distinctInstances?: boolean;
}

/** Spread by zone, then binpack by memory. */
const DEFAULT_STRATEGIES = [
  ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE),
  ecs.PlacementStrategy.packedByMemory(),
];

const MAX_STRATEGIES = 5;
/** Those of the task definition count too. */
const MAX_CONSTRAINTS = 10;

/** A placement as the L2 takes it. */
export interface RenderedPlacement {
  readonly placementStrategies: ecs.PlacementStrategy[];
  readonly placementConstraints: ecs.PlacementConstraint[];
}

/**
 * The placement as the L2 takes it, defaults filled in.
 *
 * @throws MisuseError `DaemonOption`, `PlacementStrategyTooMany`, `PlacementConstraintTooMany`,
 * `PlacementExpressionInvalid`
 */
export function renderPlacement(
  options: PlacementOptions,
  taskDefinition: ecs.TaskDefinition,
  daemon: boolean,
  scope: Construct,
): RenderedPlacement {
  const { strategies = daemon ? [] : DEFAULT_STRATEGIES, constraints = [], distinctInstances = false } = options;
  if (daemon && (strategies.length > 0 || distinctInstances)) {
    throw new MisuseError(
      'DaemonOption',
      'a daemon runs on every instance it may; leave out strategies and distinctInstances',
      scope,
    );
  }
  const count = strategies.flatMap((strategy) => strategy.toJson()).length;
  if (count > MAX_STRATEGIES) {
    throw new MisuseError(
      'PlacementStrategyTooMany',
      `${count} placement strategies; ECS takes ${MAX_STRATEGIES}, leave out the last`,
      scope,
    );
  }
  const distinct = distinctInstances ? [ecs.PlacementConstraint.distinctInstances()] : [];
  const placementConstraints = [...memberOf(constraints, scope), ...distinct];
  const total = placementConstraints.length + constraintsOf(taskDefinition);
  if (total > MAX_CONSTRAINTS) {
    throw new MisuseError(
      'PlacementConstraintTooMany',
      `service and task definition have ${total} placement constraints; ECS takes ${MAX_CONSTRAINTS}, join some with 'and'`,
      scope,
    );
  }
  return { placementStrategies: [...strategies], placementConstraints };
}

/** How many constraints a task definition has; the L2 keeps them private. */
function constraintsOf(taskDefinition: ecs.TaskDefinition): number {
  const { placementConstraints } = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  const resolved: unknown = Stack.of(taskDefinition).resolve(placementConstraints);
  return Array.isArray(resolved) ? resolved.length : 0;
}
