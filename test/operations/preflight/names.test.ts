import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { names } from '../../../lib/operations/preflight/checks/names';
import { look, refusal } from './look';

const cloudFormation = mockClient(CloudFormationClient);
const ecs = mockClient(ECSClient);
const ecr = mockClient(ECRClient);
const logs = mockClient(CloudWatchLogsClient);
const autoScaling = mockClient(AutoScalingClient);

const template = `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: Shop } }
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: /shop } }
  Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: web } }
  Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { AutoScalingGroupName: fleet, MinSize: 1, MaxSize: 1 } }
  Unnamed: { Type: 'AWS::Logs::LogGroup' }
`;
const SUBJECTS = ['ClusterName Shop', 'LogGroupName /shop', 'RepositoryName web', 'AutoScalingGroupName fleet'];
const all = (outcome: string) => Object.fromEntries(SUBJECTS.map((subject) => [subject, outcome]));
const stackHas = (...ids: [string, string][]) =>
  cloudFormation.on(ListStackResourcesCommand, { StackName: 'shop' }).resolves({
    StackResourceSummaries: ids.map(([LogicalResourceId, PhysicalResourceId]) => ({
      LogicalResourceId,
      PhysicalResourceId,
      ResourceType: '',
      LastUpdatedTimestamp: new Date(0),
      ResourceStatus: 'CREATE_COMPLETE',
    })),
  });

beforeEach(() => {
  for (const one of [cloudFormation, ecs, ecr, logs, autoScaling]) one.reset();
  ecs.on(DescribeClustersCommand, { clusters: ['Shop'] }).resolves({ clusters: [{ status: 'ACTIVE' }] });
  ecr.on(DescribeRepositoriesCommand, { repositoryNames: ['web'] }).resolves({ repositories: [{}] });
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/shop' }, { logGroupName: '/shop/web' }] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({
    AutoScalingGroups: [{ AutoScalingGroupName: 'fleet' } as never],
  });
});

test('names that nobody has are free', async () => {
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ status: 'INACTIVE' }] });
  ecr.on(DescribeRepositoriesCommand).rejects(refusal('RepositoryNotFoundException'));
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/shop/web' }] });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  expect(await look(names, template)).toEqual(all('holds'));
});

test('names that the stack itself has hold, those of others fail', async () => {
  stackHas(['Cluster', 'Shop'], ['Logs', '/shop'], ['Images', 'web'], ['Group', 'fleet']);
  expect(await look(names, template, { stackName: 'shop' })).toEqual(all('holds'));
  stackHas(['Cluster', 'Other']);
  expect(await look(names, template, { stackName: 'shop' })).toEqual(all('fails: name-taken'));
});

test('a stack that is not there has no names', async () => {
  cloudFormation.on(ListStackResourcesCommand).rejects(refusal('ValidationError', 'Stack with id shop does not exist'));
  expect(await look(names, template, { stackName: 'shop' })).toEqual(all('fails: name-taken'));
});

test('whose a name is stays open while the stack has none', async () => {
  expect(await look(names, template)).toEqual(all('unknown: owner-not-known'));
});
