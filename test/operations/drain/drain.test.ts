import {
  type ContainerInstance,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Service,
  type Task,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { type DrainProgress, drain, planDrain } from '../../../lib/operations';
import { drainPlanText } from '../../../lib/report';
import { FakeClock } from '../fake-clock';
import { arn, testClients } from '../test-clients';

const ecs = mockClient(ECSClient);

const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
];

/** An instance of 2048 units and 2000 MiB; every task takes 600 MiB. */
const instance = (id: string, given: ContainerInstance = {}): ContainerInstance => ({
  containerInstanceArn: arn.instance(id),
  ec2InstanceId: `i-${id}`,
  capacityProviderName: 'steady',
  status: 'ACTIVE',
  agentConnected: true,
  registeredResources: amounts(2048, 2000),
  attributes: [
    { name: 'ecs.instance-type', value: 'm7g.medium' },
    { name: 'ecs.availability-zone', value: 'eu-west-1a' },
  ],
  ...given,
});

const task = (id: string, on: string, group = 'service:Web'): Task => ({
  taskArn: arn.task(id),
  containerInstanceArn: arn.instance(on),
  taskDefinitionArn: arn.taskDefinition('web'),
  capacityProviderName: 'steady',
  desiredStatus: 'RUNNING',
  lastStatus: 'RUNNING',
  group,
});

let instances: ContainerInstance[];
let tasks: Task[];
let services: Service[];

const web: Service = {
  serviceArn: arn.service('Web'),
  serviceName: 'Web',
  status: 'ACTIVE',
  desiredCount: 2,
  taskDefinition: arn.taskDefinition('web'),
  capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }],
};

beforeEach(() => {
  ecs.reset();
  instances = [instance('a'), instance('b')];
  tasks = [task('1', 'a'), task('2', 'b')];
  services = [web];
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(ListContainerInstancesCommand).callsFake(() => ({
    containerInstanceArns: instances.map(({ containerInstanceArn }) => containerInstanceArn),
  }));
  ecs.on(DescribeContainerInstancesCommand).callsFake(({ containerInstances }) => ({
    containerInstances: instances.filter((one) => containerInstances.includes(one.containerInstanceArn)),
  }));
  ecs.on(ListTasksCommand).callsFake(() => ({ taskArns: tasks.map(({ taskArn }) => taskArn) }));
  ecs.on(DescribeTasksCommand).callsFake(() => ({ tasks }));
  ecs.on(ListServicesCommand).callsFake(() => ({ serviceArns: services.map(({ serviceArn }) => serviceArn) }));
  ecs.on(DescribeServicesCommand).callsFake(() => ({ services }));
  ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      family: 'web',
      revision: 1,
      networkMode: 'bridge',
      containerDefinitions: [{ name: 'app', cpu: 128, memory: 600 }],
    },
  });
  ecs.on(UpdateContainerInstancesStateCommand).resolves({});
});

const planned = (target = 'i-a') => planDrain(testClients(), { cluster: 'Shop', target });

test('each task is placed on what remains, beside those that were placed before it', async () => {
  tasks = [task('1', 'a'), task('2', 'a'), task('3', 'a'), task('4', 'b')];
  const { moves, hasPlaceForAll, instanceArns } = await planned();
  // Of 2000 MiB one task holds 600 already: two more fit.
  expect(moves.map(({ code }) => code)).toEqual(['moves', 'moves', 'no-place']);
  expect(moves[0]).toMatchObject({ task: '1', from: 'a', to: 'b' });
  expect(moves[2]).toMatchObject({ explanation: { closest: { instanceId: 'b' }, moreInstancesHelp: true } });
  expect(hasPlaceForAll).toBe(false);
  expect(instanceArns).toEqual([arn.instance('a')]);
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand)).toHaveLength(0);
});

