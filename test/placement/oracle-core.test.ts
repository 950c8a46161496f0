/**
 * Worked cases with known answers, by their numbers in the collection of facts. Cases 1 to 8 are translated from the
 * unit tests of the Amazon ECS agent (Apache-2.0), the others are AWS's own examples or were observed on AWS.
 */
import {
  addResources,
  capacityProviderStrategyProblems,
  chooseTaskToStop,
  demandOf,
  distributeTasks,
  freeResources,
  type Instance,
  instanceType,
  type PlacementRequest,
  Placer,
  place,
  registeredResources,
} from '../../lib/placement';
import { instanceOf, requestOf, running } from './fixtures';

const container = (cpu: number, memory: number, memoryReservation?: number) => ({ cpu, memory, memoryReservation });

test('case 1: the task level wins over larger containers; GPUs are counted', () => {
  const gpus = { resourceRequirements: [{ type: 'GPU', value: '2' }] };
  const demand = demandOf({
    cpu: '1 vCPU',
    memory: '512',
    containerDefinitions: [{ ...container(1200, 1200, 400), ...gpus }],
  });
  expect(demand).toMatchObject({ cpuUnits: 1024, memoryMiB: 512, gpus: 2 });
});

test.each([
  ['case 2', [container(1200, 1200, 400), container(1200, 1200, 600)], 2400, 1000],
  ['case 3', [container(1200, 1200), container(1200, 500)], 2400, 1700],
  ['case 5', [container(200, 600, 400), container(200, 600), container(200, 800)], 600, 1800],
  ['case 9', [container(0, 1024, 512), container(0, 512)], 0, 1024],
])('%s: without a task level containers add up, soft limits first', (_, containerDefinitions, cpuUnits, memoryMiB) => {
  expect(demandOf({ containerDefinitions })).toMatchObject({ cpuUnits, memoryMiB });
});

test('case 9: with a task level the containers do not matter', () => {
  expect(demandOf({ memory: 2048, containerDefinitions: [container(0, 1024, 512)] }).memoryMiB).toBe(2048);
});

const ports = {
  cpu: 1024,
  memory: 512,
  containerDefinitions: [
    {
      portMappings: [
        { hostPort: 10, containerPort: 10, protocol: 'tcp' },
        { hostPort: 11, containerPort: 11 },
        { hostPort: 20, containerPort: 20, protocol: 'udp' },
        { hostPort: 21, containerPort: 21, protocol: 'udp' },
        { containerPortRange: '99-999', protocol: 'tcp' },
        { containerPortRange: '121-221', protocol: 'udp' },
      ],
    },
  ],
};

test('case 4: bridge mode takes fixed host ports, ranges take none', () => {
  expect(demandOf({ ...ports, networkMode: 'bridge' })).toMatchObject({ tcpPorts: [10, 11], udpPorts: [20, 21] });
});

test('case 6: awsvpc mode takes no host ports but a network interface', () => {
  const demand = demandOf({ ...ports, networkMode: 'awsvpc' });
  expect(demand).toMatchObject({ tcpPorts: [], udpPorts: [], networkInterfaces: 1 });
});

const host = instanceOf('i', {
  ...{ cpuUnits: 2048, memoryMiB: 2048, gpus: 4, reservedTcpPorts: [22], reservedUdpPorts: [1000] },
});
const asked = { cpuUnits: 1024, memoryMiB: 1024, tcpPorts: [25], udpPorts: [1003], gpus: 2 };

test('case 7: what fits is placed', () => {
  expect(place(requestOf(asked), [host])).toEqual({ code: 'placed', instanceId: 'i' });
});

test.each([
  [{ cpuUnits: 2500 }, ['cpu']],
  [{ memoryMiB: 2500 }, ['memory']],
  [{ tcpPorts: [22] }, ['tcp-ports']],
  [{ udpPorts: [1000] }, ['udp-ports']],
  [{ cpuUnits: 2500, udpPorts: [1000] }, ['cpu', 'udp-ports']],
])('case 8: %j is refused with every reason', (over, codes) => {
  const answer = place(requestOf({ ...asked, ...over }), [host]);
  expect(answer.code === 'rejected' && answer.rejections[0]!.rejections.map(({ code }) => code)).toEqual(codes);
});

