import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeSubnetsCommand, EC2Client, type Subnet } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, DescribeServicesCommand, ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { subnets } from '../../../../lib/operations/preflight/network/subnets';
import { arn } from '../../test-clients';
import { groupTemplate } from '../group';
import { look, outcomes, refusal } from '../look';

const ec2 = mockClient(EC2Client);
const ecs = mockClient(ECSClient);
const autoScaling = mockClient(AutoScalingClient);

const onSubnets = (template: string) =>
  template.replace(/AvailabilityZones: .*/, 'VPCZoneIdentifier: [subnet-0a, subnet-0b]');
const service = ({ desired = 10, mode = 'awsvpc', ids = '[subnet-0a, subnet-0b]', more = '' } = {}) =>
  groupTemplate({
    more: `Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: ${mode}, ContainerDefinitions: [{ Name: web, Image: web, Memory: 128 }] } }
  Web:
    Type: AWS::ECS::Service
    Properties:
      { Cluster: Shop, ServiceName: web, TaskDefinition: !Ref Task, LaunchType: EC2, DesiredCount: ${desired}, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ${ids} } } ${more} }`,
  });
const SERVICE = 'subnets of Web';
const GROUP = 'subnets of Group';
const there = (a: number, b: number, more: Subnet = {}) =>
  ec2.on(DescribeSubnetsCommand).resolves({
    Subnets: [
      { SubnetId: 'subnet-0a', AvailableIpAddressCount: a },
      { SubnetId: 'subnet-0b', AvailableIpAddressCount: b, ...more },
    ],
  });
const runs = (runningCount: number) => {
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('web')] });
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ serviceArn: arn.service('web'), serviceName: 'web', status: 'ACTIVE', runningCount }],
  });
};

beforeEach(() => {
  for (const one of [ec2, ecs, autoScaling]) one.reset();
  ecs.on(DescribeClustersCommand).resolves({ clusters: [] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
});

test('a subnet that is not there fails', async () => {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-0a', AvailableIpAddressCount: 99 }] });
  expect(await outcomes(subnets, service())).toMatchObject([
    { problem: { code: 'no-subnet', subnets: ['subnet-0b'], region: 'eu-west-1' } },
  ]);
  // By a filter: ids that are not there would be an error, which names one of them only.
  expect(ec2.commandCalls(DescribeSubnetsCommand)[0]!.args[0].input).toEqual({
    Filters: [{ Name: 'subnet-id', Values: ['subnet-0a', 'subnet-0b'] }],
  });
});

test('each awsvpc task takes an address', async () => {
  there(6, 4);
  expect(await look(subnets, service())).toEqual({ [SERVICE]: 'holds' });
  there(5, 4);
  expect(await outcomes(subnets, service())).toMatchObject([
    { problem: { code: 'no-addresses', what: 'tasks', free: 9, needed: 10, atMost: 10 } },
  ]);
});

test('tasks that run have theirs already', async () => {
  there(5, 4);
  runs(1);
  expect(await look(subnets, service())).toEqual({ [SERVICE]: 'holds' });
  runs(0);
  expect(await look(subnets, service())).toEqual({ [SERVICE]: 'fails: no-addresses' });
});

test('how many of an unnamed service run is not known without its stack', async () => {
  there(5, 4);
  const unnamed = service().replace('ServiceName: web, ', '');
  expect(await look(subnets, unnamed)).toEqual({ [SERVICE]: 'unknown: few-addresses' });
  there(6, 4);
  expect(await look(subnets, unnamed)).toEqual({ [SERVICE]: 'holds' });
});

test('a count that the template leaves open leaves it open', async () => {
  there(5, 4);
  const open = `Parameters: { Count: { Type: Number } }${service().replace('DesiredCount: 10', 'DesiredCount: !Ref Count')}`;
  expect(await look(subnets, open)).toEqual({ [SERVICE]: 'unknown: value' });
});

test('enough for the desired count, not for the most that scaling allows', async () => {
  there(6, 4);
  const scaled = `${service()}
  Scaling: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { ResourceId: !Sub 'service/Shop/$\{Web.Name}', ServiceNamespace: ecs, MinCapacity: 1, MaxCapacity: 11 } }
`;
  expect(await look(subnets, scaled)).toEqual({ [SERVICE]: 'unknown: few-addresses' });
});

test('nothing is concluded from subnets of IPv6 alone, daemons and other network modes', async () => {
  there(0, 0, { Ipv6Native: true });
  expect(await look(subnets, service())).toEqual({ [SERVICE]: 'holds' });
  there(0, 0);
  expect(await look(subnets, service({ more: ', SchedulingStrategy: DAEMON' }))).toEqual({ [SERVICE]: 'holds' });
  expect(await look(subnets, service({ mode: 'bridge' }))).toEqual({});
  expect(await look(subnets, service({ ids: '[!Ref Subnet]', more: '' }))).toEqual({});
});

test('each instance of a group takes an address', async () => {
  there(2, 1);
  expect(await look(subnets, onSubnets(groupTemplate({ maxSize: 3 })))).toEqual({ [GROUP]: 'holds' });
  expect(await look(subnets, onSubnets(groupTemplate({ maxSize: 4 })))).toEqual({ [GROUP]: 'unknown: few-addresses' });
  autoScaling.on(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: ['shop-group'] }).resolves({
    AutoScalingGroups: [{ Instances: [{}] } as never],
  });
  expect(await look(subnets, onSubnets(groupTemplate({ maxSize: 4 })))).toEqual({ [GROUP]: 'holds' });
  autoScaling.reset();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  there(0, 0);
  expect(await look(subnets, onSubnets(groupTemplate()))).toEqual({ [GROUP]: 'fails: no-addresses' });
});

test('without permission nothing is looked at', async () => {
  ec2.on(DescribeSubnetsCommand).rejects(refusal('UnauthorizedOperation'));
  expect(await look(subnets, service())).toEqual({ [SERVICE]: 'not-looked-at' });
});

describe('a group whose size is not in instances', () => {
  const weighed = (more: string) =>
    onSubnets(groupTemplate({ maxSize: 40 })).replace(
      /MinSize: 1[\s\S]*LaunchTemplate: .*/,
      `MinSize: 30
      MaxSize: 40
      VPCZoneIdentifier: [subnet-0a, subnet-0b]
      ${more}`,
    );
  const policy = (overrides: string) =>
    weighed(`MixedInstancesPolicy:
        LaunchTemplate:
          LaunchTemplateSpecification: { LaunchTemplateId: !Ref Launch, Version: 1 }
          Overrides: ${overrides}`);

  test('is of as few instances as the weights of its types allow', async () => {
    const types = policy(
      "[{ InstanceType: m7g.large, WeightedCapacity: '10' }, { InstanceType: m7g.xlarge, WeightedCapacity: '20' }]",
    );
    there(1, 1);
    expect(await outcomes(subnets, types)).toMatchObject([
      { state: 'unknown', why: { code: 'few-addresses', what: 'instances', needed: 2, atMost: 4 } },
    ]);
    there(1, 0);
    expect(await look(subnets, types)).toEqual({ [GROUP]: 'fails: no-addresses' });
  });

  test('is open where it is in vCPUs', async () => {
    there(1, 1);
    const vcpus = weighed(`DesiredCapacityType: vcpu
      LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 }`);
    expect(await look(subnets, vcpus)).toEqual({ [GROUP]: 'unknown: value' });
  });
});
