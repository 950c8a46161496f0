import { Duration, Token } from 'aws-cdk-lib';
import type { TrafficShiftConfig } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { CanaryDeployment, Deployment, LinearDeployment } from './deployment';

/** How long both versions keep running after the traffic has moved, unless told otherwise. */
export const DEFAULT_BAKE_TIME = Duration.minutes(5);

/** CloudFormation refuses deployments that are planned to take longer. */
const LONGEST_MINUTES = 33 * 60;

/** @throws MisuseError `DeploymentStep` */
export function linearConfiguration(deployment: LinearDeployment, scope: IConstruct): TrafficShiftConfig {
  const { stepPercent = 10, stepBakeTime = Duration.minutes(6) } = deployment;
  requireTenths('stepPercent', stepPercent, 3, scope);
  return { stepPercent, stepBakeTime };
}

/** @throws MisuseError `DeploymentStep` */
export function canaryConfiguration(deployment: CanaryDeployment, scope: IConstruct): TrafficShiftConfig {
  const { canaryPercent = 5, canaryBakeTime = Duration.minutes(10) } = deployment;
  requireTenths('canaryPercent', canaryPercent, 0.1, scope);
  return { stepPercent: canaryPercent, stepBakeTime: canaryBakeTime };
}

function requireTenths(what: string, percent: number, least: number, scope: IConstruct): void {
  if (Token.isUnresolved(percent)) return;
  const inTenths = Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-6;
  if (!inTenths || percent < least || percent > 100) {
    throw new MisuseError('DeploymentStep', `${what} ${percent}; take ${least} to 100, in tenths`, scope);
  }
}

/** @throws MisuseError `DeploymentTooLong` */
export function requireReasonableTime(deployment: Deployment, scope: IConstruct): void {
  if (deployment.bakeTime?.isUnresolved()) return;
  const bake = deployment.bakeTime?.toMinutes() ?? DEFAULT_BAKE_TIME.toMinutes();
  const shift = shiftMinutes(deployment);
  if (shift === undefined) return;
  if (shift.each > 24 * 60) {
    throw new MisuseError('DeploymentTooLong', `a step waits ${shift.each} minutes; take at most 1440`, scope);
  }
  const total = bake + shift.each * shift.steps;
  if (total > LONGEST_MINUTES) {
    throw new MisuseError(
      'DeploymentTooLong',
      `bake time and steps take ${total} minutes; CloudFormation takes at most ${LONGEST_MINUTES}`,
      scope,
    );
  }
}

function shiftMinutes(deployment: Deployment): { each: number; steps: number } | undefined {
  if (deployment.strategy === 'linear') {
    const { stepPercent = 10, stepBakeTime = Duration.minutes(6) } = deployment;
    if (Token.isUnresolved(stepPercent) || stepBakeTime.isUnresolved()) return undefined;
    return { each: stepBakeTime.toMinutes(), steps: Math.ceil(100 / stepPercent) };
  }
  if (deployment.strategy === 'canary') {
    const { canaryBakeTime = Duration.minutes(10) } = deployment;
    return canaryBakeTime.isUnresolved() ? undefined : { each: canaryBakeTime.toMinutes(), steps: 1 };
  }
  return { each: 0, steps: 0 };
}
