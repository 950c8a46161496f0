import type { OperationProblem } from '../aws/problem/problem';
import type { Clock } from '../clock';

/** How something is looked at again and again. */
export interface LookingOptions {
  /** Time between two looks. @default 5 */
  readonly intervalSeconds?: number;
  /** Called with what keeps it from looking and passes, once for as long as it lasts. @param at milliseconds since 1970 */
  readonly onTrouble?: (problem: OperationProblem, at: number) => void;
  /** @default - that of this computer */
  readonly clock?: Clock;
  /** Ends the looking; whatever has been begun at AWS goes on. */
  readonly signal?: AbortSignal;
}
