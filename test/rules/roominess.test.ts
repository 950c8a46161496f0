import { launchInstances, planCluster } from '../../lib/placement';
import { Roominess } from '../../lib/rules/capacity/roominess';
import { modelOf } from '../template/model-of';

const services = (sizes: readonly (readonly [memoryMiB: number, count: number])[], constraint = '') =>
  sizes
    .map(
      ([memory, count], index) => `  T${index}:
    Type: AWS::ECS::TaskDefinition
    Properties: {ContainerDefinitions: [{Name: app, Image: x, Cpu: 64, Memory: ${memory}}]}
  S${index}:
    Type: AWS::ECS::Service
    Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref T${index}, DesiredCount: ${count}, LaunchType: EC2${constraint}}
`,
    )
    .join('');

const clusterWith = (text: string) =>
  modelOf(`Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}
  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {InstanceType: m5.large, UserData: {Fn::Base64: !Sub "echo ECS_CLUSTER=\${Cluster} >> /etc/ecs/ecs.config"}}}}
  Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MaxSize: 4, VPCZoneIdentifier: [!Ref Subnet], LaunchTemplate: {LaunchTemplateId: !Ref Launch}}}
${text}`).fleetOf({ bound: 'conservative', counts: 'desired' }).clusters[0]!;

test.each([
  [
    [
      [1000, 4],
      [500, 6],
    ],
  ],
  [
    [
      [3000, 2],
      [700, 8],
    ],
  ],
  [
    [
      [2000, 8],
      [100, 20],
    ],
  ],
  [[[7000, 4]]],
  [
    [
      [7000, 3],
      [200, 1],
    ],
  ],
] as const)('what is said to find room does, and one task more: %j', (sizes) => {
  const found = clusterWith(services(sizes));
  const roominess = new Roominess(found);
  const [capacity] = found.cluster.capacities;
  for (const service of found.cluster.services.filter((one) => roominess.takes(one))) {
    const more = found.cluster.services.map((one) =>
      one === service ? { ...one, desiredCount: one.desiredCount + 1 } : one,
    );
    expect(planCluster({ services: more }, launchInstances(capacity!, 4)).unplaced).toEqual([]);
  }
});

test('a roomy cluster is seen to be, a full one or a constrained task is not', () => {
  const takes = (found: ReturnType<typeof clusterWith>) => new Roominess(found).takes(found.cluster.services[0]!);
  expect(takes(clusterWith(services([[1000, 4]])))).toBe(true);
  expect(takes(clusterWith(services([[7000, 4]])))).toBe(false);
  expect(takes(clusterWith(services([[1000, 4]], ', PlacementConstraints: [{Type: distinctInstance}]')))).toBe(false);
});
