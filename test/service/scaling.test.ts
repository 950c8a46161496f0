import { Duration, TimeZone } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type Deployment, type Scaling, Service } from '../../lib/service';
import { misuseOf } from '../misuse';
import { appListener, everything, propertiesOf, resourcesOf, shop, webTask, workerTask } from './shop';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

/** A service that scales this way, on which a load balancer counts requests. */
function scaled(scaling: Scaling, deployment?: Deployment) {
  const { stack, cluster, capacity } = shop();
  const listener = appListener(stack, cluster.vpc);
  const service = new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    capacity,
    scaling,
    deployment,
    loadBalancing: [{ container: 'app', port: 'http', listener, ...everything }],
  });
  return { stack, service };
}

test('the template leaves the number of tasks alone, because a deployment would reset it', () => {
  const { stack, service } = scaled({ min: 2, max: 8, cpuPercent: 60 });
  expect(propertiesOf(stack).DesiredCount).toBeUndefined();
  expect(propertiesOf(stack, TARGET)).toMatchObject({ MinCapacity: 2, MaxCapacity: 8 });
  expect(service.taskCount).toBeDefined();
});

test('holds targets; it adds quickly and takes away slowly', () => {
  const { stack } = scaled({
    min: 1,
    max: 8,
    cpuPercent: 60,
    memoryPercent: 70,
    requestsPerTarget: 1000,
    metrics: { Backlog: { metric: new Metric({ namespace: 'Shop', metricName: 'Backlog' }), target: 5 } },
  });
  const policies = resourcesOf(stack, POLICY).map(
    ({ Properties }) => Properties.TargetTrackingScalingPolicyConfiguration,
  );
  const cooldowns = { ScaleOutCooldown: 60, ScaleInCooldown: 300 };
  expect(policies).toMatchObject([
    {
      ...cooldowns,
      TargetValue: 60,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
    {
      ...cooldowns,
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
    },
    {
      ...cooldowns,
      TargetValue: 1000,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' },
    },
    { ...cooldowns, TargetValue: 5, CustomizedMetricSpecification: { MetricName: 'Backlog' } },
  ]);
});

test('its cooldowns and schedules can be chosen', () => {
  const { stack } = scaled({
    min: 2,
    max: 4,
    cpuPercent: 50,
    scaleInCooldown: Duration.minutes(10),
    schedule: {
      Morning: {
        schedule: Schedule.cron({ hour: '7', minute: '0' }),
        timeZone: TimeZone.EUROPE_VIENNA,
        min: 4,
        max: 12,
      },
    },
  });
  expect(propertiesOf(stack, POLICY)).toMatchObject({
    TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 600 },
  });
  expect(propertiesOf(stack, TARGET).ScheduledActions).toMatchObject([
    { Timezone: 'Europe/Vienna', ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 12 } },
  ]);
});

test('its limits are whole numbers in order', () => {
  expect(misuseOf(() => scaled({ min: 3, max: 2 }))).toBe('ScalingRange');
  expect(misuseOf(() => scaled({ min: -1, max: 2 }))).toBe('ScalingRange');
  expect(misuseOf(() => scaled({ min: 1.5, max: 2 }))).toBe('ScalingRange');
  const schedule = Schedule.rate(Duration.days(1));
  expect(misuseOf(() => scaled({ min: 1, max: 2, schedule: { Night: { schedule } } }))).toBe('ScalingRange');
  expect(misuseOf(() => scaled({ min: 1, max: 2, schedule: { Night: { schedule, min: 2, max: 1 } } }))).toBe(
    'ScalingRange',
  );
});

test('its targets can be met', () => {
  expect(misuseOf(() => scaled({ min: 1, max: 2, cpuPercent: 0 }))).toBe('ScalingTarget');
  expect(misuseOf(() => scaled({ min: 1, max: 2, memoryPercent: 101 }))).toBe('ScalingTarget');
  expect(misuseOf(() => scaled({ min: 1, max: 2, requestsPerTarget: -5 }))).toBe('ScalingTarget');
});

test('requests are counted at one target group, which deployments do not swap', () => {
  const byRequests = { min: 1, max: 4, requestsPerTarget: 100 };
  expect(misuseOf(() => scaled(byRequests, { strategy: 'blue-green' }))).toBe('ScalingRequestsPerTarget');
  const { stack, cluster, capacity } = shop();
  const none = { cluster, taskDefinition: workerTask(stack), capacity, scaling: byRequests };
  expect(misuseOf(() => new Service(stack, 'Service', none))).toBe('ScalingRequestsPerTarget');
});
