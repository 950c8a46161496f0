import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { TaskDraft } from '../task-draft';
import type { Logging } from './logging';

/** What {@link fireLens} takes. */
export interface FireLensOptions {
  /**
   * The output of Fluent Bit or Fluentd: `Name` and its options. The task role needs the permissions it takes.
   *
   * @default - as the router's own configuration says
   */
  readonly output?: Readonly<Record<string, string>>;
  /** Options of the output whose values ECS reads when the task starts. @default - none */
  readonly secrets?: Readonly<Record<string, ecs.Secret>>;
  /** Events that Docker holds while the router is busy. @default - ECS's own: 8192 */
  readonly bufferedEvents?: number;
}

/** Sends what the container writes to the log router of the same task: the container that has `logRouter`. */
export function fireLens(options: FireLensOptions = {}): Logging {
  const { output, secrets, bufferedEvents } = options;
  const limit: Record<string, string> =
    bufferedEvents === undefined ? {} : { 'log-driver-buffer-limit': `${bufferedEvents}` };
  const driver = new ecs.FireLensLogDriver({
    options: { ...output, ...limit },
    secretOptions: secrets && { ...secrets },
  });
  return { driver: 'awsfirelens', logDriver: () => driver };
}

/** Makes a container the log router of its task. */
export interface LogRouter {
  /** The program in the container's image. */
  readonly type: 'fluentbit' | 'fluentd';
  /** Whether events carry the cluster, the task and the container they come from. @default true - as ECS does */
  readonly ecsMetadata?: boolean;
  /** More configuration: a file in the image by its path, or one in S3 by its ARN. @default - none */
  readonly config?: { readonly file: string } | { readonly s3Arn: string };
}

/** The log router as the L2 takes it. */
export function fireLensConfig({ type, ecsMetadata = true, config }: LogRouter): ecs.FirelensConfig {
  const file = config && {
    configFileType: 's3Arn' in config ? ecs.FirelensConfigFileType.S3 : ecs.FirelensConfigFileType.FILE,
    configFileValue: 's3Arn' in config ? config.s3Arn : config.file,
  };
  return { type: type as ecs.FirelensLogRouterType, options: { enableECSLogMetadata: ecsMetadata, ...file } };
}

/** Whether a logging goes through the log router. */
export const isFireLens = (logging: Logging | ecs.LogDriver | undefined): boolean =>
  logging instanceof ecs.FireLensLogDriver ||
  (logging !== undefined && 'driver' in logging && logging.driver === 'awsfirelens');

/** Refuses FireLens logging without a router, two routers, and a router that logs to itself. */
export function checkLogRouters(draft: TaskDraft, fallback: Logging | ecs.LogDriver | undefined): void {
  const containers = Object.entries(draft.containers);
  const routers = containers.filter(([, { logRouter }]) => logRouter);
  if (routers.length > 1) {
    const names = routers.map(([name]) => `'${name}'`).join(' and ');
    draft.refuse('LogRouterTwice', `${names} have logRouter; a task has one log router, remove the others`);
  }
  const [name, router] = routers[0] ?? [];
  if (isFireLens(router?.logging)) {
    draft.refuse('LogRouterMissing', `container '${name}' is the log router and logs to itself; give it awsLogs()`);
  }
  const sender = containers.find(([, { logging, logRouter }]) => !logRouter && isFireLens(logging ?? fallback));
  if (!sender || router) return;
  const fix = 'add a container with logRouter: { type: "fluentbit" }';
  draft.refuse('LogRouterMissing', `container '${sender[0]}' logs by fireLens(), but no container routes; ${fix}`);
}
