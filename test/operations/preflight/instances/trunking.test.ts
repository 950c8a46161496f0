import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient, ListAccountSettingsCommand } from '@aws-sdk/client-ecs';
import { GetInstanceProfileCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { trunking } from '../../../../lib/operations/preflight/instances/trunking';
import { groupTemplate } from '../group';
import { look, refusal } from '../look';
import { stackHas } from '../stack-has';

const ecs = mockClient(ECSClient);
const ecr = mockClient(ECRClient);
const iam = mockClient(IAMClient);
const cloudFormation = mockClient(CloudFormationClient);
const ROOT = 'arn:aws:iam::111122223333:root';
const ROLE = 'arn:aws:iam::111122223333:role/hosts';

const tasks = (mode: string) => `
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: ${mode}, ContainerDefinitions: [{ Name: web, Image: web, Memory: 128 }] } }
  Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: Shop, TaskDefinition: !Ref Task, LaunchType: EC2 } }`;
/** Instances with a role of the template. */
const template = (mode: string, type = 'm7g.large') =>
  groupTemplate({
    type,
    launch: 'IamInstanceProfile: { Arn: !GetAtt Profile.Arn }',
    more: `Role: { Type: 'AWS::IAM::Role' }
  Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [!Ref Role] } }${tasks(mode)}`,
  });
const setting = (value: string, principalArn = ROOT) =>
  ecs
    .on(ListAccountSettingsCommand, { name: 'awsvpcTrunking', effectiveSettings: true, principalArn })
    .resolves({ settings: [{ name: 'awsvpcTrunking', value }] });
const shop = { stackName: 'shop' };

beforeEach(() => {
  for (const one of [ecs, ecr, iam, cloudFormation]) one.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  cloudFormation.on(ListStackResourcesCommand).rejects(refusal('ValidationError'));
});

test('for a role that is yet to be made, the default of the account decides', async () => {
  setting('enabled');
  expect(await look(trunking, template('awsvpc'), shop)).toEqual({ Group: 'holds' });
  setting('disabled');
  expect(await look(trunking, template('awsvpc'), shop)).toEqual({ Group: 'unknown: trunking-off' });
});

test('for a role that is deployed, its own setting decides', async () => {
  cloudFormation.on(ListStackResourcesCommand, { StackName: 'shop' }).resolves(stackHas({ Role: 'hosts' }));
  iam.on(GetRoleCommand, { RoleName: 'hosts' }).resolves({ Role: { Arn: ROLE } as never });
  setting('enabled');
  setting('disabled', ROLE);
  expect(await look(trunking, template('awsvpc'), shop)).toEqual({ Group: 'unknown: trunking-off' });
  setting('enabled', ROLE);
  expect(await look(trunking, template('awsvpc'), shop)).toEqual({ Group: 'holds' });
});

test('the role of a profile that the template only names', async () => {
  const named = groupTemplate({
    launch: "IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/path/hosts' }",
    more: tasks('awsvpc'),
  });
  iam
    .on(GetInstanceProfileCommand, { InstanceProfileName: 'hosts' })
    .resolves({ InstanceProfile: { Roles: [{ Arn: ROLE }] } as never });
  setting('enabled', ROLE);
  expect(await look(trunking, named)).toEqual({ Group: 'holds' });
  iam.on(GetInstanceProfileCommand).rejects(refusal('AccessDenied'));
  expect(await look(trunking, named)).toEqual({ Group: 'not-looked-at' });
});

test('whose setting decides is open where the role, or its stack, is not known', async () => {
  setting('enabled');
  expect(await look(trunking, groupTemplate({ more: tasks('awsvpc') }), shop)).toEqual({ Group: 'unknown: value' });
  expect(await look(trunking, template('awsvpc'))).toEqual({ Group: 'unknown: value' });
});

test('trunking that is not in effect fails where it is assumed, and holds where it is not', async () => {
  setting('disabled');
  const assuming = (assumed: 'on' | 'off') =>
    look(trunking, template('awsvpc'), { ...shop, assumptions: { trunking: assumed } });
  expect(await assuming('on')).toEqual({ Group: 'fails: trunking-off' });
  expect(await assuming('off')).toEqual({ Group: 'holds' });
});

test('nothing is asked where trunks do not matter', async () => {
  expect(await look(trunking, template('bridge'))).toEqual({});
  expect(await look(trunking, template('awsvpc', 't3.medium'))).toEqual({});
});
