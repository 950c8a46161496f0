import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
} from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetInstanceProfileCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { names } from '../../../../lib/operations/preflight/names/names';
import { arn } from '../../test-clients';
import { look, refusal } from '../look';
import { stackHas } from '../stack-has';

const cloudFormation = mockClient(CloudFormationClient);
const ecs = mockClient(ECSClient);
const ecr = mockClient(ECRClient);
const logs = mockClient(CloudWatchLogsClient);
const autoScaling = mockClient(AutoScalingClient);
const elb = mockClient(ElasticLoadBalancingV2Client);
const iam = mockClient(IAMClient);

const template = `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: Shop } }
  Provider: { Type: 'AWS::ECS::CapacityProvider', Properties: { Name: steady } }
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: /shop } }
  Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: web } }
  Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { AutoScalingGroupName: fleet, MinSize: 1, MaxSize: 1 } }
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: front } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Name: back } }
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: tasks } }
  Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { InstanceProfileName: hosts, Roles: [] } }
  Web: { Type: 'AWS::ECS::Service', Properties: { ServiceName: web, Cluster: Shop } }
  Unnamed: { Type: 'AWS::Logs::LogGroup' }
`;
const [BALANCER, TARGETS] = [
  'arn:aws:elasticloadbalancing:x:loadbalancer/front',
  'arn:aws:elasticloadbalancing:x:targetgroup/back',
];
/** What each is called in the account, by its logical id. */
const OWN: Readonly<Record<string, string>> = {
  Cluster: 'Shop',
  Provider: 'steady',
  Logs: '/shop',
  Images: 'web',
  Group: 'fleet',
  Balancer: BALANCER!,
  Targets: TARGETS!,
  Role: 'tasks',
  Profile: 'hosts',
  Web: arn.service('web'),
};
const SUBJECTS = [
  'ClusterName Shop',
  'Name steady',
  'LogGroupName /shop',
  'RepositoryName web',
  'AutoScalingGroupName fleet',
  'Name front',
  'Name back',
  'RoleName tasks',
  'InstanceProfileName hosts',
  'ServiceName web',
];
const all = (outcome: string) => Object.fromEntries(SUBJECTS.map((subject) => [subject, outcome]));
const mocks = [cloudFormation, ecs, ecr, logs, autoScaling, elb, iam];
const stack = (ids: Readonly<Record<string, string>>) =>
  cloudFormation.on(ListStackResourcesCommand, { StackName: 'shop' }).resolves(stackHas(ids));

beforeEach(() => {
  for (const one of mocks) one.reset();
  ecs
    .on(DescribeClustersCommand, { clusters: ['Shop'] })
    .resolves({ clusters: [{ status: 'ACTIVE', clusterName: 'Shop' }] });
  ecs
    .on(DescribeCapacityProvidersCommand, { capacityProviders: ['steady'] })
    .resolves({ capacityProviders: [{ name: 'steady', status: 'ACTIVE' }] });
  ecs
    .on(DescribeServicesCommand, { cluster: 'Shop', services: ['web'] })
    .resolves({ services: [{ serviceArn: arn.service('web'), status: 'DRAINING' }] });
  ecr
    .on(DescribeRepositoriesCommand, { repositoryNames: ['web'] })
    .resolves({ repositories: [{ repositoryName: 'web' }] });
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/shop' }, { logGroupName: '/shop/web' }] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({
    AutoScalingGroups: [{ AutoScalingGroupName: 'fleet' } as never],
  });
  elb
    .on(DescribeLoadBalancersCommand, { Names: ['front'] })
    .resolves({ LoadBalancers: [{ LoadBalancerArn: BALANCER }] });
  elb.on(DescribeTargetGroupsCommand, { Names: ['back'] }).resolves({ TargetGroups: [{ TargetGroupArn: TARGETS }] });
  iam.on(GetRoleCommand, { RoleName: 'tasks' }).resolves({ Role: { RoleName: 'tasks' } as never });
  iam
    .on(GetInstanceProfileCommand, { InstanceProfileName: 'hosts' })
    .resolves({ InstanceProfile: { InstanceProfileName: 'hosts' } as never });
});

