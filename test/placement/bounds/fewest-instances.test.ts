import {
  type BoundedPacking,
  cheapestInstances,
  fewestInstances,
  NO_DEMAND,
  type PackableInstanceType,
  type PackableService,
  type PackingAnswer,
  type PackingProblem,
  seededRandom,
  type TaskDemand,
} from '../../../lib/placement';
import { flaws } from './packing-check';
import { randomProblem } from './random-problem';

const large: PackableInstanceType = {
  name: 'm7g.large',
  usdPerHour: 0.0816,
  registered: {
    cpuUnits: 2048,
    memoryMiB: 7577,
    networkInterfaces: 2,
    gpus: 0,
    ebsVolumes: 2,
    reservedTcpPorts: [22, 51678],
    reservedUdpPorts: [],
  },
};
const xlarge: PackableInstanceType = {
  ...large,
  name: 'm7g.xlarge',
  usdPerHour: 0.1632,
  registered: { ...large.registered, cpuUnits: 4096, memoryMiB: 15155, networkInterfaces: 3 },
};
const gpu: PackableInstanceType = {
  ...xlarge,
  name: 'g5.xlarge',
  usdPerHour: 1.006,
  registered: { ...xlarge.registered, gpus: 4 },
};
const service = (
  name: string,
  count: number,
  demand: Partial<TaskDemand>,
  more: Partial<PackableService> = {},
): PackableService => ({
  name,
  count,
  demand: { ...NO_DEMAND, memoryMiB: 64, ...demand },
  ...more,
});
const bounded = (answer: PackingAnswer): BoundedPacking => {
  if (answer.code !== 'bounded') throw new Error(JSON.stringify(answer));
  return answer;
};

test('a packing says which instances hold what, groups like ones, and is proved', () => {
  const problem = { services: [service('web', 7, { cpuUnits: 1024, memoryMiB: 1024 })], instanceTypes: [large] };
  expect(fewestInstances(problem)).toEqual({
    code: 'bounded',
    packing: [
      { instanceType: 'm7g.large', count: 3, tasks: { web: 2 } },
      { instanceType: 'm7g.large', count: 1, tasks: { web: 1 } },
    ],
    instances: 4,
    usdPerHour: 0.3264,
    lowerBound: 4,
    gap: 0,
    optimal: true,
    packedBy: 'greedy',
    boundedBy: 'pattern-prices',
    nodes: expect.any(Number),
  });
});

test.each<[string, PackableService[], number]>([
  ['network interfaces', [service('a', 5, { networkInterfaces: 1 })], 3],
  ['EBS volumes', [service('a', 5, { ebsVolumes: 1 })], 3],
  ['a fixed port', [service('a', 3, { tcpPorts: [80] })], 3],
  ['a fixed port of two services', [service('a', 2, { tcpPorts: [80, 81] }), service('b', 2, { tcpPorts: [80] })], 4],
  ['the same number on TCP and UDP', [service('a', 2, { tcpPorts: [80] }), service('b', 2, { udpPorts: [80] })], 2],
  ['distinctInstance', [service('a', 4, {}, { distinctInstance: true }), service('b', 4, {})], 4],
  [
    'distinctInstance of each service by itself',
    [service('a', 4, {}, { distinctInstance: true }), service('b', 3, {}, { distinctInstance: true })],
    4,
  ],
  [
    'a hundred ports in use',
    [
      service('a', 1, { tcpPorts: Array.from({ length: 60 }, (_, at) => 1000 + at) }),
      service('b', 1, { tcpPorts: Array.from({ length: 60 }, (_, at) => 2000 + at) }),
    ],
    2,
  ],
  ['nothing', [service('a', 40, { memoryMiB: 0 })], 1],
])('%s limits what shares an instance', (_, services, instances) => {
  const problem = { services, instanceTypes: [large] };
  const answer = bounded(fewestInstances(problem));
  expect(answer).toMatchObject({ instances, lowerBound: instances, optimal: true });
  expect(flaws(problem, answer)).toEqual([]);
});

test('a task that wants all GPUs shares none', () => {
  const services = [service('all', 2, { gpus: 'all' }), service('one', 4, { gpus: 1 }), service('none', 3, {})];
  const answer = bounded(fewestInstances({ services, instanceTypes: [gpu] }));
  expect(answer).toMatchObject({ instances: 3, optimal: true });
});

