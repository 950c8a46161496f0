import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { DeploymentLifecycleLambdaTarget, DeploymentLifecycleStage } from 'aws-cdk-lib/aws-ecs';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import fc from 'fast-check';
import { taskBounds } from '../../lib/placement/rollout/bounds';
import { type Deployment, Service } from '../../lib/service';
import { misuseOf } from '../misuse';
import { appListener, everything, propertiesOf, shop, webTask, workerTask } from './shop';

/** The synthesized deployment configuration of a service that is deployed this way. */
function configurationOf(deployment: Deployment, desiredCount = 2) {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), desiredCount, capacity, deployment });
  return propertiesOf(stack).DeploymentConfiguration;
}

/** The code with which a deployment is refused. */
const refusal = (deployment: Deployment, desiredCount?: number) =>
  misuseOf(() => configurationOf(deployment, desiredCount));

describe('rolling', () => {
  test('keeps everything healthy, starts before it stops, and gives up broken versions', () => {
    expect(configurationOf({})).toEqual({
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Strategy: 'ROLLING',
    });
  });

  test('takes thresholds that the L2 does not know', () => {
    const circuitBreaker = {
      rollback: false,
      resetOnHealthyTask: false,
      threshold: { type: 'COUNT', value: 3 },
    } as const;
    expect(configurationOf({ circuitBreaker })).toMatchObject({
      DeploymentCircuitBreaker: {
        Enable: true,
        Rollback: false,
        ResetOnHealthyTask: false,
        ThresholdConfiguration: { Type: 'COUNT', Value: 3 },
      },
    });
    expect(refusal({ circuitBreaker: { threshold: { type: 'COUNT', value: 0 } } })).toBe('CircuitBreakerThreshold');
  });

  test('goes without a breaker when asked to', () => {
    expect(configurationOf({ circuitBreaker: false })).not.toHaveProperty('DeploymentCircuitBreaker');
  });

  test('may succeed early, not below the healthy minimum', () => {
    const earlySuccess = { healthyPercent: 80, cleanup: 'deferred' } as const;
    expect(configurationOf({ minimumHealthyPercent: 50, earlySuccess })).toMatchObject({
      EarlySuccessCriteria: { Enable: true, HealthyPercent: 80, SourceServiceRevisionCleanup: 'DEFERRED' },
    });
    expect(refusal({ earlySuccess })).toBe('RolloutPercent');
  });
});

describe('healthy percents', () => {
  test.each([
    [1, 100, 150],
    [3, 100, 125],
    [2, 75, 100],
    [1, 50, 100],
    [5, 100, 100],
    [0, 100, 100],
  ])('at %i tasks, %i and %i percent allow no step', (desired, minimumHealthyPercent, maximumPercent) => {
    expect(refusal({ minimumHealthyPercent, maximumPercent }, desired)).toBe('RolloutDeadlock');
  });

  test.each([
    [0, 100, 150],
    [2, 100, 150],
    [4, 50, 100],
    [1, 0, 100],
  ])('at %i tasks, %i and %i percent allow a step', (desired, minimumHealthyPercent, maximumPercent) => {
    expect(refusal({ minimumHealthyPercent, maximumPercent }, desired)).toBeUndefined();
  });

  test('are judged at the smallest number of tasks that scaling may come to, scheduled or not', () => {
    const { stack, cluster, capacity } = shop();
    const base = { cluster, taskDefinition: workerTask(stack), capacity, deployment: { maximumPercent: 150 } };
    const schedule = { night: { schedule: Schedule.rate(Duration.days(1)), min: 1 } };
    expect(misuseOf(() => new Service(stack, 'A', { ...base, scaling: { min: 2, max: 8 } }))).toBeUndefined();
    expect(misuseOf(() => new Service(stack, 'B', { ...base, scaling: { min: 1, max: 8 } }))).toBe('RolloutDeadlock');
    expect(misuseOf(() => new Service(stack, 'C', { ...base, scaling: { min: 2, max: 8, schedule } }))).toBe(
      'RolloutDeadlock',
    );
  });

  test('that are refused are those with which no task may stop or start', () => {
    const { stack, cluster, capacity } = shop();
    const base = { cluster, taskDefinition: workerTask(stack), capacity };
    let services = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 100, max: 300 }),
        (desiredCount, minimumHealthyPercent, maximumPercent) => {
          fc.pre(minimumHealthyPercent < maximumPercent);
          const deployment = { minimumHealthyPercent, maximumPercent };
          const { lower, upper } = taskBounds(desiredCount, deployment);
          const stuck = desiredCount > 0 && lower >= desiredCount && upper <= desiredCount;
          services += 1;
          const make = () => new Service(stack, `S${services}`, { ...base, desiredCount, deployment });
          expect(misuseOf(make)).toBe(stuck ? 'RolloutDeadlock' : undefined);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('lie in the ranges that ECS takes', () => {
    expect(refusal({ minimumHealthyPercent: 101 })).toBe('RolloutPercent');
    expect(refusal({ maximumPercent: 99 })).toBe('RolloutPercent');
    expect(refusal({ minimumHealthyPercent: 99.5 })).toBe('RolloutPercent');
  });

  test('of a daemon never both forbid a step', () => {
    const { stack, cluster } = shop();
    const base = { cluster, taskDefinition: workerTask(stack), daemon: true } as const;
    const refused = (id: string, minimumHealthyPercent: number) =>
      misuseOf(() => new Service(stack, id, { ...base, deployment: { minimumHealthyPercent } }));
    expect(refused('A', 100)).toBe('RolloutDeadlock');
    expect(refused('B', 50)).toBeUndefined();
  });
});

describe('alarms', () => {
  test('are handed over all at once and roll back', () => {
    const { stack, cluster, capacity } = shop();
    const metric = new Metric({ namespace: 'Shop', metricName: 'Errors' });
    const errors = new Alarm(stack, 'Errors', { metric, threshold: 1, evaluationPeriods: 1, alarmName: 'errors' });
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: workerTask(stack),
      capacity,
      deployment: { alarms: [errors, 'latency'] },
    });
    expect(propertiesOf(stack).DeploymentConfiguration).toMatchObject({
      Alarms: { AlarmNames: [stack.resolve(errors.alarmName), 'latency'], Enable: true, Rollback: true },
    });
  });

  test('may only fail the deployment, and are at least one', () => {
    expect(configurationOf({ alarms: ['a'], onAlarm: 'fail' })).toMatchObject({ Alarms: { Rollback: false } });
    expect(refusal({ alarms: [] })).toBe('DeploymentAlarms');
  });
});

