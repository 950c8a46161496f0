import type { PlacementConstraint, PlacementStrategy } from '../../placement';
import type { Clock } from '../clock';
import type { RunTaskEvent } from './run-task-event';

/** Which task definition to run: by its name, or as the one that a construct of a deployed stack made. */
export type TaskSource =
  | {
      /** `family` (its newest revision), `family:revision` or an ARN. */
      readonly family: string;
    }
  | {
      /** Name of the deployed CloudFormation stack. */
      readonly stack: string;
      /** Path of the construct below the stack, such as `Jobs/Migrate`, or its logical id. */
      readonly construct: string;
    };

/** One entry of a capacity-provider strategy. */
export interface CapacityShare {
  readonly capacityProvider: string;
  /** Share of the tasks beyond every `base`. @default 1 */
  readonly weight?: number;
  /** Tasks that go here first; of one provider at most. @default 0 */
  readonly base?: number;
}

/** What a container does otherwise than its task definition says. */
export interface ContainerOverrides {
  /** @default - the essential container; with several, the first */
  readonly container?: string;
  readonly command?: readonly string[];
  /** Added to the environment of the task definition, or in place of it. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a task does otherwise than its task definition says. */
export interface TaskOverrides extends ContainerOverrides {
  /** CPU units of the task as a whole; 1024 are one vCPU. */
  readonly cpuUnits?: number;
  /** Memory of the task as a whole in MiB. */
  readonly memoryMiB?: number;
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
}

/** What `runTask` is to run, and where. */
export interface RunTaskRequest {
  readonly task: TaskSource;
  /** Name or ARN of the cluster. @default - the only cluster of the stack; none for a family */
  readonly cluster?: string;
  /** How many tasks; more than ten are started by batches. @default 1 */
  readonly count?: number;
  /** @default - the cluster's default strategy; launch type EC2 where it has none */
  readonly capacity?: readonly CapacityShare[];
  /** @default - spread over zones, then over instances, as ECS does */
  readonly strategies?: readonly PlacementStrategy[];
  /** Added to those of the task definition. @default - none */
  readonly constraints?: readonly PlacementConstraint[];
  readonly overrides?: TaskOverrides;
  /** Subnets of tasks with network mode `awsvpc`, which need some; others take none. */
  readonly subnets?: readonly string[];
  /** Security groups of tasks with network mode `awsvpc`. @default - the default group of the VPC */
  readonly securityGroups?: readonly string[];
  /**
   * Names this run: whoever asks again with the same token within a day gets the tasks that run already. Of 1 to 36
   * letters, digits, hyphens, underscores and slashes; tasks carry it as `startedBy`.
   * @default - a new one
   */
  readonly token?: string;
}

/** How to go about it. */
export interface RunTaskOptions {
  /** @default stopped: until all tasks have stopped; `started`: until ECS has accepted them */
  readonly waitFor?: 'started' | 'running' | 'stopped';
  /** Seconds until the watch ends, starting included. @default - no end, save when AWS gives no answer for long */
  readonly timeoutSeconds?: number;
  /** Leaves tasks running at the timeout. @default false: they are stopped, which takes up to 30 s more */
  readonly keep?: boolean;
  /** Ends the watch when aborted: with the reason `stop` tasks are stopped first, with any other they are left. */
  readonly leave?: AbortSignal;
  /** Told what happens as it happens: logs, states, troubles. */
  readonly onEvent?: (event: RunTaskEvent) => void;
  /** @default - that of this computer */
  readonly clock?: Clock;
}
