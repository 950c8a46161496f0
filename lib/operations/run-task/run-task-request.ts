import type { PlacementConstraint, PlacementStrategy } from '../../placement';
import type { TaskOverrides } from './task-overrides';

/** Which task definition to run: by its name, or as the one that a construct of a deployed stack made. */
export type TaskSource = FamilySource | StackSource;

/** A task definition by its name. */
export interface FamilySource {
  /** `family` (its newest revision), `family:revision` or an ARN. */
  readonly family: string;
  readonly stack?: never;
  readonly construct?: never;
}

/** A task definition by the construct that made it. */
export interface StackSource {
  readonly family?: never;
  /** Name of the deployed CloudFormation stack. */
  readonly stack: string;
  /** Path of the construct below the stack, such as `Jobs/Migrate`, or its logical id; nested stacks included. */
  readonly construct: string;
}

/** One entry of a capacity-provider strategy. */
export interface CapacityShare {
  readonly capacityProvider: string;
  /** Share of the tasks beyond every `base`. @default 1 */
  readonly weight?: number;
  /** Tasks that go here first; of one provider at most. @default 0 */
  readonly base?: number;
}

/** The network of tasks with network mode `awsvpc`. */
export interface TaskNetwork {
  /** Private ones: on EC2 such tasks get no public address. */
  readonly subnets: readonly [string, ...string[]];
  /** @default - the default group of the VPC */
  readonly securityGroups?: readonly string[];
}

/** What `runTask` is to run, and where. */
export type RunTaskRequest = RunTaskSettings &
  (
    | {
        readonly task: FamilySource;
        /** Name or ARN of the cluster. */
        readonly cluster: string;
      }
    | {
        readonly task: StackSource;
        /** Name or ARN of the cluster. @default - the only cluster of the stack */
        readonly cluster?: string;
      }
  );

/** What of a request does not hang on where the task definition comes from. */
export interface RunTaskSettings {
  /** How many tasks; more than ten are started by batches. @default 1 */
  readonly count?: number;
  /** @default - the cluster's default strategy; launch type EC2 where it has none */
  readonly capacity?: readonly [CapacityShare, ...CapacityShare[]];
  /** @default - spread over zones, then over instances, as ECS does */
  readonly strategies?: readonly PlacementStrategy[];
  /** Added to those of the task definition. @default - none */
  readonly constraints?: readonly PlacementConstraint[];
  /** @default - the task definition as it is */
  readonly overrides?: TaskOverrides;
  /**
   * The container whose exit code is that of the task, such as the application beside essential sidecars.
   * @default - the essential container; of several one that ended by itself, as far as its code shows that
   */
  readonly exitCodeFrom?: string;
  /** Tasks with network mode `awsvpc` need one; others take none. */
  readonly network?: TaskNetwork;
  /**
   * Names this run. Whoever asks for the same again with the same token gets the tasks that were started the first
   * time, running or ended: within a day, and within an hour of their end. Asking for something else with it is
   * refused. Of at most 61 visible ASCII characters (for more than a hundred tasks a few less); without `startedBy`
   * letters, digits, hyphens, slashes and underscores only.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
   * @default - a new one
   */
  readonly clientToken?: string;
  /**
   * What tasks carry as `startedBy`: up to 128 letters, digits, hyphens, slashes and underscores. Other runs may have
   * the same, so that tasks whose start got no answer are not looked for by it.
   * @default - the client token
   */
  readonly startedBy?: string;
}
