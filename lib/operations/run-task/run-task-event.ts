import type { OperationProblem } from '../aws/problem';
import type { Fit } from './start/fit';

/** What happens during a run. */
export type RunTaskEvent =
  | { readonly code: 'fit'; readonly fit: Fit }
  | { readonly code: 'started'; readonly taskArns: readonly string[] }
  | { readonly code: 'status'; readonly taskArn: string; readonly status: string; readonly instance?: string }
  | LogLine
  | {
      /** A call failed. The run goes on: it asks again. Said once for each kind of failure in a row. */
      readonly code: 'trouble';
      readonly doing: 'reading-cluster' | 'starting' | 'watching' | 'reading-logs' | 'stopping';
      readonly problem: OperationProblem;
    };

/** One line of the log of a container. */
export interface LogLine {
  readonly code: 'log';
  readonly taskArn: string;
  readonly container: string;
  /** When the container wrote it. */
  readonly at?: Date;
  readonly message: string;
  /** How many tasks there are, and how many containers in each that have a log. */
  readonly among: { readonly tasks: number; readonly containers: number };
}
