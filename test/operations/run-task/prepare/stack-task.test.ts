import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { findStackTask } from '../../../../lib/operations/run-task/prepare/stack-task';
import { testClients } from '../../test-clients';

const cloudFormation = mockClient(CloudFormationClient);

const resource = (LogicalResourceId: string, ResourceType: string) => ({
  ...{ LogicalResourceId, ResourceType, PhysicalResourceId: `arn/${LogicalResourceId}` },
  ...{ ResourceStatus: 'CREATE_COMPLETE' as const, LastUpdatedTimestamp: new Date(0) },
});

const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });

beforeEach(() => {
  cloudFormation.reset();
  cloudFormation
    .on(ListStackResourcesCommand)
    .resolves({ StackResourceSummaries: [resource('Up', 'AWS::ECS::TaskDefinition')], NextToken: 'more' })
    .on(ListStackResourcesCommand, { NextToken: 'more' })
    .resolves({
      StackResourceSummaries: [resource('Down', 'AWS::ECS::TaskDefinition'), resource('Shop', 'AWS::ECS::Cluster')],
    });
  const Resources = { Up: at('Prod/Shop/Jobs/Migrate/TaskDef/Resource'), Down: at('Prod/Shop/Jobs/Revert/Resource') };
  cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: JSON.stringify({ Resources }) });
});

const find = (construct: string) => findStackTask(testClients(), 'Shop', construct);

test.each(['Jobs/Migrate', 'Migrate', 'Migrate/TaskDef', 'Prod/Shop/Jobs/Migrate', 'Up'])(
  '%s is found, with the only cluster of the stack',
  async (construct) => expect(await find(construct)).toEqual({ taskDefinition: 'arn/Up', cluster: 'arn/Shop' }),
);

test('what several answer to has to be said more exactly', async () => {
  await expect(find('Jobs')).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
});

test('a slip is answered with the near names', async () => {
  await expect(find('Migrat')).rejects.toMatchObject({ problem: { code: 'not-found', near: ['Migrate'] } });
});

test('a part of a name is no name', async () => {
  await expect(find('grate')).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('a template without construct paths still has its logical ids', async () => {
  cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: 'Resources: {}' });
  expect(await find('Down')).toMatchObject({ taskDefinition: 'arn/Down' });
});

describe('a stack that is not there', () => {
  const ec2 = mockClient(EC2Client);

  beforeEach(() => {
    const error = Object.assign(new Error('Stack with id Shop does not exist'), { name: 'ValidationError' });
    cloudFormation.on(GetTemplateCommand).rejects(error).on(ListStackResourcesCommand).rejects(error);
    cloudFormation.on(ListStacksCommand).resolves({
      StackSummaries: [
        { StackName: 'Shop1', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(0) },
        { StackName: 'Shops', StackStatus: 'DELETE_COMPLETE', CreationTime: new Date(0) },
      ],
    });
    cloudFormation.on(DescribeStacksCommand).rejects(error);
    ec2.reset();
    ec2.on(DescribeRegionsCommand).resolves({ Regions: [{ RegionName: 'eu-west-1' }, { RegionName: 'eu-north-1' }] });
  });

  test('is answered with the near names of those that are', async () => {
    await expect(find('Migrate')).rejects.toMatchObject({
      problem: { code: 'not-found', kind: 'stack', near: ['Shop1'], elsewhere: [] },
    });
  });

  test('is answered with the region that has it', async () => {
    const Stacks = [{ StackName: 'Shop', StackStatus: 'CREATE_COMPLETE' as const, CreationTime: new Date(0) }];
    cloudFormation.on(DescribeStacksCommand, { StackName: 'Shop' }).resolves({ Stacks });
    await expect(find('Migrate')).rejects.toMatchObject({ problem: { elsewhere: ['eu-north-1'] } });
  });

  test('is said not to be there although nobody may ask for others', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
    cloudFormation.on(ListStacksCommand).rejects(denied);
    ec2.on(DescribeRegionsCommand).rejects(Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
    await expect(find('Migrate')).rejects.toMatchObject({ problem: { code: 'not-found', near: [], elsewhere: [] } });
  });
});

test('a task of a nested stack is found by its path in the whole', async () => {
  cloudFormation.on(ListStackResourcesCommand, { StackName: 'Outer' }).resolves({
    StackResourceSummaries: [
      { ...resource('Inner', 'AWS::CloudFormation::Stack'), PhysicalResourceId: 'Shop' },
      resource('Main', 'AWS::ECS::Cluster'),
    ],
  });
  cloudFormation.on(GetTemplateCommand, { StackName: 'Outer' }).resolves({ TemplateBody: '{}' });
  expect(await findStackTask(testClients(), 'Outer', 'Jobs/Migrate')).toEqual({ taskDefinition: 'arn/Up' });
});
