import { Duration, Token } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { CanaryDeployment, Deployment, LinearDeployment } from './deployment';

/** How long both versions keep running after the traffic has moved, unless told otherwise. */
export const DEFAULT_BAKE_TIME = Duration.minutes(5);

/** The longest wait between two steps. */
const LONGEST_STEP_MINUTES = 24 * 60;
/** CloudFormation refuses deployments that are planned to take longer. */
const LONGEST_MINUTES = 33 * 60;

/** The step by step part of a linear or canary deployment, as CloudFormation takes it. The L2 errs about tenths. */
export function shiftConfiguration(
  deployment: Deployment,
): Pick<CfnService.DeploymentConfigurationProperty, 'linearConfiguration' | 'canaryConfiguration'> {
  if (deployment.strategy === 'linear') {
    const { percent, wait } = linearStep(deployment);
    return { linearConfiguration: { stepPercent: percent, stepBakeTimeInMinutes: wait.toMinutes() } };
  }
  if (deployment.strategy === 'canary') {
    const { percent, wait } = canaryStep(deployment);
    return { canaryConfiguration: { canaryPercent: percent, canaryBakeTimeInMinutes: wait.toMinutes() } };
  }
  return {};
}

/**
 * Refuses steps that ECS does not take, and deployments that CloudFormation does not wait for.
 *
 * @throws MisuseError `DeploymentStep`, `DeploymentTooLong`
 */
export function requireSteps(deployment: Deployment, scope: IConstruct): void {
  const bake = wholeMinutes('bakeTime', deployment.bakeTime ?? DEFAULT_BAKE_TIME, scope);
  const shift = shiftMinutes(deployment, scope);
  if (bake === undefined || shift === undefined || bake + shift <= LONGEST_MINUTES) return;
  throw new MisuseError(
    'DeploymentTooLong',
    `bake time and steps take ${bake + shift} minutes; CloudFormation takes at most ${LONGEST_MINUTES}`,
    scope,
  );
}

/** One step: the share of the traffic that moves, and the wait before the next. */
interface Step {
  readonly percent: number;
  readonly wait: Duration;
}

function linearStep({ stepPercent = 10, stepBakeTime = Duration.minutes(6) }: LinearDeployment): Step {
  return { percent: stepPercent, wait: stepBakeTime };
}

function canaryStep({ canaryPercent = 5, canaryBakeTime = Duration.minutes(10) }: CanaryDeployment): Step {
  return { percent: canaryPercent, wait: canaryBakeTime };
}

function shiftMinutes(deployment: Deployment, scope: IConstruct): number | undefined {
  if (deployment.strategy === 'linear') {
    const step = linearStep(deployment);
    const minutes = stepMinutes(step, 3, scope);
    return minutes === undefined ? undefined : minutes * Math.ceil(100 / step.percent);
  }
  return deployment.strategy === 'canary' ? stepMinutes(canaryStep(deployment), 0.1, scope) : 0;
}

function stepMinutes({ percent, wait }: Step, least: number, scope: IConstruct): number | undefined {
  const minutes = wholeMinutes('a step', wait, scope);
  if (minutes !== undefined && minutes > LONGEST_STEP_MINUTES) {
    throw new MisuseError('DeploymentStep', `a step waits ${minutes} minutes; ECS waits at most 1440`, scope);
  }
  if (Token.isUnresolved(percent)) return undefined;
  const inTenths = Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-6;
  if (!inTenths || percent < least || percent > 100) {
    throw new MisuseError('DeploymentStep', `a step of ${percent} percent; take ${least} to 100, in tenths`, scope);
  }
  return minutes;
}

function wholeMinutes(what: string, duration: Duration, scope: IConstruct): number | undefined {
  if (duration.isUnresolved()) return undefined;
  const minutes = duration.toMinutes({ integral: false });
  if (Number.isInteger(minutes)) return minutes;
  throw new MisuseError('DeploymentStep', `${what} waits ${minutes} minutes; ECS takes whole minutes`, scope);
}
