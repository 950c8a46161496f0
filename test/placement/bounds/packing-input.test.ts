import { fewestInstances, NO_DEMAND, type PackingProblem, PlacementInputError } from '../../../lib/placement';

const registered = {
  cpuUnits: 2048,
  memoryMiB: 7577,
  networkInterfaces: 2,
  gpus: 0,
  ebsVolumes: 2,
  reservedTcpPorts: [22],
  reservedUdpPorts: [],
};
const good: PackingProblem = {
  services: [{ name: 'a', count: 1, demand: NO_DEMAND }],
  instanceTypes: [{ name: 'm7g.large', registered }],
};
const withDemand = (demand: object): unknown => ({
  ...good,
  services: [{ name: 'a', count: 1, demand: { ...NO_DEMAND, ...demand } }],
});
const withCount = (count: unknown): unknown => ({ ...good, services: [{ name: 'a', count, demand: NO_DEMAND }] });
const withRegistered = (more: object): unknown => ({
  ...good,
  instanceTypes: [{ name: 'b', registered: { ...registered, ...more } }],
});

test.each<[string, unknown, string, string]>([
  ['no problem at all', undefined, 'missing', 'problem'],
  ['services that are no list', { ...good, services: 'web' }, 'wrong-type', 'services'],
  ['a service that is nothing', { ...good, services: [null] }, 'missing', 'services[0]'],
  ['a service without a demand', { ...good, services: [{ name: 'a', count: 1 }] }, 'missing', 'services[0].demand'],
  [
    'two services of one name',
    { ...good, services: [...good.services, ...good.services] },
    'duplicate',
    'services[1].name',
  ],
  [
    'two types of one name',
    { ...good, instanceTypes: [...good.instanceTypes, ...good.instanceTypes] },
    'duplicate',
    'instanceTypes[1].name',
  ],
  ['a negative count', withCount(-1), 'negative', 'services[0].count'],
  ['half a task', withCount(1.5), 'fractional', 'services[0].count'],
  ['NaN tasks', withCount(Number.NaN), 'not-a-number', 'services[0].count'],
  ['endless tasks', withCount(Number.POSITIVE_INFINITY), 'too-large', 'services[0].count'],
  ['a missing count', withCount(undefined), 'missing', 'services[0].count'],
  ['memory in a string', withDemand({ memoryMiB: '512' }), 'not-a-number', 'services[0].demand.memoryMiB'],
  ['some GPUs', withDemand({ gpus: 'some' }), 'not-a-number', 'services[0].demand.gpus'],
  ['port 0', withDemand({ tcpPorts: [0] }), 'not-allowed', 'services[0].demand.tcpPorts[0]'],
  ['port 70000', withDemand({ udpPorts: [70_000] }), 'not-allowed', 'services[0].demand.udpPorts[0]'],
  ['no ports', withDemand({ tcpPorts: undefined }), 'missing', 'services[0].demand.tcpPorts'],
  ['a type without resources', { ...good, instanceTypes: [{ name: 'b' }] }, 'missing', 'instanceTypes[0].registered'],
  ['a negative resource', withRegistered({ cpuUnits: -2 }), 'negative', 'instanceTypes[0].registered.cpuUnits'],
  ['an enormous resource', withRegistered({ memoryMiB: 1e300 }), 'too-large', 'instanceTypes[0].registered.memoryMiB'],
  ['no zone', { ...good, zones: 0 }, 'not-allowed', 'zones'],
  ['half a node', { ...good, nodeLimit: 0.5 }, 'fractional', 'nodeLimit'],
])('%s is refused', (_, problem, code, path) => {
  const ask = () => fewestInstances(problem as PackingProblem);
  expect(ask).toThrow(PlacementInputError);
  expect(ask).toThrow(
    expect.objectContaining({ problems: expect.arrayContaining([expect.objectContaining({ code, path })]) }),
  );
});

test('all problems are named at once', () => {
  const ask = () => fewestInstances({ services: [{ ...good.services[0]!, count: -1 }], instanceTypes: [], zones: 1.5 });
  expect(ask).toThrow(
    expect.objectContaining({
      problems: [expect.objectContaining({ path: 'services[0].count' }), expect.objectContaining({ path: 'zones' })],
    }),
  );
});

test('names that mean something to JavaScript are names', () => {
  const services = ['__proto__', 'constructor', 'toString'].map((name) => ({ name, count: 1, demand: NO_DEMAND }));
  const answer = fewestInstances({ ...good, services });
  expect(answer.code === 'bounded' && Object.entries(answer.packing[0]!.tasks)).toEqual([
    ['__proto__', 1],
    ['constructor', 1],
    ['toString', 1],
  ]);
});
