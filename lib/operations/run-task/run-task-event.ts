import type { OperationProblem } from '../aws/problem/problem';
import type { Fit } from './start/fit';

/** What happens during a run. */
export type RunTaskEvent =
  | { readonly code: 'fit'; readonly fit: Fit }
  | { readonly code: 'started'; readonly taskArns: readonly string[] }
  | { readonly code: 'status'; readonly taskArn: string; readonly status: string; readonly instance?: string }
  | {
      /** The log of a container goes where it is not read from. Said once for each such container. */
      readonly code: 'log-not-followed';
      readonly container: string;
      /** As the task definition names it; none: the container has the instance's own, by default a file there. */
      readonly logDriver?: string;
    }
  | LogLine
  | {
      /** A call failed. The run goes on: it asks again, or does without. Said once for each kind of failure in a row. */
      readonly code: 'trouble';
      readonly doing: Doing;
      readonly problem: OperationProblem;
    };

/** What is being done while a call fails. */
export type Doing =
  | 'reading-cluster'
  | 'reading-subnets'
  | 'reading-capacity'
  | 'reading-daemons'
  | 'starting'
  | 'watching'
  | 'reading-logs'
  | 'stopping';

/** One line of the log of a container, or several that were written as one. */
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
