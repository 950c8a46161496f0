import { ListTasksCommand, UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { type DrainProgress, drain } from '../../../lib/operations';
import { FakeClock } from '../fake-clock';
import { arn, testClients } from '../test-clients';
import { ecs, instance, planned, type Stage, stageCluster, task } from './drained-cluster';

let stage: Stage;

beforeEach(() => {
  stage = stageCluster();
});

async function drained(looks: (() => void)[], timeoutSeconds = 60) {
  const plan = await planned();
  let look = 0;
  ecs.on(ListTasksCommand).callsFake(() => {
    looks[Math.min(look++, looks.length - 1)]!();
    return { taskArns: stage.tasks.map(({ taskArn }) => taskArn) };
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
  stage.instances = [instance('a', { runningTasksCount: 1 }), instance('b', { runningTasksCount: 1 })];
  const { end, changes } = await drained([
    () => {},
    () => {},
    () => {
      stage.tasks = [task('2', 'b'), task('3', 'b')];
    },
    () => {
      stage.instances = [instance('a', { runningTasksCount: 0 }), instance('b')];
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
  stage.instances = [instance('a', { runningTasksCount: 1 }), instance('b')];
  const { end } = await drained([() => {}], 30);
  expect(end).toEqual({ code: 'timed-out', seconds: 30, left: { running: { 'service:Web': 1 }, stopping: 0 } });
});

test('an instance that has gone has no tasks', async () => {
  ecs.on(UpdateContainerInstancesStateCommand).resolves({ failures: [{ arn: arn.instance('a'), reason: 'MISSING' }] });
  const { end } = await drained([
    () => {
      stage.instances = [instance('a', { status: 'INACTIVE', runningTasksCount: 1 })];
    },
  ]);
  expect(end.code).toBe('drained');
});

test('an instance that ECS does not drain is told', async () => {
  ecs.on(UpdateContainerInstancesStateCommand).resolves({ failures: [{ arn: arn.instance('a'), reason: 'INACTIVE' }] });
  await expect(drained([() => {}])).rejects.toMatchObject({ problem: { code: 'refused', error: 'INACTIVE' } });
});

test('what stays the same is told again each minute, with the time so far', async () => {
  stage.instances = [instance('a', { runningTasksCount: 1 }), instance('b')];
  const seconds: number[] = [];
  const plan = await planned();
  const clock = new FakeClock();
  await drain(testClients(), plan, { clock, timeoutSeconds: 180, onChange: (_, __, so) => seconds.push(so) });
  expect(seconds).toEqual([0, 60, 120, 180]);
});

test('interrupted, it says what is left, and the drain goes on', async () => {
  stage.instances = [instance('a', { runningTasksCount: 1 }), instance('b')];
  const stop = new AbortController();
  const plan = await planned();
  const end = await drain(testClients(), plan, {
    ...{ clock: new FakeClock(), signal: stop.signal },
    onChange: () => stop.abort(),
  });
  expect(end).toEqual({ code: 'interrupted', left: { running: { 'service:Web': 1 }, stopping: 0 } });
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand)).toHaveLength(1);
});
