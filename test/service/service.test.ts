import { CfnParameter, Duration, Tags } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Cluster, PlacementConstraint, PropagatedTagSource } from 'aws-cdk-lib/aws-ecs';
import { Service } from '../../lib/service';
import { misuseOf } from '../misuse';
import { appListener, everything, ownResources, propertiesOf, resourcesOf, shop, webTask, workerTask } from './shop';

test('a web service behind a load balancer', () => {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    desiredCount: 2,
    capacity,
    loadBalancing: [{ container: 'app', port: 'http', listener: appListener(stack, cluster.vpc), ...everything }],
  });
  expect(ownResources(stack)).toMatchSnapshot();
});

describe('capacity', () => {
  test('is a strategy, never a launch type, so that waiting tasks add instances', () => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), desiredCount: 1, capacity });
    const { CapacityProviderStrategy, LaunchType } = propertiesOf(stack);
    expect(CapacityProviderStrategy).toMatchObject([{ Base: 1, Weight: 1 }, { Weight: 2 }]);
    expect(LaunchType).toBeUndefined();
  });

  test('is required, and names at least one', () => {
    const { stack, cluster } = shop();
    const taskDefinition = workerTask(stack);
    // @ts-expect-error -- the compiler asks for it first
    expect(misuseOf(() => new Service(stack, 'A', { cluster, taskDefinition }))).toBe('CapacityMissing');
    expect(misuseOf(() => new Service(stack, 'B', { cluster, taskDefinition, capacity: {} }))).toBe('StrategyEmpty');
  });

  test('of a plain cluster is named by provider', () => {
    const { stack, cluster } = shop();
    const plain = Cluster.fromClusterAttributes(stack, 'Plain', { clusterName: 'plain', vpc: cluster.vpc });
    new Service(stack, 'Service', {
      cluster: plain,
      taskDefinition: workerTask(stack),
      desiredCount: 1,
      capacity: { 'their-provider': {} },
    });
    expect(propertiesOf(stack).CapacityProviderStrategy).toEqual([{ CapacityProvider: 'their-provider', Weight: 1 }]);
  });
});

describe('a daemon', () => {
  test('has the launch type EC2, 0 and 100 percent, no strategies and no rebalancing: ECS takes nothing else', () => {
    const { stack, cluster } = shop();
    new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), daemon: true });
    const properties = propertiesOf(stack);
    expect(properties).toMatchObject({
      LaunchType: 'EC2',
      SchedulingStrategy: 'DAEMON',
      DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
    });
    for (const absent of ['CapacityProviderStrategy', 'PlacementStrategies', 'AvailabilityZoneRebalancing']) {
      expect(properties[absent]).toBeUndefined();
    }
  });

  test('takes nothing that needs a number of tasks', () => {
    const { stack, cluster } = shop();
    const base = { cluster, taskDefinition: workerTask(stack), daemon: true } as const;
    const refused = [
      { desiredCount: 1 },
      { capacity: { steady: {} } },
      { scaling: { min: 1, max: 2 } },
      { deployment: { strategy: 'blue-green' } },
      { deployment: { maximumPercent: 150 } },
      { placement: { distinctInstances: true } },
    ];
    for (const [index, option] of refused.entries()) {
      // @ts-expect-error -- the compiler refuses most of them first
      expect([option, misuseOf(() => new Service(stack, `S${index}`, { ...base, ...option }))]).toEqual([
        option,
        'DaemonOption',
      ]);
    }
  });
});

describe('the number of tasks', () => {
  test('is left to ECS and to people unless it is given', () => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), capacity });
    expect(propertiesOf(stack).DesiredCount).toBeUndefined();
  });

  test('is a whole number and does not stand beside scaling', () => {
    const { stack, cluster, capacity } = shop();
    const base = { cluster, taskDefinition: workerTask(stack), capacity };
    expect(misuseOf(() => new Service(stack, 'A', { ...base, desiredCount: 1.5 }))).toBe('DesiredCount');
    expect(misuseOf(() => new Service(stack, 'B', { ...base, desiredCount: -1 }))).toBe('DesiredCount');
    const both = { ...base, desiredCount: 2, scaling: { min: 1, max: 3 } };
    // @ts-expect-error -- the compiler refuses it first
    expect(misuseOf(() => new Service(stack, 'C', both))).toBe('DesiredCount');
  });
});