/** How many tasks are placed before one is refused, and the codes of that refusal. */
function fill(request: PlacementRequest, instances: readonly Instance[], most: number) {
  const placer = new Placer(instances);
  let placed = 0;
  while (placed < most && placer.place(request) !== undefined) placed++;
  const codes = placer.explain(request).flatMap(({ rejections }) => rejections.map(({ code }) => code));
  return { placed, codes: placed < most ? [...new Set(codes)] : [] };
}

test('case 10: a task of 1000 units or 1000 MiB leaves no room for a second', () => {
  const small = [instanceOf('a', { cpuUnits: 1024, memoryMiB: 1024 })];
  expect(fill(requestOf({ cpuUnits: 1000 }), small, 5)).toEqual({ placed: 1, codes: ['cpu'] });
  expect(fill(requestOf({ memoryMiB: 1000 }), small, 5)).toEqual({ placed: 1, codes: ['memory'] });
});

test('case 11: a cluster of c4.4xlarge and c4.large holds ten tasks, 55 and 60 percent reserved', () => {
  const instances = [
    instanceOf('a', { cpuUnits: 16_384, memoryMiB: 30_158 }),
    instanceOf('b', { cpuUnits: 2048, memoryMiB: 3768 }),
  ];
  const registered = addResources(...instances.map((one) => one.registered));
  expect(registered).toMatchObject({ cpuUnits: 18_432, memoryMiB: 33_926 });
  const request = requestOf({ cpuUnits: 1024, memoryMiB: 2048 });
  expect(fill(request, instances, 10).placed).toBe(10);
  expect(Math.floor((10_240 / registered.cpuUnits) * 100)).toBe(55);
  expect(Math.floor((20_480 / registered.memoryMiB) * 100)).toBe(60);
});

test.each([
  ['c5.large', 2, 10, 10],
  ['m5.4xlarge', 7, 60, 60],
  ['m6g.medium', 1, 4, 4],
  ['c6i.12xlarge', 7, 120, 120],
  ['m5zn.large', 2, 2, 14],
])('case 12: %s takes %i awsvpc tasks, %i to %i with a trunk', (name, plain, least, most) => {
  const answer = instanceType(name);
  if (answer.code !== 'found') throw new Error(`${name} is not in the table`);
  const { type } = answer;
  expect(registeredResources(type).networkInterfaces).toBe(plain);
  expect(registeredResources(type, { trunking: true, bound: 'conservative' }).networkInterfaces).toBe(least);
  expect(registeredResources(type, { trunking: true, bound: 'optimistic' }).networkInterfaces).toBe(most);
});

test('case 13: the next task goes to a zone with fewer, and the first to stop is in one with more', () => {
  const zones = ['a', 'b', 'c'].map((zone) => instanceOf(zone, { zone }));
  const first = place(requestOf({}), [running(zones[0]!, 1), zones[1]!, zones[2]!]);
  expect(first).toEqual({ code: 'placed', instanceId: 'b' });
  const choice = chooseTaskToStop({ group: 'service:web' }, [
    running(zones[0]!, 1),
    running(zones[1]!, 2),
    running(zones[2]!, 2),
  ]);
  expect(choice).toMatchObject({ code: 'stop', instanceId: 'b' });
});

test.each([
  [2, 2, [1, 1]],
  [3, 2, [1, 2]],
  [5, 3, [1, 2, 2]],
])('case 14: %i tasks in %i zones are placed %j', (tasks, zones, expected) => {
  const placer = new Placer(['a', 'b', 'c'].slice(0, zones).map((zone) => instanceOf(zone, { zone })));
  for (let task = 0; task < tasks; task++) placer.place(requestOf({}));
  const counts = ['a', 'b', 'c'].slice(0, zones).map((id) => placer.tasksOn('service:web', id));
  expect(counts.sort()).toEqual(expected);
});