test('services that ask for the same are told apart again', () => {
  const services = [5, 1, 7, 2].map((count, at) => service(`s${at}`, count, { cpuUnits: 600, memoryMiB: 600 }));
  const problem = { services, instanceTypes: [large] };
  const answer = bounded(fewestInstances(problem));
  expect(answer).toMatchObject({ instances: 5, optimal: true });
  expect(flaws(problem, answer)).toEqual([]);
});

test('the cheapest mix buys what is scarce where it is cheap', () => {
  const services = [
    service('web', 8, { cpuUnits: 1000, memoryMiB: 3600 }),
    service('infer', 1, { cpuUnits: 1000, gpus: 1 }),
  ];
  const problem = { services, instanceTypes: [large, xlarge, gpu] };
  const answer = bounded(cheapestInstances(problem));
  // The GPU instance has room for three of web; the other five need three large ones, or one of each.
  expect(answer).toMatchObject({ usdPerHour: 1.2508, lowerBound: 1.2508, optimal: true });
  expect(flaws(problem, answer)).toEqual([]);
});

test('required attributes, allowed types and taken ports keep a service off a type', () => {
  const tagged: PackableInstanceType = { ...xlarge, attributes: { stack: 'prod' } };
  const plain: PackableInstanceType = { ...large, attributes: {} };
  const on = (more: Partial<PackableService>, demand: Partial<TaskDemand> = {}): string =>
    bounded(cheapestInstances({ services: [service('a', 1, demand, more)], instanceTypes: [plain, tagged] }))
      .packing[0]!.instanceType;
  expect(on({})).toBe('m7g.large');
  expect(on({}, { requiredAttributes: [{ name: 'stack' }] })).toBe('m7g.xlarge');
  expect(on({}, { requiredAttributes: [{ name: 'ecs.instance-type', value: 'm7g.xlarge' }] })).toBe('m7g.xlarge');
  expect(on({ instanceTypes: ['m7g.xlarge'] })).toBe('m7g.xlarge');
});

test('a service that fits nowhere is named with every reason of every type', () => {
  const services = [
    service('huge', 1, { cpuUnits: 4000, memoryMiB: 20_000, tcpPorts: [22] }, { instanceTypes: ['m7g.xlarge'] }),
    service('fine', 1, {}),
  ];
  expect(fewestInstances({ services, instanceTypes: [large, xlarge] })).toEqual({
    code: 'impossible',
    services: [
      {
        service: 'huge',
        types: [
          {
            instanceType: 'm7g.large',
            rejections: [
              { code: 'instance-type' },
              { code: 'cpu', needed: 4000, free: 2048, offered: 2048, moreInstancesHelp: false },
              { code: 'memory', needed: 20_000, free: 7577, offered: 7577, moreInstancesHelp: false },
              { code: 'tcp-ports', taken: [22], moreInstancesHelp: false },
            ],
          },
          {
            instanceType: 'm7g.xlarge',
            rejections: [
              { code: 'memory', needed: 20_000, free: 15_155, offered: 15_155, moreInstancesHelp: false },
              { code: 'tcp-ports', taken: [22], moreInstancesHelp: false },
            ],
          },
        ],
      },
    ],
  });
});

test('no tasks need no instances, and no types hold no tasks', () => {
  const none = { code: 'bounded', packing: [], instances: 0, lowerBound: 0, gap: 0, optimal: true };
  expect(fewestInstances({ services: [], instanceTypes: [] })).toMatchObject(none);
  expect(cheapestInstances({ services: [service('a', 0, {})], instanceTypes: [large] })).toMatchObject({
    ...none,
    usdPerHour: 0,
  });
  expect(fewestInstances({ services: [service('a', 1, {})], instanceTypes: [] })).toEqual({
    code: 'impossible',
    services: [{ service: 'a', types: [] }],
  });
});

