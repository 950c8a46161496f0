import type { OperationProblem } from '../aws/problem/problem';
import type { Clock } from '../clock';
import { isPassing, problemOf } from './passing';
import { within } from './within';

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
