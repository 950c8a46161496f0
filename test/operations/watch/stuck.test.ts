import type { ContainerInstance } from '@aws-sdk/client-ecs';
import {
  containerInstance,
  groupOf,
  old,
  onSteady,
  replacing,
  resetScene,
  running,
  scene,
  watchedFor,
} from './watched-service';

// A deployment whose next task no instance takes, of a group that is at its maximum.

beforeEach(() => {
  resetScene();
  scene.memory = 1100;
  scene.group = groupOf(1, 1);
});

const endOf = async (more: Parameters<typeof replacing>[0] = [], service = onSteady) =>
  (await watchedFor(600, { ...replacing([...old, ...more]), service })).end;

test('with nothing in motion it is stuck', async () => {
  expect(await endOf()).toMatchObject({ code: 'stuck', waiting: { code: 'placement', isFinal: true, tasks: 2 } });
});

test('it is not while a task stops', async () => {
  const stopped = [running('c', 1, { desiredStatus: 'STOPPED', lastStatus: 'STOPPING' })];
  const { end } = await watchedFor(600, { ...replacing(old), service: onSteady, stopped });
  expect(end).toMatchObject({ code: 'timed-out' });
});

test('it is not where the group may have another instance, though nothing launches it', async () => {
  scene.group = groupOf(1, 2);
  scene.managedScaling = 'DISABLED';
  expect(await endOf()).toMatchObject({ code: 'timed-out', waiting: [{ code: 'placement', isFinal: false }] });
});

test('it is not where any instance will do', async () => {
  expect(await endOf([], {})).toMatchObject({ code: 'timed-out' });
});

test('it is not while the task of somebody else, which may leave, takes the room', async () => {
  scene.memory = 700;
  scene.instances = [containerInstance('i1', 100)];
  const other = running('x', 9, { group: 'family:batch', startedBy: 'somebody' });
  scene.memoryOf = { 'web:9': 1500 };
  expect(await endOf([other])).toMatchObject({ code: 'timed-out', waiting: [{ code: 'placement', isFinal: false }] });
});

test.each<[string, ContainerInstance]>([
  ['an agent that is not connected may come back', { agentConnected: false }],
  ['a draining instance is replaced by one that has room', { status: 'DRAINING' }],
])('%s', async (_, given) => {
  scene.instances = [containerInstance('i1'), containerInstance('i2', 3000, given)];
  scene.group = groupOf(2, 2);
  expect(await endOf()).toMatchObject({ code: 'timed-out' });
});
