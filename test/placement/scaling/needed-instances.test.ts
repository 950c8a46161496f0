import type { RegisteredResources } from '../../../lib/placement/resources';
import { neededInstances } from '../../../lib/placement/scaling';
import { NO_DEMAND } from '../../../lib/placement/task-demand';

const offer = (
  cpuUnits: number,
  memoryMiB: number,
  changes: Partial<RegisteredResources> = {},
): RegisteredResources => ({
  cpuUnits,
  memoryMiB,
  gpus: 0,
  networkInterfaces: 3,
  ebsVolumes: 26,
  reservedTcpPorts: [22],
  reservedUdpPorts: [],
  ...changes,
});
const task = (cpuUnits: number, memoryMiB: number) => ({ ...NO_DEMAND, cpuUnits, memoryMiB });
const largest = { demandGroups: 'largest' } as const;

test('ten tasks that fill more than half of an instance need ten instances', () => {
  expect(neededInstances([{ demand: task(0, 13_000), count: 10 }], [offer(4096, 24_000)], largest)).toMatchObject({
    add: 10,
    groups: [{ code: 'needs', instances: 10, tasksPerInstance: 1, limitedBy: 'memory' }],
  });
});

test('tasks of equal demand form one group, whichever service they belong to', () => {
  const waiting = [
    { demand: task(1024, 0), count: 3 },
    { demand: task(1024, 0), count: 5 },
  ];
  expect(neededInstances(waiting, [offer(2048, 4096)], largest)).toMatchObject({ add: 4, groups: [{ count: 8 }] });
});

test('the largest type packs and the smallest type excludes, each taken by component', () => {
  const types = [offer(2048, 8192), offer(4096, 2048)];
  expect(neededInstances([{ demand: task(2048, 2048), count: 8 }], types, largest)).toMatchObject({ add: 4 });
  expect(neededInstances([{ demand: task(512, 4096), count: 1 }], types, largest)).toMatchObject({
    add: 0,
    groups: [{ code: 'excluded', lacking: ['memory'] }],
  });
});

test('a group that is excluded does not hide one that is not', () => {
  const waiting = [
    { demand: task(9999, 0), count: 4 },
    { demand: task(1024, 0), count: 1 },
  ];
  expect(neededInstances(waiting, [offer(2048, 4096)], largest).add).toBe(1);
});

test('fixed ports and distinct instances force one task per instance', () => {
  const types = [offer(8192, 8192)];
  const withPort = { ...task(128, 128), tcpPorts: [80] };
  expect(neededInstances([{ demand: withPort, count: 4 }], types, largest)).toMatchObject({
    add: 4,
    groups: [{ limitedBy: 'ports' }],
  });
  expect(neededInstances([{ demand: task(128, 128), count: 4, distinctInstance: true }], types, largest).add).toBe(4);
  expect(neededInstances([{ demand: { ...withPort, tcpPorts: [22] }, count: 1 }], types, largest)).toMatchObject({
    groups: [{ code: 'excluded', lacking: ['ports'] }],
  });
});

test('GPUs and network interfaces count; "all" GPUs need an instance each, of a type that has any', () => {
  const gpus = { ...NO_DEMAND, gpus: 'all' as const };
  expect(neededInstances([{ demand: gpus, count: 3 }], [offer(1, 1, { gpus: 4 })], largest).add).toBe(3);
  expect(neededInstances([{ demand: gpus, count: 3 }], [offer(1, 1)], largest)).toMatchObject({
    groups: [{ lacking: ['gpus'] }],
  });
  expect(
    neededInstances([{ demand: { ...NO_DEMAND, networkInterfaces: 1 }, count: 7 }], [offer(1, 1)], largest).add,
  ).toBe(3);
});

test('nothing waiting needs nothing, tasks that take nothing need one instance, no type excludes all', () => {
  expect(neededInstances([{ demand: NO_DEMAND, count: 0 }], [offer(1, 1)], largest)).toEqual({ add: 0, groups: [] });
  expect(neededInstances([{ demand: NO_DEMAND, count: 9 }], [offer(1, 1)], largest).add).toBe(1);
  expect(neededInstances([{ demand: NO_DEMAND, count: 9 }], [], largest)).toMatchObject({
    groups: [{ code: 'excluded' }],
  });
});
