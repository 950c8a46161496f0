import type { Clock } from '../clock';
import type { RunTaskEvent } from './run-task-event';

/** How to go about a run. */
export type RunTaskOptions = RunTaskTimeout & {
  /** @default stopped: until all tasks have stopped; `started`: until ECS has accepted them */
  readonly waitFor?: 'started' | 'running' | 'stopped';
  /** Ends the watch when aborted: with the reason `stop` tasks are stopped first, with any other they are left. */
  readonly leave?: AbortSignal;
  /** Told what happens as it happens: logs, states, troubles. */
  readonly onEvent?: (event: RunTaskEvent) => void;
  /** @default - that of this computer */
  readonly clock?: Clock;
};

/** When a run ends by itself, and what becomes of its tasks then. */
export type RunTaskTimeout =
  | {
      /** Without it there is no end, save when AWS gives no answer for long. */
      readonly timeoutSeconds?: never;
      readonly keep?: never;
    }
  | {
      /** Seconds until the watch ends, starting included. */
      readonly timeoutSeconds: number;
      /** Leaves tasks running at the timeout. @default false: they are stopped, which takes up to 30 s more */
      readonly keep?: boolean;
    };
