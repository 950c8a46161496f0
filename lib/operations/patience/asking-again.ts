import type { Repeat } from '../aws/clients';
import type { OperationProblem } from '../aws/problem/problem';
import type { Clock } from '../clock';
import { isPassing, problemOf } from './passing';
import { pauseAfter } from './persist';
import { Troubles } from './troubles';

/** How long calls are made again, and whom that is told. */
export interface AskingAgain {
  readonly clock: Clock;
  /** Milliseconds from the first trouble on, for all calls together. */
  readonly patience: number;
  /** Told of what is asked again for, once for each kind. */
  readonly onTrouble?: ((problem: OperationProblem, at: number) => void) | undefined;
}

/**
 * Makes each call again that only passing trouble keeps from an answer, while the patience lasts. Where nobody has
 * answered anything yet, nobody may be there: that ends at once.
 */
export function askingAgain({ clock, patience, onTrouble }: AskingAgain): Repeat {
  const troubles = new Troubles<'asking'>((_, problem) => onTrouble?.(problem, clock.now()));
  let until: number | undefined;
  let hasReached = false;
  return async (call) => {
    for (let failures = 0; ; failures++) {
      try {
        const answer = await call();
        hasReached = true;
        return answer;
      } catch (error) {
        const problem = problemOf(error);
        hasReached ||= problem.code !== 'unreachable' && problem.code !== 'timed-out';
        const pause = pauseAfter(failures);
        until ??= clock.now() + patience;
        if (!isPassing(problem) || !hasReached || clock.now() + pause >= until) throw error;
        troubles.of('asking')(problem);
        await clock.sleep(pause);
      }
    }
  };
}
