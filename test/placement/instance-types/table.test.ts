import { readFileSync } from 'node:fs';
import {
  coveredRegions,
  instanceFamilies,
  instanceFamily,
  instanceType,
  instanceTypeSources,
  instanceTypeTable,
  type ListedInstanceType,
  offeredIn,
} from '../../../lib/placement';

const type = (name: string): ListedInstanceType => {
  const answer = instanceType(name);
  if (answer.code !== 'found') throw new Error(`${name} is not in the table`);
  return answer.type;
};
const exactly = (figure: number) => ({ atLeast: figure, atMost: figure });

test('a type has the figures EC2 and ECS publish', () => {
  expect(type('m7g.large')).toEqual({
    name: 'm7g.large',
    family: 'm7g',
    size: 'large',
    vcpus: 2,
    memoryMiB: 8192,
    architecture: 'arm64',
    cpuManufacturer: 'amazon-web-services',
    maxNetworkInterfaces: 3,
    awsvpcTasks: exactly(2),
    trunkedTasks: exactly(10),
    gpus: 0,
    ebsAttachments: { limit: 27, sharedWithNetworkInterfaces: true },
    maxEbsVolumes: 26,
    usdPerHour: 0.0816,
    currentGeneration: true,
    spot: true,
    bareMetal: false,
    burstable: false,
    neuron: false,
    localStorage: false,
  });
});

test.each([
  ['c5.large', 2, 10],
  ['m5.4xlarge', 7, 60],
  ['m6g.medium', 1, 4],
  ['c6i.12xlarge', 7, 120],
  ['c6in.32xlarge', 13, 120],
  ['i4i.large', 2, 10],
  ['t3.medium', 2, 0],
  ['g4dn.xlarge', 2, 0],
])('oracle 12: %s holds %i awsvpc tasks, %i with trunking', (name, awsvpc, trunked) => {
  expect(type(name).awsvpcTasks).toEqual(exactly(awsvpc));
  expect(type(name).trunkedTasks).toEqual(exactly(trunked));
});

test.each([
  ['m5zn.large', 14],
  ['c5a.8xlarge', 60],
  ['m5n.large', 10],
])('oracle 12: the trunk limit of %s lies between 0 and %i, for one page says both', (name, most) => {
  expect(type(name).trunkedTasks).toEqual({ atLeast: 0, atMost: most });
});

test('a second network card leaves the awsvpc limit open where AWS does not state it', () => {
  expect(type('c8gn.48xlarge').awsvpcTasks).toEqual({ atLeast: 11, atMost: 23 });
  expect(type('p4d.24xlarge').awsvpcTasks).toEqual(exactly(59));
});

test('GPUs, bare metal, burstable, Neuron and fractional GPUs are told apart', () => {
  expect(type('g5.12xlarge').gpus).toBe(4);
  expect(type('g6f.large').gpus).toBe(0);
  expect(type('m7g.metal').bareMetal).toBe(true);
  expect(type('t4g.nano')).toMatchObject({ burstable: true, memoryMiB: 512 });
  expect(type('inf2.xlarge').neuron).toBe(true);
  expect(type('c6gd.large').localStorage).toBe(true);
  expect(type('t2.micro').vcpus).toBe(1);
});

const whole = (figure: number): boolean => Number.isInteger(figure) && figure > 0;

