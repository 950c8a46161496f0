import type { OperationProblem } from './problem';
import { problemText } from './problem-text';

/** An operation that was not carried out, or not to its end. */
export class OperationError extends Error {
  override readonly name = 'OperationError';

  constructor(
    /** What is wrong, as data. */
    readonly problem: OperationProblem,
    /** What was thrown underneath. */
    cause?: unknown,
  ) {
    super(problemText(problem), { cause });
  }
}

/** Whether a service refused a request with one of these errors. */
export const refusedWith = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof OperationError && error.problem.code === 'refused' && names.includes(error.problem.error);
