import { Duration, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { configDeadlock, type DesiredRange, type HealthyPercents } from '../../placement/rollout/bounds';
import { renderCircuitBreaker } from './circuit-breaker';
import {
  type CanaryDeployment,
  type Deployment,
  type LinearDeployment,
  type RollingDeployment,
  shiftsTraffic,
} from './deployment';

const STRATEGIES = {
  rolling: ecs.DeploymentStrategy.ROLLING,
  'blue-green': ecs.DeploymentStrategy.BLUE_GREEN,
  linear: ecs.DeploymentStrategy.LINEAR,
  canary: ecs.DeploymentStrategy.CANARY,
} as const;

const DEFAULT_BAKE_MINUTES = 5;
/** CloudFormation refuses deployments that are planned to take longer. */
const LONGEST_MINUTES = 33 * 60;

/** How far replacing tasks may go below and above the desired count, with the defaults. */
export function healthyPercents(deployment: Deployment, daemon: boolean): HealthyPercents {
  return {
    minimumHealthyPercent: deployment.minimumHealthyPercent ?? (daemon ? 0 : 100),
    maximumPercent: deployment.maximumPercent ?? (daemon ? 100 : 200),
  };
}

/**
 * The deployment's part of the L2 properties. The circuit breaker is given in full later, on the L1.
 *
 * @throws MisuseError `DeploymentAlarms`, `DeploymentStep`, `DeploymentTooLong`
 */
export function renderDeployment(deployment: Deployment, scope: IConstruct): Partial<ecs.Ec2ServiceProps> {
  const shifting = shiftsTraffic(deployment);
  requireReasonableTime(deployment, scope);
  return {
    deploymentStrategy: STRATEGIES[deployment.strategy ?? 'rolling'],
    bakeTime: deployment.bakeTime ?? (shifting ? Duration.minutes(DEFAULT_BAKE_MINUTES) : undefined),
    circuitBreaker: shifting || deployment.circuitBreaker === false ? undefined : { enable: true },
    linearConfiguration: deployment.strategy === 'linear' ? linearConfiguration(deployment, scope) : undefined,
    canaryConfiguration: deployment.strategy === 'canary' ? canaryConfiguration(deployment, scope) : undefined,
    lifecycleHooks: deployment.lifecycleHooks && [...deployment.lifecycleHooks],
    deploymentAlarms: deployment.alarms && {
      alarmNames: alarmNames(deployment.alarms, scope),
      behavior: deployment.onAlarm === 'fail' ? ecs.AlarmBehavior.FAIL_ON_ALARM : ecs.AlarmBehavior.ROLLBACK_ON_ALARM,
    },
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

/**
 * Completes the deployment of a synthesized service with what the L2 does not know: thresholds of the circuit breaker
 * and early success.
 *
 * @throws MisuseError `CircuitBreakerThreshold`, `RolloutPercent`
 */
export function completeDeployment(resource: ecs.CfnService, deployment: Deployment): void {
  if (shiftsTraffic(deployment)) return;
  const { circuitBreaker = {}, earlySuccess } = deployment;
  resource.deploymentConfiguration = {
    ...(resource.deploymentConfiguration as ecs.CfnService.DeploymentConfigurationProperty),
    deploymentCircuitBreaker: circuitBreaker === false ? undefined : renderCircuitBreaker(circuitBreaker, resource),
    earlySuccessCriteria: earlySuccess && renderEarlySuccess(earlySuccess, deployment, resource),
  };
}

/** @throws MisuseError `DeploymentWithoutTraffic` when traffic is to move step by step and there is none */
export function requireTraffic(deployment: Deployment, hasTraffic: boolean, scope: IConstruct): void {
  if (hasTraffic || (deployment.strategy !== 'linear' && deployment.strategy !== 'canary')) return;
  throw new MisuseError(
    'DeploymentWithoutTraffic',
    `a ${deployment.strategy} deployment moves traffic; give loadBalancing or serviceConnect, or take rolling or blue-green`,
    scope,
  );
}

function renderEarlySuccess(
  { healthyPercent, cleanup }: NonNullable<RollingDeployment['earlySuccess']>,
  deployment: RollingDeployment,
  scope: IConstruct,
): ecs.CfnService.DeploymentEarlySuccessCriteriaProperty {
  const least = healthyPercents(deployment, false).minimumHealthyPercent;
  if (!Token.isUnresolved(healthyPercent) && !(healthyPercent >= least && healthyPercent <= 100)) {
    throw new MisuseError('RolloutPercent', `earlySuccess at ${healthyPercent} percent; take ${least} to 100`, scope);
  }
  return { enable: true, healthyPercent, sourceServiceRevisionCleanup: cleanup.toUpperCase() };
}

function alarmNames(alarms: NonNullable<Deployment['alarms']>, scope: IConstruct): string[] {
  if (alarms.length === 0) {
    throw new MisuseError('DeploymentAlarms', 'alarms is empty; name at least one alarm or leave it out', scope);
  }
  return alarms.map((alarm) => (typeof alarm === 'string' ? alarm : alarm.alarmName));
}

function linearConfiguration(deployment: LinearDeployment, scope: IConstruct): ecs.TrafficShiftConfig {
  const { stepPercent = 10, stepBakeTime = Duration.minutes(6) } = deployment;
  requireTenths('stepPercent', stepPercent, 3, scope);
  return { stepPercent, stepBakeTime };
}

function canaryConfiguration(deployment: CanaryDeployment, scope: IConstruct): ecs.TrafficShiftConfig {
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

function requireReasonableTime(deployment: Deployment, scope: IConstruct): void {
  if (deployment.bakeTime?.isUnresolved()) return;
  const bake = deployment.bakeTime?.toMinutes() ?? DEFAULT_BAKE_MINUTES;
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
