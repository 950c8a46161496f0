import { OperationError } from '../aws/problem/operation-error';
import type { OperationProblem } from '../aws/problem/problem';

/** Whether a call may go through when it is repeated; whether it was carried out nobody knows. */
export function isPassing(problem: OperationProblem): boolean {
  const { code } = problem;
  if (code === 'unreachable') return problem.why !== 'certificate';
  return code === 'throttled' || code === 'service-fault' || code === 'timed-out';
}

/** The problem that an error stands for; what is no problem of an operation is a mistake of the code. */
export function problemOf(error: unknown): OperationProblem {
  if (error instanceof OperationError) return error.problem;
  throw error;
}

/**
 * Whether the SDK, before an error, had made the call and repeated it: what became of that it does not tell, so that a
 * refusal proves nothing of it.
 */
export function wasRepeated(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly $metadata?: { readonly attempts?: number } } };
  return (cause?.$metadata?.attempts ?? 1) > 1;
}
