import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { renderCircuitBreaker } from './circuit-breaker';
import { type Deployment, type RollingDeployment, shiftsTraffic } from './deployment';
import { healthyPercents } from './healthy-percents';
import { DEFAULT_BAKE_TIME, requireSteps, shiftConfiguration } from './traffic-shift';

const STRATEGIES = {
  rolling: ecs.DeploymentStrategy.ROLLING,
  'blue-green': ecs.DeploymentStrategy.BLUE_GREEN,
  linear: ecs.DeploymentStrategy.LINEAR,
  canary: ecs.DeploymentStrategy.CANARY,
} as const;

/**
 * The deployment's part of the L2 properties; the rest is given later, on the L1.
 *
 * @throws MisuseError `DeploymentAlarms`, `DeploymentStep`, `DeploymentTooLong`
 */
export function renderDeployment(deployment: Deployment, scope: IConstruct): Partial<ecs.Ec2ServiceProps> {
  const shifting = shiftsTraffic(deployment);
  requireSteps(deployment, scope);
  return {
    deploymentStrategy: STRATEGIES[deployment.strategy ?? 'rolling'],
    bakeTime: deployment.bakeTime ?? (shifting ? DEFAULT_BAKE_TIME : undefined),
    circuitBreaker: shifting || deployment.circuitBreaker === false ? undefined : { enable: true },
    lifecycleHooks: deployment.lifecycleHooks && [...deployment.lifecycleHooks],
    deploymentAlarms: deployment.alarms && {
      alarmNames: alarmNames(deployment.alarms, scope),
      behavior: deployment.onAlarm === 'fail' ? ecs.AlarmBehavior.FAIL_ON_ALARM : ecs.AlarmBehavior.ROLLBACK_ON_ALARM,
    },
  };
}

/**
 * Completes the deployment with what the L2 does not know: the steps in which traffic moves, the thresholds of the
 * circuit breaker, early success.
 *
 * @throws MisuseError `CircuitBreakerThreshold`, `RolloutPercent`
 */
export function completeDeployment(resource: ecs.CfnService, deployment: Deployment, daemon: boolean): void {
  const known = {
    ...(resource.deploymentConfiguration as ecs.CfnService.DeploymentConfigurationProperty),
    ...healthyPercents(deployment, daemon),
  };
  if (shiftsTraffic(deployment)) {
    resource.deploymentConfiguration = { ...known, ...shiftConfiguration(deployment) };
    return;
  }
  const { circuitBreaker = {}, earlySuccess } = deployment;
  resource.deploymentConfiguration = {
    ...known,
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
