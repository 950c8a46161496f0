import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { preflight } from '../../../lib/operations/preflight/preflight';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, TemplateSet } from '../../../lib/template';
import { testClients } from '../test-clients';
import { stackHas } from './stack-has';

const cloudFormation = mockClient(CloudFormationClient);
const logs = mockClient(CloudWatchLogsClient);
const ecr = mockClient(ECRClient);

/** A stack of an assembly that names a log group, or has something else in its place. */
const stack = (stackName: string, region: string, LogGroupName?: string) => ({
  id: stackName,
  file: stackName,
  stackName,
  region,
  account: '111122223333',
  template: {
    Resources: {
      Logs: {
        Type: LogGroupName ? 'AWS::Logs::LogGroup' : 'Other',
        Properties: { LogGroupName: LogGroupName ?? null },
      },
    },
  },
});
const namesOf = async (...stacks: ReturnType<typeof stack>[]) => {
  const model = new Model(new TemplateSet(stacks), DEFAULT_MODEL_ASSUMPTIONS);
  return (await preflight(testClients(), model)).results.filter(({ check }) => check === 'names');
};
const regionOf = (call: { readonly thisValue: unknown }) => (call.thisValue as CloudWatchLogsClient).config.region();

beforeEach(() => {
  for (const one of [cloudFormation, logs, ecr]) one.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/shop' }] });
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({}));
});

test('each stack is looked up in its own region', async () => {
  await namesOf(stack('here', 'eu-west-1', '/a'), stack('there', 'us-east-1', '/b'));
  const asked = await Promise.all(
    logs
      .commandCalls(DescribeLogGroupsCommand)
      .map(async (call) => [await regionOf(call), call.args[0].input.logGroupNamePrefix]),
  );
  expect(asked.sort()).toEqual([
    ['eu-west-1', '/a'],
    ['us-east-1', '/b'],
  ]);
});

test('a name that another stack has and gives up is free once that one is deployed', async () => {
  const moved = [stack('new', 'eu-west-1', '/shop'), stack('old', 'eu-west-1')] as const;
  cloudFormation.on(ListStackResourcesCommand, { StackName: 'old' }).resolves(stackHas({ Logs: '/shop' }));
  expect(await namesOf(...moved)).toMatchObject([{ outcome: { why: { code: 'name-moves', from: 'old' } } }]);
  const renamed = [moved[0], stack('old', 'eu-west-1', '/other')] as const;
  expect(await namesOf(...renamed)).toMatchObject([
    { outcome: { why: { code: 'name-moves', from: 'old' } } },
    { outcome: { state: 'holds' } },
  ]);
  const kept = [moved[0], stack('old', 'eu-west-1', '/shop')] as const;
  expect(await namesOf(...kept)).toMatchObject([
    { outcome: { problem: { code: 'name-taken', name: '/shop' } } },
    { outcome: { state: 'holds' } },
  ]);
});
