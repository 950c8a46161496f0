import { chooseTaskToStop, type Instance, type PlacementStrategy } from '../../../lib/placement';
import { instanceOf, running } from '../fixtures';

const GROUP = 'service:web';
const instance = (id: string, zone: string, tasks: number, over: object = {}): Instance =>
  running(instanceOf(id, { zone, ...over }), tasks, GROUP, { memoryMiB: 512 });

const chosen = (instances: readonly Instance[], strategies?: readonly PlacementStrategy[]) => {
  const choice = chooseTaskToStop({ group: GROUP, strategies }, instances);
  return choice.code === 'stop' ? choice.instanceId : choice;
};

test('without a strategy the zone with most tasks gives one up, and in it the instance with most', () => {
  expect(chosen([instance('a', 'x', 3), instance('b', 'y', 2), instance('c', 'y', 3)])).toBe('c');
  expect(chosen([instance('a', 'x', 1), instance('b', 'x', 1)], [])).toBe('a');
});

test('binpack gives up the task whose instance then has most left', () => {
  const instances = [instance('a', 'x', 2), instance('b', 'x', 1)];
  expect(chosen(instances, [{ type: 'binpack', field: 'memory' }])).toBe('b');
  expect(
    chosen([instance('a', 'x', 1), instance('b', 'x', 1, { memoryMiB: 8192 })], [{ type: 'binpack', field: 'memory' }]),
  ).toBe('b');
});

test('strategies narrow in their order', () => {
  const instances = [instance('a', 'x', 3), instance('b', 'y', 1), instance('c', 'y', 3)];
  const zone = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
  const pack = { type: 'binpack', field: 'memory' } as const;
  expect(chosen(instances, [zone, pack])).toBe('b');
  expect(chosen(instances, [pack, zone])).toBe('b');
  expect(chosen(instances, [{ type: 'spread', field: 'instanceId' }, zone])).toBe('c');
});

test('protected tasks stay, but count for the spread', () => {
  const [a, b] = [instance('a', 'x', 3), instance('b', 'y', 1)];
  const kept = { ...a, tasks: a.tasks.map((task) => ({ ...task, scaleInProtected: true })) };
  expect(chosen([kept, b])).toBe('b');
  expect(chosen([kept])).toEqual({ code: 'none', protectedTasks: 3 });
  expect(chosen([])).toEqual({ code: 'none', protectedTasks: 0 });
});

test('a random choice comes from the numbers given', () => {
  const instances = ['a', 'b', 'c', 'd'].map((id) => instance(id, 'x', 1));
  const draw = (number: number) => {
    const choice = chooseTaskToStop({ group: GROUP, strategies: [{ type: 'random' }] }, instances, () => number);
    return choice.code === 'stop' && choice.instanceId;
  };
  expect([0, 0.3, 0.5, 0.99].map(draw)).toEqual(['a', 'b', 'c', 'd']);
});
