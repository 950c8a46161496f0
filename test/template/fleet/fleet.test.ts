import { simulate } from '../../../lib/placement';
import { type ClusterInTemplate, type FleetOptions, isUnknown } from '../../../lib/template';
import { modelOf } from '../model-of';

const HOST = `Parameters:
  Ami: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}
  Open: {Type: String}
Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {CapacityProviders: [!Ref Steady]}}
  Steady:
    Type: AWS::ECS::CapacityProvider
    Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group, ManagedScaling: {TargetCapacity: 80}, ManagedTerminationProtection: DISABLED}}
  One: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}
  Two: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1b}}
  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: !Ref Ami, InstanceType: m5.large}}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: 1, MaxSize: 3, DesiredCapacity: 2, VPCZoneIdentifier: [!Ref One, !Ref Two], LaunchTemplate: {LaunchTemplateId: !Ref Launch}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {ContainerDefinitions: [{Name: app, Image: x, Cpu: 256, Memory: 512}], PlacementConstraints: [{Type: memberOf, Expression: "attribute:a == b"}]}
`;

const STRATEGY = 'CapacityProviderStrategy: [{CapacityProvider: !Ref Steady, Weight: 1}]';

const clusterOf = (rest: string, options: Partial<FleetOptions> = {}): ClusterInTemplate =>
  modelOf(HOST + rest).fleetOf({ bound: 'conservative', counts: 'desired', ...options }).clusters[0]!;

const service = (properties: string): string =>
  `  Web: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task, ${properties}}}\n`;

test('a capacity has its zones, sizes, types and provider', () => {
  expect(clusterOf('').cluster.capacities).toMatchObject([
    {
      name: 'Group',
      zones: ['eu-west-1a', 'eu-west-1b'],
      minInstances: 1,
      maxInstances: 3,
      desiredInstances: 2,
      purchaseOption: 'on-demand',
      instanceTypes: [{ name: 'm5.large', registered: { cpuUnits: 2048 } }],
      capacityProvider: {
        name: 'Steady',
        managedScaling: { targetCapacity: 80, minimumScalingStepSize: 1, maximumScalingStepSize: 10_000 },
        managedTerminationProtection: false,
        managedDraining: true,
      },
    },
  ]);
});

test('a service has its demand, constraints of both sides, strategies, percents, deployment and breaker', () => {
  const { cluster, gaps } = clusterOf(
    service(
      `${STRATEGY}, ServiceName: web, DesiredCount: 3, AvailabilityZoneRebalancing: ENABLED, LoadBalancers: [{ContainerName: app, ContainerPort: 80}],
      PlacementConstraints: [{Type: distinctInstance}], PlacementStrategies: [{Type: BINPACK, Field: MEMORY}, {Type: spread, Field: "attribute:ecs.availability-zone"}],
      DeploymentConfiguration: {MinimumHealthyPercent: 50, MaximumPercent: 150, Strategy: CANARY, DeploymentCircuitBreaker: {Enable: true, Rollback: true, ThresholdConfiguration: {Type: COUNT, Value: 5}}}`,
    ),
  );
  expect(gaps).toEqual([]);
  expect(cluster.services).toEqual([
    expect.objectContaining({
      name: 'web',
      daemon: false,
      desiredCount: 3,
      demand: expect.objectContaining({ cpuUnits: 256, memoryMiB: 512 }),
      constraints: [{ type: 'memberOf', expression: 'attribute:a == b' }, { type: 'distinctInstance' }],
      strategies: [
        { type: 'binpack', field: 'memory' },
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
      ],
      capacityProviderStrategy: [{ capacityProvider: 'Steady', base: 0, weight: 1 }],
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      deployment: 'canary',
      circuitBreaker: { rollback: true, threshold: { type: 'COUNT', value: 5 } },
      zoneRebalancing: true,
      loadBalanced: true,
    }),
  ]);
});

const SCALED = `${service(`${STRATEGY}, DesiredCount: 2`)}  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {MinCapacity: 3, MaxCapacity: 9, ResourceId: !Join [/, [service, !Ref Cluster, !GetAtt Web.Name]]}
`;

test('counts are at least the scaling minimum, or the scaling maximum', () => {
  const [desired] = clusterOf(SCALED).cluster.services;
  expect(desired).toMatchObject({ desiredCount: 3, scaling: { minTasks: 3, maxTasks: 9 } });
  expect(clusterOf(SCALED, { counts: 'maximum' }).cluster.services[0]!.desiredCount).toBe(9);
});

test('the engine takes what is built', () => {
  const { cluster } = clusterOf(service(`${STRATEGY}, DesiredCount: 2`).replace('!Ref Task', '!Ref Plain') + PLAIN);
  expect(simulate({ cluster, scenario: [{ code: 'update' }] }).outcome).toBe('steady');
});

const PLAIN = `  Plain: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, ContainerDefinitions: [{Name: app, Image: x, Memory: 512}]}}
`;