test.each<[string, (type: ListedInstanceType) => boolean]>([
  ['sizes in whole numbers', (row) => whole(row.vcpus) && whole(row.memoryMiB) && whole(row.maxEbsVolumes)],
  ['zero GPUs or more', (row) => Number.isInteger(row.gpus) && row.gpus >= 0],
  ['a network interface for itself', (row) => whole(row.maxNetworkInterfaces - row.awsvpcTasks.atMost)],
  [
    'bounds in order',
    (row) => row.awsvpcTasks.atLeast <= row.awsvpcTasks.atMost && row.trunkedTasks.atLeast <= row.trunkedTasks.atMost,
  ],
  ['at most 120 trunked tasks, as every row AWS publishes', (row) => row.trunkedTasks.atMost <= 120],
  ['no trunk if burstable', (row) => !row.burstable || row.trunkedTasks.atMost === 0],
  [
    'arm64 exactly if AWS makes the processor',
    (row) => (row.architecture === 'arm64') === (row.cpuManufacturer === 'amazon-web-services'),
  ],
  [
    'no price or a believable one',
    (row) => row.usdPerHour === undefined || (row.usdPerHour > 0 && row.usdPerHour < 1000),
  ],
  ['no Mac, which ECS does not run on', (row) => !row.name.startsWith('mac')],
])('every row has %s', (_, holds) => {
  const types = [...instanceTypeTable().values()];
  expect(types.length).toBeGreaterThanOrEqual(1386);
  expect(types.filter((row) => !holds(row))).toEqual([]);
});

test('nearly every row has a price', () => {
  const types = [...instanceTypeTable().values()];
  expect(types.filter(({ usdPerHour }) => usdPerHour !== undefined).length).toBeGreaterThan(0.95 * types.length);
});

test('the sources are named with their days, and the NOTICE names the same versions', () => {
  const notice = readFileSync('NOTICE', 'utf8');
  const { types, trunkLimits, prices } = instanceTypeSources();
  for (const { source, date } of [types, trunkLimits, prices]) {
    expect(notice).toContain(source.split(' ')[1]);
    expect(notice).toContain(date);
  }
  expect(prices.region).toBe('us-east-1');
});

test('importing the engine neither loads nor parses the table', () => {
  jest.isolateModules(() => {
    const loaded: string[] = [];
    for (const file of ['table', 'offerings'])
      jest.doMock(`../../../lib/placement/instance-types/data/${file}`, () => {
        loaded.push(file);
        return jest.requireActual(`../../../lib/placement/instance-types/data/${file}`);
      });
    const engine = require('../../../lib/placement') as typeof import('../../../lib/placement');
    expect(loaded).toEqual([]);
    engine.instanceType('m7g.large');
    expect(loaded).toEqual(['table']);
    engine.offeredIn('us-east-1');
    expect(loaded).toEqual(['table', 'offerings']);
  });
});

test('a family is listed from small to large, and an unknown one is empty', () => {
  expect(instanceFamily('m6g').map(({ size }) => size)).toEqual([
    'medium',
    'large',
    'xlarge',
    '2xlarge',
    '4xlarge',
    '8xlarge',
    '12xlarge',
    '16xlarge',
    'metal',
  ]);
  expect(instanceFamily('m6')).toEqual([]);
  expect(instanceFamilies()).toContain('c7i-flex');
});

test.each([
  ['m7g.larg', 'm7g.large'],
  ['M7G.Large', 'm7g.large'],
  ['m5.4xlagre', 'm5.4xlarge'],
  ['c7iflex.large', 'c7i-flex.large'],
])('%s is unknown and %s is near', (name, near) => {
  const answer = instanceType(name);
  expect(answer).toMatchObject({ code: 'unknown', name });
  expect(answer.code === 'unknown' && answer.nearNames[0]).toBe(near);
});

test.each(['', 'x'.repeat(100_000), 'quantum.9xlarge-turbo', '__proto__', 'constructor'])(
  'nonsense has no near name',
  (name) => {
    expect(instanceType(name)).toEqual({ code: 'unknown', name, nearNames: [] });
  },
);

test('a region offers what it offers, and an unknown region is unknown', () => {
  expect(offeredIn('us-east-1')!.size).toBeGreaterThan(1350);
  expect(offeredIn('eu-west-1')!.has('m7g.large')).toBe(true);
  expect(offeredIn('me-south-1')!.has('m1.small')).toBe(false);
  // Sizes that a region lacks although it has their family.
  expect(offeredIn('ap-east-1')!.has('c5d.xlarge')).toBe(true);
  expect(offeredIn('ap-east-1')!.has('c5d.metal')).toBe(false);
  expect(offeredIn('cn-north-1')).toBeUndefined();
  expect(coveredRegions()).toHaveLength(30);
});
