import { type Capacity, launchInstances, NO_DEMAND, planCluster, type Service } from '../../../lib/placement';
import { instanceOf, running } from '../fixtures';

const capacity = (over: Partial<Capacity> = {}): Capacity => ({
  name: 'asg',
  zones: ['a', 'b', 'c'],
  instanceTypes: [
    { name: 'm5.large', registered: instanceOf('x').registered, attributes: { stack: 'prod' } },
    { name: 'm5.xlarge', registered: instanceOf('x', { cpuUnits: 4096 }).registered, attributes: {} },
  ],
  minInstances: 0,
  maxInstances: 9,
  purchaseOption: 'on-demand',
  capacityProvider: { name: 'cp', managedTerminationProtection: false, managedDraining: true },
  ...over,
});

const service = (name: string, demand: object, over: Partial<Service> = {}): Service => ({
  name,
  demand: { ...NO_DEMAND, ...demand },
  constraints: [],
  daemon: false,
  desiredCount: 1,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  deployment: 'rolling',
  ...over,
});

test('instances are launched zone by zone, next to those that are there', () => {
  const first = launchInstances(capacity(), 4);
  expect(first.map(({ id, zone }) => [id, zone])).toEqual([
    ['asg-0001', 'a'],
    ['asg-0002', 'b'],
    ['asg-0003', 'c'],
    ['asg-0004', 'a'],
  ]);
  expect(first[0]).toMatchObject({ instanceType: 'm5.large', capacityProvider: 'cp', status: 'ACTIVE', tasks: [] });
  const more = launchInstances(capacity(), 2, { present: first, instanceType: 'm5.xlarge' });
  expect(more.map(({ id, zone }) => [id, zone])).toEqual([
    ['asg-0005', 'b'],
    ['asg-0006', 'c'],
  ]);
  expect(more[0]!.registered.cpuUnits).toBe(4096);
});

test.each([
  [{ zones: [] }, 1, {}],
  [{ instanceTypes: [] }, 1, {}],
  [{}, 1, { instanceType: 't9.huge' }],
  [{}, -1, {}],
  [{}, Number.NaN, {}],
  [{}, 1e9, {}],
])('capacity %j does not launch %p with %j', (over, count, options) => {
  expect(() => launchInstances(capacity(over), count, options)).toThrow(
    expect.objectContaining({ name: 'PlacementInputError' }),
  );
});

test('daemons go first, then services in their order; what does not fit is counted and explained', () => {
  const services = [
    service('web', { memoryMiB: 2000 }, { desiredCount: 3 }),
    service('log', { memoryMiB: 100 }, { daemon: true }),
    service('small', { memoryMiB: 50 }),
  ];
  const { instances, unplaced, daemonAbsences } = planCluster({ services }, launchInstances(capacity(), 1));
  expect(instances[0]!.tasks.map(({ id }) => id)).toEqual(['service:log/asg-0001', 'service:web/1', 'service:small/1']);
  expect(daemonAbsences).toEqual([]);
  expect(unplaced).toMatchObject([{ service: 'web', count: 2, explanation: { reasons: [{ code: 'memory' }] } }]);
});

test('tasks go to the providers of their strategy, whether they fit there or not', () => {
  const instances = [
    instanceOf('od', { capacityProvider: 'od', memoryMiB: 1000 }),
    instanceOf('spot', { capacityProvider: 'spot', memoryMiB: 9000 }),
  ];
  const capacityProviderStrategy = [
    { capacityProvider: 'od', base: 1, weight: 1 },
    { capacityProvider: 'spot', weight: 1 },
  ];
  const web = service('web', { memoryMiB: 1000 }, { desiredCount: 5, capacityProviderStrategy });
  const plan = planCluster({ services: [web] }, instances);
  expect(plan.instances.map(({ tasks }) => tasks.length)).toEqual([1, 2]);
  expect(plan.unplaced).toMatchObject([{ service: 'web', capacityProvider: 'od', count: 2 }]);
});

test('what runs already stays and counts', () => {
  const web = service('web', { memoryMiB: 1 }, { desiredCount: 3 });
  const { instances, unplaced } = planCluster({ services: [web] }, [running(instanceOf('a'), 2)]);
  expect(instances[0]!.tasks).toHaveLength(3);
  expect(unplaced).toEqual([]);
});
