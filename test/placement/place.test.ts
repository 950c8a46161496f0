import { type PlacementConstraint, type PlacementRequest, type PlacementStrategy, place } from '../../lib/placement';
import { instanceOf, requestOf, running } from './fixtures';

const chosen = (
  request: PlacementRequest,
  instances: Parameters<typeof place>[1],
  options?: Parameters<typeof place>[2],
) => {
  const answer = place(request, instances, options);
  return answer.code === 'placed' ? answer.instanceId : answer.code;
};

const by = (...strategies: PlacementStrategy[]) => requestOf({ memoryMiB: 200 }, { strategies });
const ZONE = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
const MEMORY = { type: 'binpack', field: 'memory' } as const;

const sized = (id: string, memoryMiB: number, zone = 'x') => instanceOf(id, { memoryMiB, zone });

test('binpack takes the instance with the least left that still fits', () => {
  const instances = [sized('a', 900), sized('b', 300), sized('c', 600), sized('d', 100)];
  expect(chosen(by(MEMORY), instances)).toBe('b');
});

test('binpack by CPU does not look at memory', () => {
  const instances = [instanceOf('a', { cpuUnits: 4096, memoryMiB: 300 }), instanceOf('b', { cpuUnits: 1024 })];
  expect(chosen(by({ type: 'binpack', field: 'cpu' }), instances)).toBe('b');
});

test('strategies are successive tie-breakers, so that their order matters', () => {
  const instances = [running(sized('a', 300, 'x'), 1), sized('b', 900, 'y'), sized('c', 600, 'y')];
  expect(chosen(by(ZONE, MEMORY), instances)).toBe('c');
  expect(chosen(by(MEMORY, ZONE), instances)).toBe('a');
});

test('a spread counts tasks of the group on all instances, those that cannot take the task included', () => {
  const draining = running(instanceOf('a', { zone: 'x', status: 'DRAINING' }), 5);
  expect(chosen(by(ZONE), [draining, sized('b', 900, 'x'), running(sized('c', 900, 'y'), 1)])).toBe('c');
});

test('tasks of other groups do not count for a spread', () => {
  const instances = [running(sized('a', 900, 'x'), 5, 'service:db'), running(sized('b', 900, 'y'), 1)];
  expect(chosen(by(ZONE), instances)).toBe('a');
});

test('spread by instance and by host are the same', () => {
  const instances = [running(sized('a', 900), 2), running(sized('b', 900), 1)];
  expect(chosen(by({ type: 'spread', field: 'host' }), instances)).toBe('b');
  expect(chosen(by({ type: 'spread', field: 'instanceId' }), instances)).toBe('b');
});

test('instances without the attribute are a group of their own, or come last', () => {
  const rack = (id: string, value?: string) => instanceOf(id, value ? { attributes: { rack: value } } : {});
  const instances = [running(rack('a', '1'), 1), rack('b')];
  const request = by({ type: 'spread', field: 'attribute:rack' });
  expect(chosen(request, instances)).toBe('b');
  expect(chosen(request, instances, { assumptions: { missingSpreadAttribute: 'last' } })).toBe('a');
});

test('ties go to the fewest tasks of the group, then to the first id', () => {
  const pack = by({ type: 'spread', field: 'attribute:ecs.availability-zone' });
  expect(chosen(pack, [running(sized('a', 900), 1), sized('c', 900), sized('b', 900)])).toBe('b');
});

const under = (constraint: PlacementConstraint) => requestOf({}, { constraints: [constraint] });

test('distinctInstance asks for an instance without a task of the group', () => {
  const distinct = under({ type: 'distinctInstance' });
  expect(chosen(distinct, [running(instanceOf('a'), 1), running(instanceOf('b'), 1, 'service:db')])).toBe('b');
  expect(chosen(distinct, [running(instanceOf('a'), 1)])).toBe('rejected');
});

test('affinity to its own group finds no place for the first task', () => {
  const affine = under({ type: 'memberOf', expression: 'task:group == service:web' });
  expect(chosen(affine, [instanceOf('a')])).toBe('rejected');
  expect(chosen(affine, [instanceOf('a'), running(instanceOf('b'), 1)])).toBe('b');
});

test('an unknown answer refuses, unless it is to be accepted', () => {
  const unknown = under({ type: 'memberOf', expression: 'agentVersion >= 1.80' });
  expect(place(unknown, [instanceOf('a')])).toMatchObject({
    rejections: [{ rejections: [{ code: 'member-of', holds: 'unknown' }] }],
  });
  expect(chosen(unknown, [instanceOf('a')], { assumptions: { unknownConstraint: 'accept' } })).toBe('a');
});

test('another architecture refuses only if it is assumed to', () => {
  const arm = instanceOf('a', { attributes: { 'ecs.cpu-architecture': 'arm64' } });
  const request = requestOf({ cpuArchitecture: 'x86_64' });
  expect(chosen(request, [arm])).toBe('a');
  expect(chosen(request, [arm], { assumptions: { architectureFilter: true } })).toBe('rejected');
});

test('more than a hundred ports are refused', () => {
  const reservedTcpPorts = Array.from({ length: 99 }, (_, index) => index + 1);
  const instance = instanceOf('a', { reservedTcpPorts });
  expect(chosen(requestOf({ tcpPorts: [1000] }), [instance])).toBe('a');
  expect(place(requestOf({ tcpPorts: [1000], udpPorts: [1] }), [instance])).toMatchObject({
    rejections: [{ rejections: [{ code: 'port-limit', reserved: 101, limit: 100 }] }],
  });
});

test('a task that wants all GPUs needs some, and all of them free', () => {
  const all = requestOf({ gpus: 'all' });
  expect(chosen(all, [instanceOf('a', { gpus: 4 })])).toBe('a');
  expect(chosen(all, [running(instanceOf('a', { gpus: 4 }), 1, 'x', { gpus: 1 })])).toBe('rejected');
  expect(chosen(all, [instanceOf('a')])).toBe('rejected');
});