test('tags come from the service and from ECS, so that costs can be told apart', () => {
  const { stack, cluster, capacity } = shop();
  const service = new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), capacity });
  Tags.of(service).add('team', 'shop');
  expect(propertiesOf(stack)).toMatchObject({
    PropagateTags: 'SERVICE',
    EnableECSManagedTags: true,
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
});

test('what the L2 offers is handed on', () => {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: workerTask(stack),
    capacity,
    propagateTags: PropagatedTagSource.TASK_DEFINITION,
    ecsManagedTags: false,
    redeployOn: 'secret-7',
    serviceName: 'worker',
  });
  expect(propertiesOf(stack)).toMatchObject({
    PropagateTags: 'TASK_DEFINITION',
    EnableECSManagedTags: false,
    ForceNewDeployment: { EnableForceNewDeployment: true, ForceNewDeploymentNonce: 'secret-7' },
    ServiceName: 'worker',
  });
});

test('has no name of its own, so that it can be replaced', () => {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), capacity });
  expect(propertiesOf(stack).ServiceName).toBeUndefined();
});

test('what is known only at deployment is left alone', () => {
  const { stack, cluster, capacity } = shop();
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const base = { cluster, taskDefinition: webTask(stack), capacity };
  const time = Duration.seconds(number);
  new Service(stack, 'Counted', {
    ...base,
    desiredCount: number,
    deployment: { minimumHealthyPercent: number, maximumPercent: number },
  });
  new Service(stack, 'Scaled', {
    ...base,
    scaling: { min: number, max: number, cpuPercent: number },
    loadBalancing: [
      {
        container: 'app',
        port: 'http',
        listener: appListener(stack, cluster.vpc),
        ...everything,
        health: { healthyThreshold: number },
        deregistrationDelay: time,
      },
    ],
  });
  const [counted, scaled] = resourcesOf(stack, 'AWS::ECS::Service').map(({ Properties }) => Properties);
  const given = { Ref: 'Number' };
  expect(counted).toMatchObject({
    DesiredCount: given,
    DeploymentConfiguration: { MinimumHealthyPercent: given, MaximumPercent: given },
  });
  expect(scaled).toMatchObject({ HealthCheckGracePeriodSeconds: 30 + 10 * 10 });
});

test('a mistake says which service it is in', () => {
  const { stack, cluster, capacity } = shop();
  const make = () =>
    new Service(stack, 'Worker', { cluster, taskDefinition: webTask(stack), capacity, desiredCount: -1 });
  expect(make).toThrow('(at Test/Worker)');
});

test('constraints and alarms that are added later are added, not swapped', () => {
  const { stack, cluster, capacity } = shop();
  const service = new Service(stack, 'Service', {
    cluster,
    taskDefinition: workerTask(stack),
    capacity,
    placement: { constraints: ['attribute:disk == ssd'] },
    deployment: { alarms: ['first'] },
  });
  service.addPlacementConstraints(PlacementConstraint.memberOf('attribute:rack == a'));
  service.enableDeploymentAlarms(['second']);
  const { PlacementConstraints, DeploymentConfiguration } = propertiesOf(stack);
  expect(PlacementConstraints).toEqual([
    { Expression: 'attribute:disk == ssd', Type: 'memberOf' },
    { Expression: 'attribute:rack == a', Type: 'memberOf' },
  ]);
  expect(DeploymentConfiguration).toMatchObject({ Alarms: { AlarmNames: ['first', 'second'], Enable: true } });
});

test('its metrics and grants are those of the L2', () => {
  const { stack, cluster, capacity } = shop();
  const service = new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), capacity });
  new Alarm(stack, 'Busy', { metric: service.metricCpuUtilization(), threshold: 90, evaluationPeriods: 3 });
  expect(propertiesOf(stack, 'AWS::CloudWatch::Alarm')).toMatchObject({ MetricName: 'CPUUtilization' });
});
