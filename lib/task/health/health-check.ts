import { Duration, Token } from 'aws-cdk-lib';
import type { TaskDraft } from '../task-draft';

/** How often and how patiently a health check asks. */
export interface HealthCheckTiming {
  /**
   * How long the container may take until it is healthy; failures within it do not count. At most 300 seconds. A
   * service derives its health-check grace period from the longest one in its task definition.
   */
  readonly startup: Duration;
  /**
   * How long to wait between two checks. From 5 to 300 seconds.
   *
   * @default Duration.seconds(10) - a dead container is found in half a minute, where ECS's 30 seconds take a minute
   * and a half, and containers that wait for HEALTHY start sooner
   */
  readonly interval?: Duration;
  /** How long one check may take. From 2 to 60 seconds, no longer than the interval. @default Duration.seconds(5) */
  readonly timeout?: Duration;
  /** How many checks must fail in a row. From 1 to 10. @default 3 */
  readonly retries?: number;
}

/** A container health check, made by {@link httpHealth} or {@link commandHealth}; `P` is the port that it asks. */
export interface HealthCheck<P extends string = string> extends HealthCheckTiming {
  /** The name of the port that the check asks, if it asks one. */
  readonly port?: P;
  /** The command as ECS takes it, CMD or CMD-SHELL first. It is given the number of the port it asks. */
  command(portNumber: number): readonly string[];
}

/** The timing of a check with its defaults; their reasons stand at {@link HealthCheckTiming}. */
export const fullTiming = ({
  startup,
  interval,
  timeout,
  retries,
}: HealthCheckTiming): Required<HealthCheckTiming> => ({
  startup,
  interval: interval ?? Duration.seconds(10),
  timeout: timeout ?? Duration.seconds(5),
  retries: retries ?? 3,
});

/**
 * Asks by a command that runs in the container; exit code 0 means healthy.
 *
 * @param command the program and its arguments, run without a shell; or one text, run by the container's `/bin/sh`
 */
export function commandHealth(command: readonly string[] | string, timing: HealthCheckTiming): HealthCheck<never> {
  return { ...timing, command: () => (typeof command === 'string' ? ['CMD-SHELL', command] : ['CMD', ...command]) };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
const SECONDS = { startup: [0, 300], interval: [5, 300], timeout: [2, 60] } as const;
const RETRIES = [1, 10] as const;

/** Refuses checks that run nothing, and timings that ECS does not take. */
export function checkHealthChecks(draft: TaskDraft): void {
  for (const [name, { healthCheck }] of Object.entries(draft.containers)) {
    if (!healthCheck) continue;
    const at = `healthCheck of container '${name}'`;
    if (!healthCheck.command(1)[1]) draft.refuse('HealthCheckInvalid', `${at} runs nothing; give it a command`);
    checkTiming(draft, at, fullTiming(healthCheck));
  }
}

function checkTiming(draft: TaskDraft, at: string, timing: Required<HealthCheckTiming>): void {
  for (const key of ['startup', 'interval', 'timeout'] as const) {
    if (!timing[key].isUnresolved()) check(draft, `${at}: ${key} in seconds`, seconds(timing[key]), SECONDS[key]);
  }
  check(draft, `${at}: retries`, timing.retries, RETRIES);
  const { interval, timeout } = timing;
  if (interval.isUnresolved() || timeout.isUnresolved() || seconds(timeout) <= seconds(interval)) return;
  draft.refuse('HealthCheckInvalid', `${at}: timeout ${timeout} is longer than interval ${interval}; shorten it`);
}

const seconds = (duration: Duration): number => duration.toSeconds({ integral: false });

function check(draft: TaskDraft, what: string, value: number, [least, most]: readonly [number, number]): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) return;
  draft.refuse('HealthCheckInvalid', `${what} is ${value}; give a whole number from ${least} to ${most}`);
}
