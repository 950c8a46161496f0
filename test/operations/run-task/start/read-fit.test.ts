import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeCapacityProvidersCommand,
  DescribeContainerInstancesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListServicesCommand,
  ListTasksCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import type { RunTaskSettings } from '../../../../lib/operations';
import { arn } from '../../test-clients';
import { aQuietRun, autoScaling, definition, ec2, ecs, group, instance, provider } from '../answers';
import { run } from '../run';

beforeEach(() => {
  aQuietRun();
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-1', AvailabilityZone: 'eu-west-1b' }] });
});

const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const doings = (events: Awaited<ReturnType<typeof run>>['events']) =>
  events.flatMap((event) => (event.code === 'trouble' ? [[event.doing, event.problem.code]] : []));

describe('capacity that tasks wait for', () => {
  beforeEach(() => {
    ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [instance(1000)] });
  });

  test('is read, with how many instances more it may have', async () => {
    const { result } = await run({ count: 2 }, { waitFor: 'started' });
    expect(result.fit).toMatchObject({
      placed: 1,
      unplaced: [
        { capacityProvider: 'steady', tasks: 1, moreInstances: { least: 1 }, scaleOut: { isManaged: true, room: 4 } },
      ],
    });
  });

  test('is counted without what daemons take of it', async () => {
    const agent = { taskArn: arn.task('d'), containerInstanceArn: arn.instance('i1'), group: 'service:Agent' };
    const running = { ...agent, taskDefinitionArn: arn.taskDefinition('agent'), lastStatus: 'RUNNING' };
    ecs.on(ListTasksCommand).resolves({ taskArns: [agent.taskArn] });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [running] });
    // With it a new instance takes fewer.
    const unplaced = async () => (await run({ count: 17 }, { waitFor: 'started' })).result.fit?.unplaced[0];
    const before = await unplaced();
    ecs.on(ListServicesCommand, { schedulingStrategy: 'DAEMON' }).resolves({ serviceArns: [arn.service('Agent')] });
    const beside = await unplaced();
    expect([before?.moreInstances, beside?.moreInstances]).toEqual([
      { least: 2, most: 2 },
      { least: 3, most: 3 },
    ]);
  });

  test('may have daemons that nobody may list; that is said', async () => {
    ecs.on(ListServicesCommand).rejects(denied);
    const { result, events } = await run({ count: 2 }, { waitFor: 'started' });
    expect(doings(events)).toEqual([['reading-daemons', 'access-denied']]);
    expect(result.fit?.unplaced).toMatchObject([{ moreInstances: { least: 1 }, scaleOut: { room: 4 } }]);
  });

  test('does not grow by itself without managed scaling', async () => {
    ecs.on(DescribeCapacityProvidersCommand).resolves({ capacityProviders: [provider('steady', 'DISABLED')] });
    autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group('steady', 0)] });
    const { result } = await run({ count: 2 }, { waitFor: 'started' });
    expect(result.fit?.unplaced).toMatchObject([{ scaleOut: { isManaged: false, room: 0 } }]);
  });

  test('that may not be read is said, and the rest is known all the same', async () => {
    autoScaling.on(DescribeAutoScalingGroupsCommand).rejects(denied);
    const { result, events } = await run({ count: 2 }, { waitFor: 'started' });
    expect(doings(events)).toEqual([['reading-capacity', 'access-denied']]);
    expect(result.fit?.unplaced).toMatchObject([{ capacityProvider: 'steady', tasks: 1 }]);
    expect(result.fit?.unplaced[0]).not.toHaveProperty('scaleOut');
  });

  test('is not asked for where every task finds room', async () => {
    await run({}, { waitFor: 'started' });
    expect(ecs.commandCalls(DescribeCapacityProvidersCommand)).toHaveLength(0);
    expect(ecs.commandCalls(ListServicesCommand)).toHaveLength(0);
  });
});

describe('subnets', () => {
  const network: RunTaskSettings = { network: { subnets: ['subnet-1'] } };

  beforeEach(() => {
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { ...definition, networkMode: 'awsvpc' } });
  });

  test('bind tasks to their zones', async () => {
    const { result } = await run(network, { waitFor: 'started' });
    const own = result.fit?.rejections.find(({ instanceId }) => instanceId === 'i1');
    expect(own?.rejections).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'zone' })]));
  });

  test('that may not be looked up are said to be left out', async () => {
    ec2.on(DescribeSubnetsCommand).rejects(Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
    const { result, events } = await run(network, { waitFor: 'started' });
    expect(doings(events)).toEqual([['reading-subnets', 'access-denied']]);
    const codes = result.fit?.rejections.flatMap(({ rejections }) => rejections.map(({ code }) => code));
    expect(codes).not.toContain('zone');
  });

  test('that are not there are refused before anything is started', async () => {
    ec2.on(DescribeSubnetsCommand).rejects(Object.assign(new Error('no'), { name: 'InvalidSubnetID.NotFound' }));
    await expect(run(network)).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
  });
});

test('where ECS finds less room than the engine did, the cluster is looked at again', async () => {
  ecs
    .on(DescribeContainerInstancesCommand)
    .resolvesOnce({ containerInstances: [instance(7772)] })
    .resolves({ containerInstances: [instance(100)] });
  const failures = [{ arn: arn.instance('i1'), reason: 'RESOURCE:MEMORY' }];
  ecs.on(RunTaskCommand).resolves({ tasks: [], failures });
  const { result, events } = await run();
  expect(events.filter(({ code }) => code === 'fit')).toHaveLength(2);
  expect(result.fit).toMatchObject({ count: 1, placed: 0, rejections: [{ rejections: [{ code: 'memory' }] }] });
});

test('looking again throws nothing: tasks may run by then', async () => {
  ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { ...definition, networkMode: 'awsvpc' } });
  ec2
    .on(DescribeSubnetsCommand)
    .resolvesOnce({ Subnets: [{ SubnetId: 'subnet-1', AvailabilityZone: 'eu-west-1a' }] })
    .rejects(Object.assign(new Error('no'), { name: 'InvalidSubnetID.NotFound' }));
  const attributes = [...instance(0).attributes!, { name: 'ecs.capability.task-eni' }];
  ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [{ ...instance(7772), attributes }] });
  ecs
    .on(RunTaskCommand)
    .resolves({ tasks: [{ taskArn: arn.task('11111111') }], failures: [{ reason: 'RESOURCE:ENI' }] });
  const { result } = await run({ count: 2, network: { subnets: ['subnet-1'] } });
  expect(result).toMatchObject({ code: 'stopped', missing: 1, fit: { placed: 2 } });
});

test('an answer of AWS that the engine cannot read keeps no task from its start', async () => {
  const odd = { ...instance(7772), registeredResources: [{ name: 'CPU', type: 'INTEGER', integerValue: 0.5 }] };
  ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [odd] });
  const { result, events } = await run({}, { waitFor: 'started' });
  expect(doings(events)).toEqual([['reading-cluster', 'invalid-request']]);
  expect(result.code).toBe('started');
});
