import { fitOf } from '../../../../lib/operations/run-task/start/fit';
import { type Instance, NO_DEMAND } from '../../../../lib/placement';

const instance = (id: string, memoryMiB: number, more: Partial<Instance> = {}): Instance => ({
  ...{ id, instanceType: 'm7g.large', zone: 'eu-west-1a', capacityProvider: 'steady', status: 'ACTIVE' },
  ...{ agentConnected: true, attributes: {}, tasks: [] },
  registered: {
    ...{ cpuUnits: 2048, memoryMiB, gpus: 0, networkInterfaces: 3, ebsVolumes: 20 },
    ...{ reservedTcpPorts: [], reservedUdpPorts: [] },
  },
  ...more,
});

/** With tasks of others that take so much. */
const full = (of: Instance, memoryMiB: number): Instance => ({
  ...of,
  tasks: [{ id: `${of.id}/t`, group: 'service:web', demand: { ...NO_DEMAND, memoryMiB } }],
});

const placement = { demand: { ...NO_DEMAND, memoryMiB: 1000 }, group: 'family:job', constraints: [] };
const share = (capacityProvider: string, weight = 1, base = 0) => ({ capacityProvider, weight, base });
const strategy = (...shares: readonly ReturnType<typeof share>[]) => ({ strategy: shares, isGiven: true, offered: [] });
const steady = strategy(share('steady'));

test('tasks are placed together, not each as if it were alone', () => {
  const fit = fitOf({ placement, launch: steady }, 5, [instance('i1', 2000), full(instance('i2', 2000), 500)]);
  expect(fit).toMatchObject({ count: 5, instances: 2, takers: ['i1', 'i2'], placed: 3 });
  expect(fit.unplaced).toEqual([{ capacityProvider: 'steady', tasks: 2, moreInstances: { least: 1, most: 1 } }]);
  expect(fit.explanation.reasons.map(({ code, instances }) => [code, instances])).toEqual([['memory', 2]]);
});

test('where all find room, only those are told that take none', () => {
  const fit = fitOf({ placement, launch: steady }, 2, [instance('i1', 2000), full(instance('i2', 2000), 1500)]);
  expect(fit).toMatchObject({ takers: ['i1'], placed: 2, unplaced: [] });
  expect(fit.rejections.map(({ instanceId }) => instanceId)).toEqual(['i2']);
});

test('an instance that takes none is named as EC2 names it, too', () => {
  const one = full(instance('i1', 2000, { ec2InstanceId: 'i-0abc' }), 1500);
  expect(fitOf({ placement, launch: steady }, 1, [one]).rejections).toMatchObject([
    { instanceId: 'i1', ec2InstanceId: 'i-0abc' },
  ]);
});

test('how many more instances are needed depends on which they are', () => {
  const taken = [full(instance('i1', 1000), 900), full(instance('i2', 4000, { instanceType: 'm7g.xlarge' }), 3900)];
  expect(fitOf({ placement, launch: steady }, 4, taken).unplaced).toEqual([
    { capacityProvider: 'steady', tasks: 4, moreInstances: { least: 1, most: 4 } },
  ]);
});

test('daemons take their part of a new instance, whatever else ran on the one it is like', () => {
  const daemon = (memoryMiB: number): Instance => {
    const one = full(instance('i1', 3000), 3000 - memoryMiB);
    const agent = { id: 'i1/d', group: 'service:agent', demand: { ...NO_DEMAND, memoryMiB }, daemon: true };
    return { ...one, tasks: [...one.tasks, agent] };
  };
  const unplacedBeside = (memoryMiB: number) => fitOf({ placement, launch: steady }, 4, [daemon(memoryMiB)]).unplaced;
  expect(unplacedBeside(500)).toMatchObject([{ tasks: 4, moreInstances: { least: 2, most: 2 } }]);
  expect(unplacedBeside(1500)).toMatchObject([{ tasks: 4, moreInstances: { least: 4, most: 4 } }]);
  expect(unplacedBeside(2500)).toMatchObject([{ tasks: 4, moreInstances: 'none' }]);
});

test('what no new instance would take is said', () => {
  expect(fitOf({ placement, launch: steady }, 1, [instance('i1', 900)]).unplaced).toEqual([
    { capacityProvider: 'steady', tasks: 1, moreInstances: 'none' },
  ]);
});

test('the capacity provider is chosen before anybody looks for room, as ECS does', () => {
  const both = strategy(share('steady'), share('burst'));
  const fit = fitOf({ placement, launch: both }, 4, [instance('i1', 9000)]);
  expect(fit).toMatchObject({ placed: 2, unplaced: [{ capacityProvider: 'burst', tasks: 2 }] });
  expect(fit.unplaced[0]).not.toHaveProperty('moreInstances');
});

test('a base is for the whole run, weights start anew with each call', () => {
  const based = strategy(share('steady', 0, 12), share('burst', 1));
  const roomy = [instance('i1', 90_000), instance('i2', 90_000, { capacityProvider: 'burst' })];
  const onSteady = fitOf({ placement: { ...placement, constraints: [] }, launch: based }, 15, [roomy[0]!]);
  expect(onSteady).toMatchObject({ placed: 12, unplaced: [{ capacityProvider: 'burst', tasks: 3 }] });
});

test('by launch type any instance will do, and no other is waited for', () => {
  const launch = { strategy: [], isGiven: false, offered: ['steady'] };
  const fit = fitOf({ placement, launch }, 2, [instance('i1', 1000, { capacityProvider: 'other' })]);
  expect(fit).toMatchObject({
    placed: 1,
    unplaced: [{ tasks: 1, offered: ['steady'], moreInstances: { least: 1, most: 1 } }],
  });
  expect(fit.unplaced[0]).not.toHaveProperty('capacityProvider');
});

test('instances of other capacity providers take none', () => {
  const fit = fitOf({ placement, launch: steady }, 1, [instance('i1', 2000, { capacityProvider: 'burst' })]);
  expect(fit).toMatchObject({ takers: [], rejections: [{ rejections: [{ code: 'capacity-provider' }] }] });
});

test('subnets bind tasks to their zones', () => {
  const fit = fitOf({ placement, launch: steady }, 1, [instance('i1', 2000)], ['eu-west-1b']);
  expect(fit.rejections).toMatchObject([{ instanceId: 'i1', rejections: [{ code: 'zone', allowed: ['eu-west-1b'] }] }]);
});
