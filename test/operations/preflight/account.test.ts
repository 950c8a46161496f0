import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { Account } from '../../../lib/operations/preflight/account';
import { TemplateSet } from '../../../lib/template';
import { testClients } from '../test-clients';

const cloudFormation = mockClient(CloudFormationClient);
const has = (StackName: string, LogicalResourceId: string, PhysicalResourceId: string, NextToken?: string) =>
  cloudFormation.on(ListStackResourcesCommand, { StackName }).resolves({
    StackResourceSummaries: [
      {
        LogicalResourceId,
        PhysicalResourceId,
        ResourceType: '',
        LastUpdatedTimestamp: new Date(0),
        ResourceStatus: 'CREATE_COMPLETE',
      },
    ],
    NextToken,
  });
const stack = (id: string, logicalId: string, parent?: { stack: string; logicalId: string }) => ({
  id,
  file: id,
  template: { Resources: { [logicalId]: { Type: 'AWS::ECS::Cluster' } } },
  ...(parent && { parent }),
});

const settings = (stackName?: string) => ({ download: () => Promise.reject(new Error('none')), stackName });

beforeEach(() => cloudFormation.reset());

test('a nested stack is found through its parent, and the parent by the name that is given', async () => {
  const set = new TemplateSet([
    stack('root', 'Nested'),
    stack('nested', 'Cluster', { stack: 'root', logicalId: 'Nested' }),
  ]);
  has('shop', 'Nested', 'arn:nested');
  has('arn:nested', 'Cluster', 'shop-cluster');
  const [cluster] = [...set.stack('nested')!.resources.values()];
  expect(await new Account(testClients(), set, settings('shop')).physicalId(cluster!)).toBe('shop-cluster');
  expect(await new Account(testClients(), set, settings()).physicalId(cluster!)).toBeUndefined();
});

test('a stack is listed once, whatever is asked of it', async () => {
  const set = new TemplateSet([stack('root', 'Cluster')]);
  has('shop', 'Cluster', 'shop-cluster');
  const account = new Account(testClients(), set, settings('shop'));
  const [cluster] = [...set.stack('root')!.resources.values()];
  await Promise.all([account.physicalId(cluster!), account.physicalId(cluster!)]);
  expect(cloudFormation.calls()).toHaveLength(1);
});
