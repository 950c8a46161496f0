import type { Template } from 'aws-cdk-lib/assertions';
import { type AgentSettings, onDemand } from '../../../lib/cluster';
import { clusterOf, onlyResource } from '../fixture';

const withAgent = (agent: AgentSettings, sessionManager?: boolean) =>
  clusterOf(onDemand({ instanceTypes: ['m7g.large'], max: 2, agent, sessionManager })).template;

const actionsOf = (template: Template): string[] => {
  const { Statement } = onlyResource(template, 'AWS::IAM::Policy').PolicyDocument;
  return Statement.flatMap(({ Action }: { Action: string | string[] }) => Action).sort();
};

const AGENT_ACTIONS = [
  'ecr:GetAuthorizationToken',
  'ecs:DeregisterContainerInstance',
  'ecs:DiscoverPollEndpoint',
  'ecs:Poll',
  'ecs:RegisterContainerInstance',
  'ecs:StartTelemetrySession',
  'ecs:Submit*',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
];

test('the role holds what the agent needs and no managed policy', () => {
  const template = withAgent({});
  expect(actionsOf(template)).toEqual(AGENT_ACTIONS);
  expect(onlyResource(template, 'AWS::IAM::Role')).not.toHaveProperty('ManagedPolicyArns');
});

test('tags need two rights more', () => {
  expect(actionsOf(withAgent({ propagateTagsFrom: 'ec2_instance' }))).toEqual(
    [...AGENT_ACTIONS, 'ec2:DescribeTags', 'ecs:TagResource'].sort(),
  );
  expect(actionsOf(withAgent({ containerInstanceTags: { team: 'shop' } }))).toEqual(
    [...AGENT_ACTIONS, 'ecs:TagResource'].sort(),
  );
  expect(actionsOf(withAgent({ propagateTagsFrom: 'none' }))).toEqual(AGENT_ACTIONS);
});

test('a shell on the instance comes from Systems Manager, where asked; there is never a key pair', () => {
  const template = withAgent({}, true);
  const arns = JSON.stringify(onlyResource(template, 'AWS::IAM::Role').ManagedPolicyArns);
  expect(arns).toContain('AmazonSSMManagedInstanceCore');
  expect(onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData).not.toHaveProperty('KeyName');
});
