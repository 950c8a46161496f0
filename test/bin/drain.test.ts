import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { runLive } from './run';

const ecs = mockClient(ECSClient);
const args = ['drain', 'i-1', '--cluster', 'Shop', '--region', 'eu-west-1'];

beforeEach(() => {
  ecs.reset();
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn: 'c', clusterName: 'Shop', status: 'ACTIVE' }] });
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: ['x/one'] });
  ecs.on(DescribeContainerInstancesCommand).resolves({
    containerInstances: [
      { containerInstanceArn: 'x/one', ec2InstanceId: 'i-1', status: 'ACTIVE', agentConnected: true },
    ],
  });
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [] });
  ecs.on(UpdateContainerInstancesStateCommand).resolves({});
});

const isDrained = () => ecs.commandCalls(UpdateContainerInstancesStateCommand).length > 0;

test('outside a terminal it shows what it would do, and needs --yes', async () => {
  const { code, out } = await runLive(args);
  expect(code).toBe(2);
  expect(out).toContain('Drains i-1 of cluster Shop');
  expect(isDrained()).toBe(false);
});

test('with --yes it drains', async () => {
  const { code, out } = await runLive([...args, '--yes']);
  expect(code).toBe(0);
  expect(out).toContain('drained: no task is left on 1 instance');
  expect(isDrained()).toBe(true);
});

test.each([
  ['y', 0],
  ['', 1],
])('the person at the terminal decides: %p', async (answer, expected) => {
  const { code } = await runLive(args, { person: { ask: async () => answer } });
  expect(code).toBe(expected);
  expect(isDrained()).toBe(expected === 0);
});

test('tasks without a place keep it from draining, unless it is forced', async () => {
  ecs.on(ListServicesCommand).resolves({ serviceArns: ['s/Web'] });
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ serviceArn: 's/Web', serviceName: 'Web', status: 'ACTIVE', taskDefinition: 'web:1', desiredCount: 1 }],
  });
  ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: { taskDefinitionArn: 'web:1', containerDefinitions: [{ name: 'app', memory: 100 }] },
  });
  ecs.on(ListTasksCommand).resolves({ taskArns: ['t/1'] });
  ecs.on(DescribeTasksCommand).resolves({
    tasks: [{ taskArn: 't/1', containerInstanceArn: 'x/one', taskDefinitionArn: 'web:1', group: 'service:Web' }],
  });
  const refused = await runLive([...args, '--yes']);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('has no place');
  expect(isDrained()).toBe(false);
  // It is never empty here, so that it ends by its time limit.
  expect((await runLive([...args, '--yes', '--force', '--timeout', '0s'])).code).toBe(1);
  expect(isDrained()).toBe(true);
});
