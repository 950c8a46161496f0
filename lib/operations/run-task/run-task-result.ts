import type { OperationProblem } from '../aws/problem/problem';
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
      readonly reasons: readonly PlacementFailure[];
    }
  | {
      /** The client token has started other tasks before: with another count, revision or override. */
      readonly code: 'token-taken';
      /** Those tasks, as far as ECS names them. */
      readonly taskArns: readonly string[];
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

/** One reason of ECS for not placing tasks. */
export interface PlacementFailure {
  /** As ECS says it, such as `RESOURCE:MEMORY`. */
  readonly reason: string;
  /** How many tasks or instances it said so of. */
  readonly times: number;
  readonly detail?: string;
  /** Ids of the container instances that it is about, where ECS names them. */
  readonly instances: readonly string[];
}

interface Facts {
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** Names this run; asking again with it starts nothing twice. */
  readonly clientToken: string;
  readonly tasks: readonly RunTask[];
  /** Tasks that were asked for and not started. */
  readonly missing: number;
  /** Why. */
  readonly refusals: readonly StartRefusal[];
  /** How the tasks fit, or, where ECS found less room than that, the missing ones; not there if the cluster could not be read. */
  readonly fit?: Fit;
  /** Whether every log was read to its end. */
  readonly logsComplete: boolean;
}

/** How a run ended, and what is known of it. */
export type RunTaskResult = Facts & RunTaskEnd;

/** How a run ended. */
export type RunTaskEnd =
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
      /** Whether every task was told to stop; `kept` if they were to be left. */
      readonly stopping: boolean | 'kept';
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
    };
