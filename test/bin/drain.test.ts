import { AutoScalingClient, DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  GetTaskProtectionCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { Ajv } from 'ajv';
import { mockClient } from 'aws-sdk-client-mock';
import schema from '../../schema/drain-v1.json';
import { runLive } from './run';

const ecs = mockClient(ECSClient);
const autoScaling = mockClient(AutoScalingClient);
const args = ['drain', 'i-1', '--cluster', 'Shop', '--region', 'eu-west-1'];

beforeEach(() => {
  ecs.reset();
  autoScaling.reset();
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn: 'c', clusterName: 'Shop', status: 'ACTIVE' }] });
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: ['x/one'] });
  ecs.on(DescribeContainerInstancesCommand).resolves({
    containerInstances: [
      { containerInstanceArn: 'x/one', ec2InstanceId: 'i-1', status: 'ACTIVE', agentConnected: true },
    ],
  });
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [] });
  ecs.on(GetTaskProtectionCommand).resolves({});
  ecs.on(UpdateContainerInstancesStateCommand).resolves({});
});

/** Whether what was printed is as the schema says. */
const isOfSchema = new Ajv().compile(schema);

const isDrained = () => ecs.commandCalls(UpdateContainerInstancesStateCommand).length > 0;

test('outside a terminal it shows what it would do, and needs --yes', async () => {
  const { code, out } = await runLive(args);
  expect(code).toBe(2);
  expect(out).toContain('Drains i-1 of cluster Shop');
  const called = ecs.calls().map(({ args }) => args[0].constructor.name);
  expect(called.filter((name) => !/^(Describe|List|Get)/.test(name))).toEqual([]);
  expect(called.length).toBeGreaterThan(0);
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
  const planned = await runLive([...args, '--dry-run', '--format', 'json']);
  expect([isOfSchema(JSON.parse(planned.out)), isOfSchema.errors]).toEqual([true, null]);
  const refused = await runLive([...args, '--yes']);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('has no place');
  expect(isDrained()).toBe(false);
  // It is never empty here, so that it ends by its time limit.
  expect((await runLive([...args, '--yes', '--force', '--timeout', '1s'])).code).toBe(1);
  expect(isDrained()).toBe(true);
});

test('a dry run only shows the plan, as data where that is asked for', async () => {
  const { code, out } = await runLive([...args, '--dry-run', '--format', 'json', '--yes']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ version: 1, verdict: 'moves', instances: [{ ec2InstanceId: 'i-1' }] });
  expect([isOfSchema(JSON.parse(out)), isOfSchema.errors]).toEqual([true, null]);
  expect(isOfSchema({ ...JSON.parse(out), verdict: 'fine' })).toBe(false);
  expect(isDrained()).toBe(false);
});

test('--no-wait ends once it has begun', async () => {
  const { code, out } = await runLive([...args, '--yes', '--no-wait']);
  expect(code).toBe(0);
  expect(out).toContain('has begun');
  expect(isDrained()).toBe(true);
});

test('--undo takes a drain back, and needs --yes too', async () => {
  autoScaling.on(DescribeAutoScalingInstancesCommand).resolves({});
  ecs.on(DescribeContainerInstancesCommand).resolves({
    containerInstances: [
      { containerInstanceArn: 'x/one', ec2InstanceId: 'i-1', status: 'DRAINING', agentConnected: true },
    ],
  });
  expect((await runLive([...args, '--undo'])).code).toBe(2);
  const planned = await runLive([...args, '--undo', '--dry-run', '--format', 'json']);
  expect([isOfSchema(JSON.parse(planned.out)), isOfSchema.errors]).toEqual([true, null]);
  expect(isDrained()).toBe(false);
  expect(await runLive([...args, '--undo', '--yes'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('take tasks again'),
  });
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand)[0]!.args[0].input.status).toBe('ACTIVE');
});
