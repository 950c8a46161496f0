import { freeResources, NO_DEMAND, type PlacementConstraint, place, placeDaemons } from '../../../lib/placement';
import { instanceOf, requestOf, running } from '../fixtures';

const daemon = (name: string, demand: object, constraints: readonly PlacementConstraint[] = []) => ({
  name,
  demand: { ...NO_DEMAND, ...demand },
  constraints,
});

const MEMORY = 4096;

test('a daemon takes its room on every instance before anything else', () => {
  const { instances, absences } = placeDaemons([daemon('log', { memoryMiB: 96 })], [instanceOf('a'), instanceOf('b')]);
  expect(absences).toEqual([]);
  expect(instances.map((one) => one.tasks.map(({ group, daemon: isDaemon }) => [group, isDaemon]))).toEqual([
    [['service:log', true]],
    [['service:log', true]],
  ]);
  expect(instances.map((one) => freeResources(one).memoryMiB)).toEqual([MEMORY - 96, MEMORY - 96]);
  expect(place(requestOf({ memoryMiB: MEMORY }), instances)).toMatchObject({
    code: 'rejected',
    rejections: [
      { rejections: [{ code: 'memory', free: 4000, offered: 4000, moreInstancesHelp: false }] },
      { rejections: [{ code: 'memory' }] },
    ],
  });
});

test('a daemon that must wait evicts nothing and keeps the room from replicas', () => {
  const full = running(instanceOf('a'), 1, 'service:web', { memoryMiB: 4050 });
  const { instances, absences } = placeDaemons([daemon('log', { memoryMiB: 96, cpuUnits: 64 })], [full]);
  expect(absences).toMatchObject([
    { service: 'log', instanceId: 'a', state: 'waits', rejections: [{ code: 'memory' }] },
  ]);
  expect(instances[0]!.tasks).toEqual(full.tasks);
  expect(freeResources(instances[0]!)).toMatchObject({ memoryMiB: -50, cpuUnits: 1984 });
  expect(place(requestOf({ memoryMiB: 1 }), instances).code).toBe('rejected');
  expect(place(requestOf({ cpuUnits: 1984 }), instances).code).toBe('placed');
});

test('a larger revision keeps the difference to the one that runs', () => {
  const old = running(instanceOf('a'), 1, 'service:log', { memoryMiB: 100, cpuUnits: 50 });
  const { instances, absences } = placeDaemons([daemon('log', { memoryMiB: 128, cpuUnits: 20 })], [old]);
  expect(absences).toEqual([]);
  expect(instances[0]!.reserved).toMatchObject({ memoryMiB: 28, cpuUnits: 0 });
});

test('nothing is kept where a daemon never goes', () => {
  const constraint = { type: 'memberOf', expression: 'attribute:stack == prod' } as const;
  const daemons = [
    daemon('log', { memoryMiB: 96 }, [constraint]),
    daemon('huge', { memoryMiB: 5000 }),
    daemon('gpu', { requiredAttributes: [{ name: 'gpu' }] }),
  ];
  const { instances, absences } = placeDaemons(daemons, [instanceOf('a'), instanceOf('b', { status: 'DRAINING' })]);
  expect(absences.map(({ state }) => state)).toEqual(Array(6).fill('excluded'));
  expect(instances.map((one) => freeResources(one).memoryMiB)).toEqual([MEMORY, MEMORY]);
});

test('ports and GPUs are not kept', () => {
  const busy = running(instanceOf('a', { gpus: 1 }), 1, 'service:web', { tcpPorts: [80] });
  const { instances } = placeDaemons([daemon('proxy', { tcpPorts: [80], gpus: 1, networkInterfaces: 1 })], [busy]);
  expect(instances[0]!.reserved).toMatchObject({ gpus: 0, networkInterfaces: 1 });
});
