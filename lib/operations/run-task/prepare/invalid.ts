import { ExpressionError, nearNames, PlacementInputError } from '../../../placement';
import { OperationError } from '../../aws/problem/operation-error';
import type { Kind } from '../../aws/problem/problem';

/** A request that makes no sense. */
export const invalid = (detail: string): OperationError => new OperationError({ code: 'invalid-request', detail });

/** Names that are told all, where none is near. */
const FEW = 5;

/** A name that is not there: with those near it, else with what there is. */
export function unknownName(kind: Kind, name: string, where: string, names: readonly string[]): OperationError {
  const near = nearNames(name, names);
  return new OperationError({
    code: 'not-found',
    kind,
    name,
    where,
    near: near.length > 0 ? near : names.slice(0, FEW),
  });
}

/** What the engine cannot read, ECS would refuse. */
export function readable<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof PlacementInputError)) throw error;
    const unread = error.problems.map(({ value }) => value).find((value) => value instanceof ExpressionError);
    throw invalid(unread ? `the expression "${unread.expression}" cannot be read: ${unread.message}` : error.message);
  }
}
