import type { OperationProblem } from '../aws/problem';
import type { Fit } from './start/fit';

/** How far one task came, as far as it was seen. */
export type TaskState =
  | {
      /** It ran and its essential container ended. */
      readonly code: 'exited';
      readonly exitCode: number;
      readonly container: string;
      /** What ECS says, where it is more than that. */
      readonly reason?: string;
    }
  | { readonly code: 'never-ran'; readonly reason: string }
  | {
      /** It is no longer there, and nobody says how it ended. */
      readonly code: 'unknown';
      readonly reason: string;
    }
  | { readonly code: 'running' }
  | {
      /** ECS has not started it yet, or is stopping it. */
      readonly code: 'pending';
      readonly status: string;
    };

/** One task that was started. */
export interface RunTask {
  readonly taskArn: string;
  /** The id of the container instance that it was placed on. */
  readonly instance?: string;
  readonly state: TaskState;
}

/** Why ECS did not start as many tasks as were asked for. */
export type StartRefusal =
  | {
      /** It found no place. */
      readonly code: 'not-placed';
      /** As ECS says it, such as `RESOURCE:MEMORY`, with how many tasks or instances it said so of. */
      readonly reasons: readonly { readonly reason: string; readonly times: number; readonly detail?: string }[];
    }
  | { readonly code: 'failed'; readonly problem: OperationProblem }
  | {
      /** No answer came in time; nothing was found to run in the name of this run. */
      readonly code: 'no-answer';
      readonly problem: OperationProblem;
    }
  | {
      /** The run was left before ECS was asked for all of them. */
      readonly code: 'left';
    };

interface Facts {
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** Names this run; asking again with it starts nothing twice. */
  readonly token: string;
  readonly tasks: readonly RunTask[];
  /** Tasks that were asked for and not started. */
  readonly missing: number;
  /** Why. */
  readonly refusals: readonly StartRefusal[];
  /** Which instances could take it; not there if the cluster could not be read. */
  readonly fit?: Fit;
  /** Whether every log was read to its end. */
  readonly logsComplete: boolean;
}

/** How a run ended. */
export type RunTaskResult = Facts &
  (
    | {
        /** No task was started. */
        readonly code: 'not-started';
      }
    | {
        /** Every task that was started has ended. */
        readonly code: 'stopped';
      }
    | {
        /** As was waited for: every task runs, or was accepted. */
        readonly code: 'running' | 'started';
      }
    | {
        /** It was left while tasks were running, at the caller's wish. */
        readonly code: 'left';
        /** Whether stopping was asked for and every task was told to. */
        readonly stopping: boolean;
      }
    | {
        readonly code: 'timed-out';
        readonly seconds: number;
        /** Whether every task was told to stop; `kept` if they were to be left. */
        readonly stopping: boolean | 'kept';
      }
    | {
        /** AWS gave no answer about the tasks for so long that nobody waits on; they were left. */
        readonly code: 'lost-contact';
        readonly problem: OperationProblem;
      }
  );

/** The exit code of a run that started nothing, or whose end is not known. */
export const NOT_STARTED = 125;

/**
 * The exit code that a run comes to, as `docker run` has it: that of the essential container; of several tasks the
 * first that is not zero; 125 where a task never ran or its end is not known.
 */
export function exitCodeOf(result: RunTaskResult): number {
  switch (result.code) {
    case 'not-started':
    case 'timed-out':
    case 'lost-contact':
      return NOT_STARTED;
    case 'running':
    case 'started':
    case 'stopped':
    case 'left': {
      const mayRun = result.code === 'left' ? !result.stopping : result.code !== 'stopped';
      const codes = result.tasks.map(({ state }) => codeOf(state, mayRun));
      return codes.find((code) => code !== 0) ?? (result.missing > 0 ? NOT_STARTED : 0);
    }
  }
}

function codeOf(state: TaskState, mayRun: boolean): number {
  if (state.code === 'exited') return state.exitCode;
  return mayRun && (state.code === 'running' || state.code === 'pending') ? 0 : NOT_STARTED;
}
