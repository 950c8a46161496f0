import { nearNames, PlacementInputError } from '../../../placement';
import { OperationError } from '../../aws/problem/operation-error';
import type { Kind } from '../../aws/problem/problem';

/** A request that makes no sense. */
export const invalid = (detail: string): OperationError => new OperationError({ code: 'invalid-request', detail });

/** A name that is not there. */
export const unknownName = (kind: Kind, name: string, where: string, names: readonly string[]): OperationError =>
  new OperationError({ code: 'not-found', kind, name, where, near: nearNames(name, names) });

/** What the engine cannot read, ECS would refuse. */
export function readable<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof PlacementInputError ? invalid(error.message) : error;
  }
}
