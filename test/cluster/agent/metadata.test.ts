import { onDemand } from '../../../lib/cluster';
import { clusterOf, onlyResource, userDataOf } from '../fixture';

const capacity = (metadata?: Parameters<typeof onDemand>[0]['metadata'], operatingSystem?: 'bottlerocket') =>
  clusterOf(onDemand({ instanceTypes: ['m7g.large'], max: 2, metadata, operatingSystem })).template;

const optionsOf = (template: Parameters<typeof onlyResource>[0]) =>
  onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.MetadataOptions;

test('tokens are required and answers make one hop: a container in bridge mode is one hop further away', () => {
  expect(optionsOf(capacity())).toEqual({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 });
});

test('tasks in awsvpc mode are kept from the metadata of the instance, on both systems', () => {
  expect(userDataOf(capacity())).toContain('\nECS_AWSVPC_BLOCK_IMDS=true\n');
  expect(userDataOf(capacity({}, 'bottlerocket'))).toContain('\nawsvpc-block-imds = true\n');
});

test('the rule for bridge mode comes back whenever Docker starts, and stands before the agent starts', () => {
  const data = userDataOf(capacity());
  for (const line of [
    'WantedBy=docker.service',
    'PartOf=docker.service',
    'After=docker.service',
    'Before=ecs.service',
  ]) {
    expect(data).toContain(`\n${line}\n`);
  }
  expect(data).toContain('iptables -w -I DOCKER-USER -d 169.254.169.254/32 -j DROP');
  expect(data).toContain('\nsystemctl enable stowage-metadata-rule.service\n');
});

test('each can be opened alone, by name', () => {
  const awsvpc = capacity({ awsvpc: 'reachable' });
  expect(userDataOf(awsvpc)).not.toContain('ECS_AWSVPC_BLOCK_IMDS');
  expect(userDataOf(awsvpc)).toContain('DOCKER-USER');

  const bridge = capacity({ bridge: 'reachable' });
  expect(userDataOf(bridge)).not.toContain('DOCKER-USER');
  expect(optionsOf(bridge)).toEqual({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
  expect(userDataOf(bridge)).toContain('ECS_AWSVPC_BLOCK_IMDS=true');
});
