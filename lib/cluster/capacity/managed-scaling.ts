import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { requireWhole } from '../whole-number';

/**
 * How ECS sizes a capacity to the tasks that want it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export interface ManagedScaling {
  /**
   * How full the instances shall be, in percent, 1 to 100. Below 100 there is always room for the next task.
   *
   * @default 100 - pay for no idle instance; a new task may wait some minutes for one
   */
  readonly targetCapacityPercent?: number;

  /**
   * The fewest instances added at a time; 1 to 10,000.
   *
   * @default 1 - as ECS does
   */
  readonly minimumStep?: number;

  /**
   * The most instances added at a time; 1 to 10,000.
   *
   * @default 10000 - as ECS does; `max` bounds it anyhow
   */
  readonly maximumStep?: number;

  /**
   * How long a new instance needs before it counts in the metric that drives scaling; up to 10,000 seconds.
   *
   * @default - 300 seconds, as ECS does
   */
  readonly instanceWarmup?: Duration;
}

const MAX_STEP = 10_000;

/**
 * Refuses figures that ECS does not take, or that the L2 would replace without a word.
 *
 * @throws MisuseError `ManagedScalingRange`
 */
export function requireScaling(scaling: ManagedScaling, scope: IConstruct): void {
  const { targetCapacityPercent = 100, minimumStep = 1, maximumStep = MAX_STEP, instanceWarmup } = scaling;
  const check = (what: string, value: number, min: number, max: number) =>
    requireWhole('ManagedScalingRange', what, value, { min, max }, scope);
  check('targetCapacityPercent', targetCapacityPercent, 1, 100);
  check('minimumStep', minimumStep, 1, MAX_STEP);
  check('maximumStep', maximumStep, Token.isUnresolved(minimumStep) ? 1 : minimumStep, MAX_STEP);
  if (instanceWarmup && !instanceWarmup.isUnresolved()) {
    check('instanceWarmup in seconds', instanceWarmup.toSeconds({ integral: false }), 0, 10_000);
  }
}
