import fc from 'fast-check';
import type {
  Assumptions,
  Instance,
  PlacedTask,
  PlacementConstraint,
  PlacementRequest,
  PlacementStrategy,
  TaskDemand,
} from '../../lib/placement';

const GROUPS = ['service:web', 'service:db', 'family:batch'] as const;
const ZONES = ['a', 'b', 'c'] as const;

/** Usually the first value, so that most instances and requests can meet. */
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 12 }, { arbitrary: fc.constantFrom(...others), weight: 1 });

const ports = (...of: number[]): fc.Arbitrary<readonly number[]> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(of) });

/** A demand of small numbers, so that several fit on an instance and fill it soon. */
export const anyDemand: fc.Arbitrary<TaskDemand> = fc.record({
  cpuUnits: fc.nat(3),
  memoryMiB: fc.nat(3),
  gpus: mostly<number | 'all'>(0, 1, 2, 'all'),
  networkInterfaces: mostly(0, 1),
  ebsVolumes: mostly(0, 1),
  tcpPorts: ports(80, 443, 22),
  udpPorts: ports(53),
  requiredAttributes: mostly<TaskDemand['requiredAttributes']>(
    [],
    [{ name: 'gpu' }],
    [{ name: 'stack', value: 'prod' }],
  ),
  operatingSystem: mostly<'linux' | 'windows' | undefined>(undefined, 'linux', 'windows'),
  cpuArchitecture: mostly<'x86_64' | 'arm64' | undefined>(undefined, 'x86_64', 'arm64'),
});

const anyTask: fc.Arbitrary<PlacedTask> = fc.record({
  id: fc.constant('placed before'),
  group: fc.constantFrom(...GROUPS),
  demand: anyDemand,
  desiredStatus: mostly<'RUNNING' | 'STOPPED'>('RUNNING', 'STOPPED'),
});

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** An instance whose id is its turn in a shuffled alphabet, so that ids are not in the order of creation. */
export const anyInstance = (id: string): fc.Arbitrary<Instance> =>
  fc.record({
    id: fc.constant(id),
    instanceType: fc.constantFrom('m5.large', 'c5.large'),
    zone: fc.constantFrom(...ZONES),
    capacityProvider: fc.constantFrom('steady', 'burst', undefined),
    status: mostly<Instance['status']>('ACTIVE', 'DRAINING', 'REGISTERING'),
    agentConnected: mostly(true, false),
    registered: fc.record({
      cpuUnits: fc.integer({ min: 4, max: 16 }),
      memoryMiB: fc.integer({ min: 4, max: 16 }),
      gpus: fc.constantFrom(0, 2, 4),
      networkInterfaces: fc.nat(4),
      ebsVolumes: fc.nat(3),
      reservedTcpPorts: fc.constantFrom(
        [22],
        [22, 443],
        Array.from({ length: 98 }, (_, index) => 1000 + index),
      ),
      reservedUdpPorts: fc.constant([]),
    }),
    attributes: fc.record(
      {
        stack: fc.constantFrom('prod', 'prod', 'test', ''),
        gpu: fc.constant(''),
        'ecs.cpu-architecture': fc.constantFrom('x86_64', 'arm64', ''),
        'ecs.os-type': mostly('linux', 'windows', ''),
      },
      { requiredKeys: [] },
    ),
    tasks: fc.array(anyTask, { maxLength: 2 }),
    reserved: mostly<Instance['reserved']>(undefined, {
      cpuUnits: 2,
      memoryMiB: 1,
      gpus: 0,
      networkInterfaces: 1,
      ebsVolumes: 0,
    }),
    agentVersion: optional(fc.constantFrom('1.2', '1.105.1')),
  });

const anyConstraint: fc.Arbitrary<PlacementConstraint> = fc.oneof(
  fc.constant({ type: 'distinctInstance' as const }),
  fc
    .constantFrom(
      'attribute:stack == prod',
      'attribute:stack != test',
      'attribute:ecs.instance-type =~ m5.*',
      'attribute:ecs.instance-type =~ m5',
      'not task:group == service:db',
      'task:group != service:db',
      'runningTasksCount < 3',
      'task:group == service:web or runningTasksCount == 0',
      'agentVersion >= 1.3',
      'attribute:ecs.availability-zone in [a, b]',
    )
    .map((expression) => ({ type: 'memberOf' as const, expression })),
);

const anyStrategy: fc.Arbitrary<PlacementStrategy> = fc.constantFrom<PlacementStrategy[]>(
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'attribute:stack' },
  { type: 'spread', field: 'attribute:nobody-has-it' },
  { type: 'spread', field: 'instanceId' },
  { type: 'spread', field: 'host' },
  { type: 'binpack', field: 'cpu' },
  { type: 'binpack', field: 'memory' },
  { type: 'random' },
);

/** A request of any kind. */
export const anyRequest: fc.Arbitrary<PlacementRequest> = fc.record({
  demand: anyDemand,
  group: fc.constantFrom(...GROUPS),
  constraints: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(anyConstraint, { maxLength: 2 })),
  strategies: optional(fc.array(anyStrategy, { maxLength: 4 })),
  capacityProvider: mostly<string | undefined>(undefined, 'steady', 'burst'),
  subnetZones: mostly<readonly string[] | undefined>(undefined, ['a', 'b']),
});

export const anyAssumptions: fc.Arbitrary<Assumptions> = fc.record({
  regexMatching: fc.constantFrom('anchored', 'unanchored', 'unknown'),
  negatedTaskGroup: fc.constantFrom('no-member', 'some-other-member', 'unknown'),
  unknownConstraint: fc.constantFrom('refuse', 'accept'),
  architectureFilter: fc.boolean(),
  missingSpreadAttribute: fc.constantFrom('own-group', 'last'),
});

/** Up to eight instances. */
export const anyInstances: fc.Arbitrary<readonly Instance[]> = fc
  .shuffledSubarray(['m1', 'm10', 'm2', 'a', 'Z', 'z', 'k', 'b'], { minLength: 2 })
  .chain((ids) => fc.tuple(...ids.map(anyInstance)));