test('daemons and standalone tasks are told apart from services', () => {
  const { cluster } = clusterOf(
    `${service('SchedulingStrategy: DAEMON, LaunchType: EC2')}  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties: {Target: {Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task, TaskCount: 2, ${STRATEGY}}}}
`,
  );
  expect(cluster.services).toMatchObject([{ daemon: true, minimumHealthyPercent: 0, maximumPercent: 100 }]);
  expect(cluster.standaloneTasks).toMatchObject([
    { count: 2, capacityProviderStrategy: [{ capacityProvider: 'Steady' }] },
  ]);
});

test.each([
  ['fargate', 'LaunchType: FARGATE'],
  ['fargate', 'CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT, Weight: 1}]'],
  ['external', 'LaunchType: EXTERNAL'],
  ['managed-instances', 'CapacityProviderStrategy: [{CapacityProvider: !Ref Managed, Weight: 1}]'],
])('tasks of %s are left out of the fleet: %s', (where, launch) => {
  const managed =
    '  Managed: {Type: AWS::ECS::CapacityProvider, Properties: {ManagedInstancesProvider: {InfrastructureRoleArn: r}}}\n';
  const found = clusterOf(service(launch) + managed);
  expect(found.cluster.services).toEqual([]);
  expect(found.elsewhere).toMatchObject([{ where }]);
});

test.each([
  ['desired count', `${STRATEGY}, DesiredCount: !Ref Open`],
  ['scheduling strategy', `${STRATEGY}, SchedulingStrategy: !Ref Open`],
  ['placement constraints', `${STRATEGY}, PlacementConstraints: [{Type: memberOf, Expression: !Ref Open}]`],
  ['strategy', 'CapacityProviderStrategy: [{CapacityProvider: !Ref Open, Weight: 1}]'],
  ['strategy', 'CapacityProviderStrategy: [{CapacityProvider: !Ref Steady, Weight: !Ref Open}]'],
  ['capacity', 'LaunchType: !Ref Open'],
])('a service is left out, and said to be, when its %s is not known: %s', (figure, properties) => {
  const { cluster, gaps } = clusterOf(service(properties));
  expect(cluster.services).toEqual([]);
  expect(gaps).toMatchObject([{ figure, effect: 'left-out' }]);
  expect(gaps.every(({ unknown }) => isUnknown(unknown))).toBe(true);
});

test.each([
  ['minimum healthy percent', 'DeploymentConfiguration: {MinimumHealthyPercent: !Ref Open}'],
  ['placement strategies', 'PlacementStrategies: [{Type: !Ref Open}]'],
  ['deployment', 'DeploymentController: {Type: !Ref Open}'],
])('a service is there by assumption, and said to be, when its %s is not known', (figure, properties) => {
  const { cluster, gaps } = clusterOf(service(`${STRATEGY}, ${properties}`));
  expect(cluster.services).toHaveLength(1);
  expect(gaps).toMatchObject([{ figure, effect: 'assumed' }]);
});

test('two services of one name in two stacks stay two', () => {
  const second = service(`${STRATEGY}, ServiceName: web`).replace('Web:', 'Second:');
  const { cluster, services } = clusterOf(service(`${STRATEGY}, ServiceName: web`) + second);
  expect(cluster.services.map(({ name }) => name)).toEqual(['web', 'web (2)']);
  expect([...services.values()].map(({ name }) => name)).toEqual(['Web', 'Second']);
});

test('a capacity whose types are not known is left out, and so is what runs on it alone', () => {
  const model = modelOf(HOST.replace('InstanceType: m5.large', 'InstanceType: !Ref Open') + service(STRATEGY));
  const [found] = model.fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters;
  expect(found!.cluster.capacities).toEqual([]);
  expect(found!.gaps.map(({ figure }) => figure)).toEqual(['types', 'strategy']);
});

test('zones that are not known are counted by the subnets', () => {
  const model = modelOf(HOST.replace('AvailabilityZone: eu-west-1a', 'CidrBlock: 10.0.0.0/24'));
  const [found] = model.fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters;
  expect(found!.cluster.capacities[0]!.zones).toHaveLength(2);
  expect(found!.gaps).toMatchObject([{ figure: 'zones', effect: 'assumed' }]);
});

test('several clusters keep to themselves what joins them', () => {
  const more = `  Other: {Type: AWS::ECS::Cluster}
  Small: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {InstanceType: t3.small, UserData: {Fn::Base64: !Sub "echo ECS_CLUSTER=\${Other} >> /etc/ecs/ecs.config"}}}}
  Lone: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MaxSize: 1, LaunchTemplate: {LaunchTemplateId: !Ref Small}}}
`;
  const { fleet } = modelOf(HOST + more).fleetOf({ bound: 'optimistic', counts: 'desired' });
  expect(fleet.clusters.map(({ name, capacities }) => [name, capacities.map((one) => one.name)])).toEqual([
    ['Cluster', ['Group']],
    ['Other', ['Lone']],
  ]);
});

test('GPUs are registered by images that have their driver', () => {
  const gpus = (ami: string) => {
    const text = HOST.replace('m5.large', 'g4dn.xlarge').replace('amazon-linux-2023/recommended', ami);
    const [found] = modelOf(text).fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters;
    return found!.cluster.capacities[0]!.instanceTypes[0]!.registered.gpus;
  };
  expect(gpus('amazon-linux-2023/gpu/recommended')).toBe(1);
  expect(gpus('amazon-linux-2023/recommended')).toBe(0);
});