test('case 18: tasks are split by base and weights', () => {
  const split = (first: object, second: object, count: number) => [
    ...distributeTasks(
      [
        { capacityProvider: 'od', ...first },
        { capacityProvider: 'spot', ...second },
      ],
      count,
    ).tasks.values(),
  ];
  expect(split({ weight: 1 }, { weight: 1 }, 10)).toEqual([5, 5]);
  expect(split({ weight: 1 }, { weight: 4 }, 10)).toEqual([2, 8]);
  expect(split({ base: 2, weight: 1 }, { weight: 3 }, 10)).toEqual([4, 6]);
});

const t2small = () => ['a', 'b'].map((id) => instanceOf(id, { cpuUnits: 1024, memoryMiB: 1978 }));

test.each([
  [1, { cpuUnits: 256, memoryMiB: 1978 }, 1, []],
  [2, { cpuUnits: 256, memoryMiB: 1978 }, 2, []],
  [1, { cpuUnits: 256, memoryMiB: 2048 }, 0, ['memory']],
  [3, { cpuUnits: 256, memoryMiB: 1024 }, 2, ['memory']],
  [1, { cpuUnits: 2048, memoryMiB: 128 }, 0, ['cpu']],
  [3, { cpuUnits: 1024, memoryMiB: 128 }, 2, ['cpu']],
])('case 23: of %i tasks %j on two t2.small %i run', (count, demand, placed, codes) => {
  expect(fill(requestOf(demand), t2small(), count)).toEqual({ placed, codes });
});

test('case 24: the third task of 1024 units does not fit on two vCPUs', () => {
  expect(fill(requestOf({ cpuUnits: 1024 }), [instanceOf('a')], 3)).toEqual({ placed: 2, codes: ['cpu'] });
});

test('case 25: an attribute that no instance has is not unequal to anything', () => {
  const constraints = [{ type: 'memberOf', expression: 'attribute:retiring != true' } as const];
  expect(place(requestOf({}, { constraints }), [instanceOf('a')])).toMatchObject({ code: 'rejected' });
});

test('case 26: the default strategy takes four to six m5.large where three suffice', () => {
  const instances = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) =>
    instanceOf(id, { memoryMiB: 7764, zone: ['x', 'y', 'z'][index % 3]! }),
  );
  const services = [
    [2, 7000],
    [1, 2048],
    [2, 768],
    [2, 768],
    [2, 128],
    [1, 512],
  ] as const;
  const placer = new Placer(instances);
  const used = new Set<string | undefined>();
  for (const [index, [count, memoryMiB]] of services.entries()) {
    const request = requestOf({ memoryMiB }, { group: `service:${index}` });
    for (let task = 0; task < count; task++) used.add(placer.place(request));
  }
  expect(used.has(undefined)).toBe(false);
  expect(used.size).toBeGreaterThanOrEqual(4);
  expect(used.size).toBeLessThanOrEqual(6);
});

test('case 29: a daemon service takes no capacity provider strategy', () => {
  const strategy = [{ capacityProvider: 'cp', weight: 1 }];
  expect(capacityProviderStrategyProblems(strategy, { daemon: false })).toEqual([]);
  expect(capacityProviderStrategyProblems(strategy, { daemon: true })).toMatchObject([{ code: 'conflict' }]);
});

test('what a task on its way out held is free again', () => {
  const [stopping] = running(instanceOf('a'), 1, 'service:web', { memoryMiB: 4096, tcpPorts: [80] }).tasks;
  const instance = instanceOf('a', { tasks: [{ ...stopping!, desiredStatus: 'STOPPED' }] });
  expect(freeResources(instance).memoryMiB).toBe(4096);
  const constraints = [{ type: 'distinctInstance' } as const];
  const request = requestOf({ memoryMiB: 4096, tcpPorts: [80] }, { constraints });
  expect(place(request, [instance])).toMatchObject({ code: 'placed' });
});
