import { withDefaults } from './with-defaults';

/** How long the life of a task takes. Durations are in seconds. */
export interface TaskTimings {
  /** From being placed until every image is pulled. @default 30; an assumption, AWS gives no figure */
  readonly imagePullSeconds: number;
  /** From pulled until RUNNING: network interface, volumes, containers. @default 10; an assumption */
  readonly startSeconds: number;
  /**
   * From RUNNING until it counts as healthy.
   * @default - behind a load balancer 150: five checks, 30 seconds apart, as target groups have by default; else 40:
   * what ECS waits for tasks with neither a load balancer nor a health check
   */
  readonly healthySeconds: number;
  /** From being told to stop until the load balancer has let go. @default - behind a load balancer 300, else 0 */
  readonly deregistrationSeconds: number;
  /** From SIGTERM until the last container has exited. @default 30: the default stop timeout, as if no one listened */
  readonly stopSeconds: number;
}

/** How long instances and the scheduler take. Durations are in seconds. */
export interface FleetTimings {
  /** From launch until the instance is ACTIVE in the cluster. @default 120; an assumption, AWS gives no figure */
  readonly instanceLaunchSeconds: number;
  /** From the notice of a spot interruption until the instance is gone. @default 120, as EC2 promises */
  readonly spotNoticeSeconds: number;
  /**
   * From the loss of an instance until ECS replaces its tasks and the Auto Scaling group the instance.
   * Its tasks count as unhealthy at once. @default 120; an assumption
   */
  readonly lossDetectionSeconds: number;
  /** The pause after the first failed start of a service; it doubles with every further one. @default 10; an assumption */
  readonly firstBackoffSeconds: number;
  /** The longest pause between failing starts. @default 900: ECS throttles them up to 15 minutes */
  readonly longestBackoffSeconds: number;
  /** How long a stage of a blue/green, linear or canary deployment may last. @default 86400: 24 hours */
  readonly stageLimitSeconds: number;
}

/** Timings for a whole simulation; whatever is absent has its default. */
export interface TimingOptions extends Partial<FleetTimings> {
  /** For the tasks of every service. */
  readonly tasks?: Partial<TaskTimings>;
  /** For the tasks of single services, by service name. */
  readonly services?: Readonly<Record<string, Partial<TaskTimings>>>;
}

/** The fleet's timings where none are given. */
export const DEFAULT_FLEET_TIMINGS: FleetTimings = {
  instanceLaunchSeconds: 120,
  spotNoticeSeconds: 120,
  lossDetectionSeconds: 120,
  firstBackoffSeconds: 10,
  longestBackoffSeconds: 900,
  stageLimitSeconds: 86_400,
};

/** The timings of a task where none are given. */
export function defaultTaskTimings(loadBalanced: boolean): TaskTimings {
  return {
    imagePullSeconds: 30,
    startSeconds: 10,
    healthySeconds: loadBalanced ? 150 : 40,
    deregistrationSeconds: loadBalanced ? 300 : 0,
    stopSeconds: 30,
  };
}

/** The timings of a service's tasks: its own, else those of all tasks, else the defaults. */
export function taskTimings(
  service: { readonly name: string; readonly loadBalanced?: boolean },
  options: TimingOptions = {},
): TaskTimings {
  const own = Object.hasOwn(options.services ?? {}, service.name) ? options.services?.[service.name] : undefined;
  return withDefaults(defaultTaskTimings(service.loadBalanced ?? false), options.tasks, own);
}
