import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';

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
   * What an instance must be to hold a task, in the cluster query language: text, or `ecs.PlacementConstraint`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
   */
  readonly constraints?: readonly (string | { toString(): string } | ecs.PlacementConstraint)[];

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
const MAX_CONSTRAINTS = 10;
const MAX_EXPRESSION = 2000;

/** A placement as the L2 takes it. */
export interface RenderedPlacement {
  readonly placementStrategies: ecs.PlacementStrategy[];
  readonly placementConstraints: ecs.PlacementConstraint[];
}

/**
 * The placement as the L2 takes it, defaults filled in.
 *
 * @throws MisuseError `DaemonOption`, `PlacementTooMany`, `PlacementExpression`
 */
export function renderPlacement(options: PlacementOptions, daemon: boolean, scope: IConstruct): RenderedPlacement {
  const strategies = options.strategies ?? (daemon ? [] : DEFAULT_STRATEGIES);
  if (daemon && (strategies.length > 0 || options.distinctInstances)) {
    throw new MisuseError(
      'DaemonOption',
      'a daemon runs on every instance it may; leave out strategies and distinctInstances',
      scope,
    );
  }
  const constraints = (options.constraints ?? []).map((constraint) =>
    constraint instanceof ecs.PlacementConstraint ? constraint : memberOf(String(constraint), scope),
  );
  if (options.distinctInstances) constraints.push(ecs.PlacementConstraint.distinctInstances());
  requireAtMost('strategies', strategies.flatMap((strategy) => strategy.toJson()).length, MAX_STRATEGIES, scope);
  requireAtMost('constraints', constraints.flatMap((constraint) => constraint.toJson()).length, MAX_CONSTRAINTS, scope);
  return { placementStrategies: [...strategies], placementConstraints: constraints };
}

function memberOf(expression: string, scope: IConstruct): ecs.PlacementConstraint {
  if (!Token.isUnresolved(expression) && (expression.trim() === '' || expression.length > MAX_EXPRESSION)) {
    const what =
      expression.trim() === '' ? 'an expression is empty' : `an expression has ${expression.length} characters`;
    throw new MisuseError('PlacementExpression', `${what}; take 1 to ${MAX_EXPRESSION}`, scope);
  }
  return ecs.PlacementConstraint.memberOf(expression);
}

function requireAtMost(what: string, count: number, most: number, scope: IConstruct): void {
  if (count > most) throw new MisuseError('PlacementTooMany', `${count} ${what}; ECS takes at most ${most}`, scope);
}