describe('shifting traffic', () => {
  const shifted = (deployment: Deployment) => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: webTask(stack),
      desiredCount: 2,
      capacity,
      deployment,
      loadBalancing: [{ container: 'app', port: 'http', listener: appListener(stack, cluster.vpc), ...everything }],
    });
    return propertiesOf(stack).DeploymentConfiguration;
  };

  test('blue-green bakes five minutes and has no circuit breaker, which ECS refuses', () => {
    expect(shifted({ strategy: 'blue-green' })).toEqual({
      Strategy: 'BLUE_GREEN',
      BakeTimeInMinutes: 5,
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
    });
  });

  test('linear and canary write their defaults into the template', () => {
    expect(shifted({ strategy: 'linear' })).toMatchObject({
      Strategy: 'LINEAR',
      LinearConfiguration: { StepPercent: 10, StepBakeTimeInMinutes: 6 },
    });
    expect(shifted({ strategy: 'canary', canaryPercent: 16.1, bakeTime: Duration.minutes(15) })).toMatchObject({
      Strategy: 'CANARY',
      BakeTimeInMinutes: 15,
      CanaryConfiguration: { CanaryPercent: 16.1, CanaryBakeTimeInMinutes: 10 },
    });
  });

  test('takes steps that ECS takes, within the time that CloudFormation waits', () => {
    expect(refusal({ strategy: 'linear', stepPercent: 2 })).toBe('DeploymentStep');
    expect(refusal({ strategy: 'canary', canaryPercent: 0.05 })).toBe('DeploymentStep');
    expect(refusal({ strategy: 'canary', canaryBakeTime: Duration.hours(25) })).toBe('DeploymentStep');
    expect(refusal({ strategy: 'linear', stepBakeTime: Duration.seconds(90) })).toBe('DeploymentStep');
    expect(refusal({ bakeTime: Duration.seconds(90) })).toBe('DeploymentStep');
    expect(refusal({ strategy: 'linear', stepPercent: 5, stepBakeTime: Duration.hours(2) })).toBe('DeploymentTooLong');
    expect(refusal({ strategy: 'blue-green', bakeTime: Duration.hours(34) })).toBe('DeploymentTooLong');
  });

  test('step by step needs traffic', () => {
    expect(refusal({ strategy: 'linear' })).toBe('DeploymentWithoutTraffic');
    expect(refusal({ strategy: 'canary' })).toBe('DeploymentWithoutTraffic');
    expect(refusal({ strategy: 'blue-green' })).toBeUndefined();
  });

  test('calls lifecycle hooks', () => {
    const { stack, cluster, capacity } = shop();
    const handler = new Lambda(stack, 'Check', {
      runtime: Runtime.NODEJS_LATEST,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({ hookStatus: "SUCCEEDED" });'),
    });
    const lifecycleStages = [DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT];
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: workerTask(stack),
      capacity,
      deployment: {
        strategy: 'blue-green',
        lifecycleHooks: [new DeploymentLifecycleLambdaTarget(handler, 'CheckHook', { lifecycleStages })],
      },
    });
    expect(propertiesOf(stack).DeploymentConfiguration).toMatchObject({
      LifecycleHooks: [{ LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }],
    });
  });
});