function nobodyHasThem() {
  for (const one of mocks) one.reset();
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ status: 'INACTIVE', clusterName: 'Shop' }] });
  ecs.on(DescribeCapacityProvidersCommand).resolves({ capacityProviders: [{ status: 'INACTIVE', name: 'steady' }] });
  ecs.on(DescribeServicesCommand).resolves({ services: [{ status: 'INACTIVE', serviceArn: arn.service('web') }] });
  ecr.on(DescribeRepositoriesCommand).rejects(refusal('RepositoryNotFoundException'));
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/shop/web' }] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  elb.on(DescribeLoadBalancersCommand).rejects(refusal('LoadBalancerNotFoundException'));
  elb.on(DescribeTargetGroupsCommand).rejects(refusal('TargetGroupNotFoundException'));
  iam.on(GetRoleCommand).rejects(refusal('NoSuchEntityException'));
  iam.on(GetInstanceProfileCommand).rejects(refusal('NoSuchEntityException'));
}

test('names that nobody has are free', async () => {
  nobodyHasThem();
  expect(await look(names, template)).toEqual(all('holds'));
});

test('names that the stack itself has hold, those of others fail', async () => {
  stack(OWN);
  expect(await look(names, template, { stackName: 'shop' })).toEqual(all('holds'));
  stack({ Cluster: 'Other' });
  expect(await look(names, template, { stackName: 'shop' })).toEqual(all('fails: name-taken'));
});

test('a stack that is not there has no names', async () => {
  cloudFormation.on(ListStackResourcesCommand).rejects(refusal('ValidationError', 'Stack with id shop does not exist'));
  expect(await look(names, template, { stackName: 'shop' })).toEqual(all('fails: name-taken'));
});

test('names made of the name of the stack, which --stack gives', async () => {
  const made =
    "Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: !Sub '/${AWS::StackName}' } } }";
  expect(await look(names, made)).toEqual({ 'LogGroupName of Logs': 'unknown: value' });
  stack({ Logs: '/shop' });
  expect(await look(names, made, { stack: 'shop' })).toEqual({ 'LogGroupName of Logs': 'holds' });
  stack({});
  expect(await look(names, made, { stack: 'shop' })).toEqual({ 'LogGroupName of Logs': 'fails: name-taken' });
});

test('whose a name is stays open while the stack has none', async () => {
  expect(await look(names, template)).toEqual(all('unknown: owner-not-known'));
});

test("a service's name is free in a cluster that is not there, whichever names it", async () => {
  nobodyHasThem();
  ecs.on(DescribeServicesCommand).rejects(refusal('ClusterNotFoundException'));
  expect(await look(names, template)).toMatchObject({ 'ServiceName web': 'holds' });
  const made = `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster' }
  Web: { Type: 'AWS::ECS::Service', Properties: { ServiceName: web, Cluster: !Ref Cluster } }
`;
  stack({});
  expect(await look(names, made, { stackName: 'shop' })).toEqual({ 'ServiceName web': 'holds' });
  expect(await look(names, made)).toEqual({ 'ServiceName web': 'unknown: value' });
  stack({ Cluster: 'shop-Cluster-1' });
  ecs
    .on(DescribeServicesCommand, { cluster: 'shop-Cluster-1' })
    .resolves({ services: [{ serviceArn: arn.service('web', 'shop-Cluster-1'), status: 'ACTIVE' }] });
  expect(await look(names, made, { stackName: 'shop' })).toEqual({ 'ServiceName web': 'fails: name-taken' });
});

test('without permission nothing is looked at', async () => {
  iam.on(GetRoleCommand).rejects(refusal('AccessDenied'));
  expect(await look(names, template)).toMatchObject({ 'RoleName tasks': 'not-looked-at' });
});
