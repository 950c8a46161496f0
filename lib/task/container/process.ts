import { Duration, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { TaskDraft } from '../task-draft';

/** What runs in a container, and how it starts and ends. */
export interface ContainerProcess {
  /** What the container runs, or the arguments of its entry point. @default - the image's CMD */
  readonly command?: readonly string[];
  /** The program that the command is given to. @default - the image's ENTRYPOINT */
  readonly entryPoint?: readonly string[];
  /** The directory it runs in. @default - the image's WORKDIR */
  readonly workingDirectory?: string;
  /**
   * The user, as `user`, `user:group`, `uid` or `uid:gid`.
   *
   * @default - the image's USER
   */
  readonly user?: string;
  /**
   * Whether the task ends when this container ends. At least one container is essential.
   *
   * @default true - as ECS does
   */
  readonly essential?: boolean;
  /**
   * Starts the container again within its task when it ends, which is faster than a new task. `true` takes the
   * defaults.
   *
   * @default - the task ends with an essential container, and its service replaces it
   */
  readonly restartPolicy?: true | RestartPolicy;
  /**
   * How long a dependency on this container may stay unmet before the task gives up. Whole seconds.
   *
   * @default - the instance's ECS_CONTAINER_START_TIMEOUT, 3 minutes unless changed
   */
  readonly startTimeout?: Duration;
  /**
   * How long the container has between SIGTERM and SIGKILL. Whole seconds. ECS sets no upper bound on EC2, but a spot
   * instance is gone two minutes after its interruption notice.
   *
   * @default Duration.seconds(30) - what ECS does, stated so that no instance's ECS_CONTAINER_STOP_TIMEOUT changes it
   */
  readonly stopTimeout?: Duration;
  /** Allocates a terminal (`docker run --tty`). @default false */
  readonly pseudoTerminal?: boolean;
  /** Keeps standard input open (`docker run --interactive`). @default false */
  readonly interactive?: boolean;
  /**
   * Whether ECS resolves the image's tag to a digest when a deployment starts, so that all its tasks run one image.
   *
   * @default - ECS's own: enabled
   */
  readonly versionConsistency?: `${ecs.VersionConsistency}`;
}

/** When ECS starts an ended container again. */
export interface RestartPolicy {
  /** Exit codes after which it is left ended. At most 50. @default - none */
  readonly ignoredExitCodes?: readonly number[];
  /**
   * How long the container must have run to be started again. From 1 to 30 minutes.
   *
   * @default - ECS's own: 5 minutes
   */
  readonly attemptPeriod?: Duration;
}

/** What ECS does; stated, so that no instance changes it. */
export const DEFAULT_STOP_TIMEOUT = Duration.seconds(30);

const MAX_IGNORED_EXIT_CODES = 50;
const ATTEMPT_PERIOD_SECONDS = { least: 60, most: 1800 };

/** Refuses a task without an essential container, and restart policies that ECS does not take. */
export function checkProcesses(draft: TaskDraft): void {
  const containers = Object.entries(draft.containers);
  if (!containers.some(([, { essential }]) => essential !== false)) {
    const found = containers.length === 0 ? 'there is no container' : 'every container has essential: false';
    draft.refuse('EssentialContainerMissing', `${found}; a task needs at least one that is essential`);
  }
  for (const [name, { restartPolicy }] of containers) {
    if (restartPolicy && restartPolicy !== true) checkRestartPolicy(draft, name, restartPolicy);
  }
}

function checkRestartPolicy(draft: TaskDraft, name: string, policy: RestartPolicy): void {
  const { ignoredExitCodes = [], attemptPeriod } = policy;
  const refuse = (what: string) => draft.refuse('RestartPolicyInvalid', `container '${name}': ${what}`);
  if (ignoredExitCodes.length > MAX_IGNORED_EXIT_CODES) {
    refuse(`restartPolicy ignores ${ignoredExitCodes.length} exit codes; ECS takes ${MAX_IGNORED_EXIT_CODES}`);
  }
  const code = ignoredExitCodes.find((exit) => !Token.isUnresolved(exit) && !(Number.isInteger(exit) && exit >= 0));
  if (code !== undefined) refuse(`restartPolicy ignores exit code ${code}; give whole numbers from 0`);
  if (!attemptPeriod || attemptPeriod.isUnresolved()) return;
  const { least, most } = ATTEMPT_PERIOD_SECONDS;
  const seconds = attemptPeriod.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return;
  refuse(`restartPolicy has an attemptPeriod of ${seconds} s; give whole seconds from ${least} to ${most}`);
}
