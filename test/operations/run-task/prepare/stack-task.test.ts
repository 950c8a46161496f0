import { CloudFormationClient, GetTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
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

test('a stack that is not there', async () => {
  const error = Object.assign(new Error('Stack with id Shop does not exist'), { name: 'ValidationError' });
  cloudFormation.on(GetTemplateCommand).rejects(error).on(ListStackResourcesCommand).rejects(error);
  await expect(find('Migrate')).rejects.toMatchObject({ problem: { code: 'not-found', kind: 'stack' } });
});
