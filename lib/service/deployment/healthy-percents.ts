import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { configDeadlock, type DesiredRange, type HealthyPercents } from '../../placement/rollout/bounds';
import type { Deployment } from './deployment';

/** How far replacing tasks may go below and above the desired count, with the defaults. */
export function healthyPercents(deployment: Deployment, daemon: boolean): HealthyPercents {
  return {
    minimumHealthyPercent: deployment.minimumHealthyPercent ?? (daemon ? 0 : 100),
    maximumPercent: deployment.maximumPercent ?? (daemon ? 100 : 200),
  };
}

/**
 * Refuses percentages that no deployment can take a step with.
 *
 * @throws MisuseError `RolloutPercent`, `RolloutDeadlock`
 */
export function requireProgress(percents: HealthyPercents, range: DesiredRange, scope: IConstruct): void {
  const { minimumHealthyPercent: min, maximumPercent: max } = percents;
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) return;
  if (!Number.isInteger(min) || min < 0 || min > 100) {
    throw new MisuseError('RolloutPercent', `minimumHealthyPercent ${min}; take a whole number from 0 to 100`, scope);
  }
  if (!Number.isInteger(max) || max < 100) {
    throw new MisuseError('RolloutPercent', `maximumPercent ${max}; take a whole number of 100 or more`, scope);
  }
  if (min === 100 && max === 100) {
    throw new MisuseError(
      'RolloutDeadlock',
      'minimumHealthyPercent 100 and maximumPercent 100 let no task stop first and none start first; change one',
      scope,
    );
  }
  const stuck = configDeadlock(range, percents);
  if (stuck === undefined) return;
  throw new MisuseError(
    'RolloutDeadlock',
    `at ${stuck.from} task${stuck.from === 1 ? '' : 's'} a deployment with minimumHealthyPercent ${min} and maximumPercent ${max} may neither stop nor start one; ` +
      `raise maximumPercent to ${stuck.maximumPercentNeeded} or lower minimumHealthyPercent to ${stuck.minimumHealthyPercentAllowed}`,
    scope,
  );
}