test('a capacity provider is all of its instances, and what is bound to it goes nowhere else', async () => {
  instances = [instance('a'), instance('b'), instance('c', { capacityProviderName: 'spot' })];
  const plan = await planned('steady');
  expect(plan.instances.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(plan.moves).toMatchObject([
    { code: 'no-place', explanation: { instances: 0, moreInstancesHelp: true } },
    { code: 'no-place' },
  ]);
  expect(drainPlanText(plan, { colour: false })).toContain('no instance for it is there, and a new one would take it');
});

test('daemons and tasks of no service need no place', async () => {
  services = [{ ...web, schedulingStrategy: 'DAEMON' }];
  tasks = [task('1', 'a'), task('2', 'a', 'family:job')];
  instances = [instance('a')];
  const { moves, hasPlaceForAll } = await planned();
  expect(moves.map(({ code }) => code)).toEqual(['daemon', 'alone']);
  expect(hasPlaceForAll).toBe(true);
});

test('healthy percents that allow no step are found before', async () => {
  services = [{ ...web, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } }];
  const { moves, hasPlaceForAll } = await planned();
  expect(moves).toMatchObject([{ code: 'no-step', bounds: { atLeast: 2, atMost: 2 } }]);
  expect(hasPlaceForAll).toBe(false);
});

test('a name that is not there is answered with near ones', async () => {
  await expect(planned('stedy')).rejects.toMatchObject({ problem: { code: 'not-found', near: ['steady'] } });
});

async function drained(looks: (() => void)[], timeoutSeconds = 60) {
  const plan = await planned();
  let look = 0;
  ecs.on(ListTasksCommand).callsFake(() => {
    looks[Math.min(look++, looks.length - 1)]!();
    return { taskArns: tasks.map(({ taskArn }) => taskArn) };
  });
  const changes: DrainProgress[] = [];
  const end = await drain(testClients(), plan, {
    clock: new FakeClock(),
    timeoutSeconds,
    onChange: (progress) => changes.push(progress),
  });
  return { end, changes };
}

test('a drain waits until tasks have ended, not only until they are told to', async () => {
  instances = [instance('a', { runningTasksCount: 1 }), instance('b', { runningTasksCount: 1 })];
  const { end, changes } = await drained([
    () => {},
    () => {},
    () => {
      tasks = [task('2', 'b'), task('3', 'b')];
    },
    () => {
      instances = [instance('a', { runningTasksCount: 0 }), instance('b')];
    },
  ]);
  expect(end).toEqual({ code: 'drained', instances: 1 });
  expect(changes).toEqual([
    { running: { 'service:Web': 1 }, stopping: 0 },
    { running: {}, stopping: 1 },
    { running: {}, stopping: 0 },
  ]);
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand)[0]!.args[0].input).toEqual({
    cluster: arn.cluster('Shop'),
    containerInstances: [arn.instance('a')],
    status: 'DRAINING',
  });
});

test('it ends by its time limit, with what is left', async () => {
  instances = [instance('a', { runningTasksCount: 1 }), instance('b')];
  const { end } = await drained([() => {}], 30);
  expect(end).toEqual({ code: 'timed-out', seconds: 30, left: { running: { 'service:Web': 1 }, stopping: 0 } });
});

test('an instance that has gone has no tasks', async () => {
  ecs.on(UpdateContainerInstancesStateCommand).resolves({ failures: [{ arn: arn.instance('a'), reason: 'MISSING' }] });
  const { end } = await drained([
    () => {
      instances = [instance('a', { status: 'INACTIVE', runningTasksCount: 1 })];
    },
  ]);
  expect(end.code).toBe('drained');
});

test('an instance that ECS does not drain is told', async () => {
  ecs.on(UpdateContainerInstancesStateCommand).resolves({ failures: [{ arn: arn.instance('a'), reason: 'INACTIVE' }] });
  await expect(drained([() => {}])).rejects.toMatchObject({ problem: { code: 'refused', error: 'INACTIVE' } });
});
