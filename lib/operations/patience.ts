import { OperationError } from './aws/problem/operation-error';
import type { OperationProblem } from './aws/problem/problem';
import type { Clock } from './clock';

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
 * What is waited for ends in time: by its answer, or as `timed-out`; as `interrupted` as soon as it is left. The
 * call is told by the signal.
 */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  what: string,
  call: (signal: AbortSignal) => Promise<T>,
  leave?: AbortSignal,
): Promise<T> {
  const late = new AbortController();
  const answered = new AbortController();
  const awake = leave ? AbortSignal.any([answered.signal, leave]) : answered.signal;
  const expiry = clock.sleep(milliseconds, awake).then((): never => {
    const isLeft = leave?.aborted === true;
    const seconds = Math.round(milliseconds / 1000);
    throw new OperationError(isLeft ? { code: 'interrupted', what } : { code: 'timed-out', what, seconds });
  });
  try {
    return await Promise.race([call(late.signal), expiry]);
  } finally {
    answered.abort();
    late.abort();
  }
}

/**
 * Whether the SDK, before an error, had made the call and repeated it: what became of that it does not tell, so that a
 * refusal proves nothing of it.
 */
export function wasRepeated(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly $metadata?: { readonly attempts?: number } } };
  return (cause?.$metadata?.attempts ?? 1) > 1;
}

/** Milliseconds between calls: longer with each failure in a row. */
export const pauseAfter = (failures: number): number => Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5));

/** How a call is repeated. */
export interface Persistence {
  readonly clock: Clock;
  /** When it is given up, by the clock. */
  readonly until: number;
  /** Milliseconds that one call may take. */
  readonly perCall?: number;
  /** Ends the repetition. */
  readonly leave?: AbortSignal | undefined;
  /** Whether leaving gives up the call that is under way as well, since nothing hangs on its answer. @default false */
  readonly dropsCall?: boolean;
  readonly onTrouble?: (problem: OperationProblem, error: unknown) => void;
  /** @default isPassing */
  readonly repeats?: (problem: OperationProblem) => boolean;
}

/** Makes a call again and again until it is answered. @throws OperationError the last, or one that no repetition mends */
export async function persist<T>(
  what: string,
  { clock, until, perCall = 60_000, leave, dropsCall, onTrouble, repeats = isPassing }: Persistence,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    const remaining = until - clock.now();
    try {
      return await within(clock, Math.max(0, Math.min(perCall, remaining)), what, call, dropsCall ? leave : undefined);
    } catch (error) {
      const problem = problemOf(error);
      onTrouble?.(problem, error);
      const pause = pauseAfter(failures);
      if (!repeats(problem) || leave?.aborted || clock.now() + pause >= until) throw error;
      await clock.sleep(pause, leave);
      if (leave?.aborted) throw error;
    }
  }
}
