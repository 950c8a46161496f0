import { type Expression, ExpressionError, parseExpression } from '../expression';
import type { ParsedRequest } from '../filters/filter';
import {
  DEFAULT_STRATEGIES,
  type PlacementConstraint,
  type PlacementRequest,
  type PlacementStrategy,
} from '../placement-request';
import { checkDemand } from './check-demand';
import { Checker } from './checker';

/** ECS takes no more constraints of a task definition and a service together. */
const MAX_CONSTRAINTS = 10;

/** ECS takes no more strategies. */
const MAX_STRATEGIES = 5;

/**
 * Checks a request and reads its expressions.
 * @throws PlacementInputError naming everything that is wrong.
 */
export function parseRequest(request: PlacementRequest): ParsedRequest {
  const check = new Checker();
  const expressions: ParsedRequest['expressions'][number][] = [];
  if (check.record(request, 'request')) {
    checkDemand(request.demand, 'request.demand', check);
    check.text(request.group, 'request.group');
    check.list(request.constraints ?? [], 'request.constraints', MAX_CONSTRAINTS).forEach((constraint, index) => {
      const parsed = parseConstraint(constraint, `request.constraints[${index}]`, check);
      if (parsed) expressions.push(parsed);
    });
    checkStrategies(request.strategies, 'request.strategies', check);
    if (request.capacityProvider !== undefined) check.text(request.capacityProvider, 'request.capacityProvider');
    check.list(request.subnetZones ?? [], 'request.subnetZones').forEach((zone, index) => {
      check.text(zone, `request.subnetZones[${index}]`);
    });
  }
  check.finish();
  const { demand, group, capacityProvider } = request;
  const [constraints, subnetZones] = [request.constraints ?? undefined, request.subnetZones ?? undefined];
  const strategies = request.strategies?.length ? request.strategies : DEFAULT_STRATEGIES;
  return { demand, group, constraints, capacityProvider, subnetZones, strategies, expressions };
}

function parseConstraint(
  constraint: PlacementConstraint,
  path: string,
  check: Checker,
): { text: string; expression: Expression } | undefined {
  if (!check.record(constraint, path)) return undefined;
  check.oneOf(constraint.type, ['distinctInstance', 'memberOf'], `${path}.type`);
  if (constraint.type !== 'memberOf' || !check.text(constraint.expression, `${path}.expression`)) return undefined;
  try {
    return { text: constraint.expression, expression: parseExpression(constraint.expression) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    check.report('expression', `${path}.expression`, error);
    return undefined;
  }
}

/** Checks a list of placement strategies, if there is one. */
export function checkStrategies(
  strategies: readonly PlacementStrategy[] | undefined,
  path: string,
  check: Checker,
): void {
  check.list(strategies ?? [], path, MAX_STRATEGIES).forEach((strategy, index) => {
    checkStrategy(strategy, `${path}[${index}]`, check);
  });
}

function checkStrategy(strategy: PlacementStrategy, path: string, check: Checker): void {
  if (!check.record(strategy, path)) return;
  check.oneOf(strategy.type, ['spread', 'binpack', 'random'], `${path}.type`);
  if (strategy.type === 'binpack') check.oneOf(strategy.field, ['cpu', 'memory'], `${path}.field`);
  if (strategy.type !== 'spread' || !check.text(strategy.field, `${path}.field`)) return;
  const isKnown = strategy.field === 'instanceId' || strategy.field === 'host' || /^attribute:./.test(strategy.field);
  if (!isKnown) check.report('not-allowed', `${path}.field`, strategy.field);
}