test('services are spread over zones, each by itself', () => {
  const services = [
    service('a', 5, { cpuUnits: 1024 }),
    service('b', 1, { cpuUnits: 1024 }),
    service('c', 3, { memoryMiB: 4000 }),
  ];
  const problem = { services, instanceTypes: [large], zones: 3 };
  const answer = bounded(fewestInstances(problem));
  expect(flaws(problem, answer)).toEqual([]);
  expect(answer).toMatchObject({ instances: 3, lowerBound: 3, optimal: true, boundedBy: 'zones' });
  expect(new Set(answer.packing.map(({ zone }) => zone))).toEqual(new Set([0, 1, 2]));
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('zones never need fewer instances than one zone does (seed %i)', (seed) => {
  const problem = randomProblem(seed + 1000, true);
  const zoned = { ...problem, zones: 2 + (seed % 2), nodeLimit: 200_000 };
  const [one, several] = [bounded(cheapestInstances(problem)), bounded(cheapestInstances(zoned))];
  expect(flaws(zoned, several)).toEqual([]);
  expect(several.lowerBound).toBeLessThanOrEqual(several.usdPerHour!);
  expect(several.usdPerHour!).toBeGreaterThanOrEqual(one.lowerBound);
});

test('without a price the fewest instances have none, and the cheapest cannot be asked for', () => {
  const problem = { services: [service('a', 1, {})], instanceTypes: [{ name: 'x', registered: large.registered }] };
  expect(bounded(fewestInstances(problem)).usdPerHour).toBeUndefined();
  expect(() => cheapestInstances(problem)).toThrow(
    expect.objectContaining({ problems: [{ code: 'missing', path: 'instanceTypes[0].usdPerHour', value: undefined }] }),
  );
});

test('the same question has the same answer, whatever the order of services, as far as it is proved', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const problem = randomProblem(seed, true);
    const random = seededRandom(seed);
    const services = [...problem.services]
      .map((one) => ({ one, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ one }) => one);
    const [first, again, shuffled] = [problem, problem, { ...problem, services }].map(cheapestInstances);
    expect(again).toEqual(first);
    if (bounded(first!).optimal && bounded(shuffled!).optimal)
      expect(bounded(shuffled!).usdPerHour).toBe(bounded(first!).usdPerHour);
  }
});

test.each([0, 1, 50, 2000])('within %i nodes the packing is whole and the bound holds', (nodeLimit) => {
  for (let seed = 1; seed <= 15; seed++) {
    const problem: PackingProblem = { ...randomProblem(seed, true), nodeLimit };
    const [hasty, patient] = [
      bounded(cheapestInstances(problem)),
      bounded(cheapestInstances({ ...problem, nodeLimit: undefined })),
    ];
    expect(flaws(problem, hasty)).toEqual([]);
    expect(hasty.lowerBound).toBeLessThanOrEqual(patient.usdPerHour!);
    expect(hasty.usdPerHour!).toBeGreaterThanOrEqual(patient.lowerBound);
  }
});

test('a million tasks are packed as quickly as ten', () => {
  const problem = {
    services: [service('a', 1_000_000, { cpuUnits: 300, memoryMiB: 1100 }), service('b', 333_333, { cpuUnits: 700 })],
    instanceTypes: [large],
  };
  const answer = bounded(fewestInstances(problem));
  expect(flaws(problem, answer)).toEqual([]);
  expect(answer).toMatchObject({ optimal: true });
  expect(answer.packing.length).toBeLessThan(10);
  const cheapest = bounded(cheapestInstances({ ...problem, instanceTypes: [large, xlarge, gpu] }));
  expect(cheapest.gap).toBeLessThan(0.001);
});

test('a Windows service and a Linux one that ask for the same are not one', () => {
  const windows = { ...xlarge, attributes: { 'ecs.os-type': 'windows' } };
  const linux = { ...large, attributes: { 'ecs.os-type': 'linux' } };
  const services = [service('w', 1, { operatingSystem: 'windows' }), service('l', 1, { operatingSystem: 'linux' })];
  const answer = bounded(fewestInstances({ services, instanceTypes: [linux, windows] }));
  expect(answer.packing.map(({ instanceType, tasks }) => [instanceType, tasks])).toEqual(
    expect.arrayContaining([
      ['m7g.xlarge', { w: 1 }],
      ['m7g.large', { l: 1 }],
    ]),
  );
});

test('a thousand services with ports of their own are answered, of whatever quality', () => {
  const services = Array.from({ length: 1000 }, (_, at) =>
    service(`s${at}`, 2, { cpuUnits: 64 + (at % 7) * 64, tcpPorts: [10_000 + at] }),
  );
  const problem = { services, instanceTypes: [large, xlarge], nodeLimit: 10_000 };
  const answer = bounded(cheapestInstances(problem));
  expect(flaws(problem, answer)).toEqual([]);
  expect(answer.gap).toBeLessThan(0.1);
});
