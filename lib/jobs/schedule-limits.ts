import { type Duration, Token } from 'aws-cdk-lib';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';

/** How often, and until when, a start is tried again. */
export interface RetryOptions {
  /**
   * Tries after the first, 0 to 185.
   *
   * @default 4
   */
  readonly attempts?: number;

  /**
   * Until how long after its time the task may still start, 1 minute to 24 hours.
   *
   * @default Duration.hours(1)
   */
  readonly within?: Duration;
}

interface LimitedOptions {
  readonly schedule: ScheduleExpression;
  readonly flexibleWindow?: Duration;
  readonly retry?: RetryOptions;
  readonly count?: number;
}

const SECONDS_A_DAY = 86_400;

/**
 * Refuses what Scheduler would refuse at deployment, and a cron expression that surely means something else.
 *
 * @throws MisuseError `ScheduleLimits`, `ScheduleEveryMinute`
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
export function checkSchedule({ schedule, flexibleWindow, retry, count }: LimitedOptions, scope: IConstruct): void {
  const within = (what: string, value: number | undefined, min: number, max: number): void => {
    if (value === undefined || Token.isUnresolved(value)) return;
    if (Number.isInteger(value) && value >= min && value <= max) return;
    throw new MisuseError('ScheduleLimits', `${what} is ${value}: take a whole number from ${min} to ${max}`, scope);
  };
  within('count', count, 1, 10);
  within('retry.attempts', retry?.attempts, 0, 185);
  within('retry.within in seconds', retry?.within?.toSeconds({ integral: false }), 60, SECONDS_A_DAY);
  within('flexibleWindow in minutes', flexibleWindow?.toMinutes({ integral: false }), 1, SECONDS_A_DAY / 60);

  const [, minute, hour] = /^cron\((\S+) (\S+) /.exec(schedule.expressionString) ?? [];
  if (minute === '*' && hour !== '*') {
    throw new MisuseError(
      'ScheduleEveryMinute',
      `${schedule.expressionString} starts the task every minute of the hour: give a minute, such as '0' (or '0-59' if you mean it)`,
      scope,
    );
  }
}
