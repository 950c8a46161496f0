import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient, ListAccountSettingsCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { trunking } from '../../../lib/operations/preflight/checks/trunking';
import { groupTemplate } from './group';
import { look } from './look';

const ecs = mockClient(ECSClient);
const ecr = mockClient(ECRClient);
const template = (mode: string, type = 'm7g.large') =>
  groupTemplate({
    type,
    more: `Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: ${mode}, ContainerDefinitions: [{ Name: web, Image: web, Memory: 128 }] } }
  Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: Shop, TaskDefinition: !Ref Task, LaunchType: EC2 } }`,
  });
const setting = (value: string) =>
  ecs
    .on(ListAccountSettingsCommand, {
      name: 'awsvpcTrunking',
      effectiveSettings: true,
      principalArn: 'arn:aws:iam::111122223333:root',
    })
    .resolves({ settings: [{ name: 'awsvpcTrunking', value }] });

beforeEach(() => {
  ecs.reset();
  ecr.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
});

test('trunking that is in effect holds', async () => {
  setting('enabled');
  expect(await look(trunking, template('awsvpc'))).toEqual({ Group: 'holds' });
});

test('trunking that is not in effect fails where it is assumed, and is open where nothing is', async () => {
  setting('disabled');
  expect(await look(trunking, template('awsvpc'), { assumptions: { trunking: 'on' } })).toEqual({
    Group: 'fails: trunking-off',
  });
  expect(await look(trunking, template('awsvpc'))).toEqual({ Group: 'unknown: trunking-off' });
  expect(await look(trunking, template('awsvpc'), { assumptions: { trunking: 'off' } })).toEqual({ Group: 'holds' });
});

test('nothing is asked where trunks do not matter', async () => {
  expect(await look(trunking, template('bridge'))).toEqual({});
  expect(await look(trunking, template('awsvpc', 't3.medium'))).toEqual({});
});
