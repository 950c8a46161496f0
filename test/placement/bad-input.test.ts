import fc from 'fast-check';
import {
  agentAttributes,
  type Capacity,
  type CapacityProviderStrategyItem,
  chooseTaskToStop,
  DEFAULT_STRATEGIES,
  demandOf,
  distributeTasks,
  type Instance,
  type InstanceType,
  launchInstances,
  NO_DEMAND,
  PlacementInputError,
  type PlacementRequest,
  Placer,
  parseCpuUnits,
  parseMemoryMiB,
  place,
  placeDaemons,
  planCluster,
  registeredResources,
  type Service,
} from '../../lib/placement';

const type: InstanceType = {
  name: 'm5.large',
  vcpus: 2,
  memoryMiB: 8192,
  architecture: 'x86_64',
  maxNetworkInterfaces: 3,
  trunkedTasks: { atLeast: 10, atMost: 10 },
  gpus: 0,
  maxEbsVolumes: 24,
};

const instance: Instance = {
  id: 'i-1',
  instanceType: 'm5.large',
  zone: 'a',
  capacity: 'asg',
  capacityProvider: 'cp',
  status: 'ACTIVE',
  agentConnected: true,
  registered: registeredResources(type),
  attributes: { stack: 'prod' },
  tasks: [{ id: 't', group: 'service:web', demand: NO_DEMAND, desiredStatus: 'RUNNING', daemon: false }],
  reserved: { cpuUnits: 0, memoryMiB: 0, gpus: 0, networkInterfaces: 0, ebsVolumes: 0 },
  ec2InstanceId: 'i-1',
  agentVersion: '1.2.3',
  registeredAt: '2026-01-01',
};

const request: PlacementRequest = {
  demand: { ...NO_DEMAND, tcpPorts: [80], requiredAttributes: [{ name: 'a', value: 'b' }], operatingSystem: 'linux' },
  group: 'service:web',
  constraints: [{ type: 'distinctInstance' }, { type: 'memberOf', expression: 'attribute:stack =~ p.*' }],
  strategies: [...DEFAULT_STRATEGIES, { type: 'binpack', field: 'cpu' }, { type: 'random' }],
  capacityProvider: 'cp',
  subnetZones: ['a'],
};

const taskDefinition = {
  networkMode: 'bridge',
  cpu: '1 vCPU',
  memory: 512,
  taskRoleArn: 'arn:aws:iam::1:role/x',
  executionRoleArn: 'arn:aws:iam::1:role/y',
  pidMode: 'task',
  runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
  volumes: [
    { name: 'v', configuredAtLaunch: true, efsVolumeConfiguration: { authorizationConfig: { iam: 'ENABLED' } } },
  ],
  containerDefinitions: [
    {
      name: 'app',
      image: 'nginx',
      cpu: 1,
      memory: 2,
      memoryReservation: 1,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      resourceRequirements: [{ type: 'GPU', value: '1' }],
      logConfiguration: { logDriver: 'awslogs', options: { a: 'b' }, secretOptions: [{ valueFrom: 'x' }] },
      dependsOn: [{ containerName: 'b', condition: 'START' }],
      secrets: [{ valueFrom: 'arn:aws:secretsmanager:x' }],
      environmentFiles: [{ value: 'x' }],
      firelensConfiguration: { type: 'fluentbit' },
      restartPolicy: { enabled: true },
      ulimits: [{ name: 'nofile' }],
      linuxParameters: { initProcessEnabled: true },
    },
  ],
};

const strategy: readonly CapacityProviderStrategyItem[] = [
  { capacityProvider: 'a', base: 2, weight: 1 },
  { capacityProvider: 'b', weight: 3 },
];

const service: Service = {
  name: 'web',
  demand: NO_DEMAND,
  constraints: [{ type: 'distinctInstance' }],
  capacityProviderStrategy: [{ capacityProvider: 'cp', base: 1, weight: 1 }],
  daemon: false,
  desiredCount: 2,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  deployment: 'rolling',
};

const capacity: Capacity = {
  name: 'asg',
  zones: ['a', 'b'],
  instanceTypes: [{ name: 'm5.large', registered: registeredResources(type), attributes: {} }],
  minInstances: 1,
  maxInstances: 2,
  purchaseOption: 'spot',
};

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 2 ** 53, 4e9, -0, 65_536),
  fc.constantFrom<unknown[]>(
    null,
    undefined,
    '',
    'x',
    'attribute:',
    true,
    {},
    [],
    [null],
    [{}],
    [['a']],
    'constructor',
  ),
  fc.constantFrom<unknown[]>('x'.repeat(5000), Array(1000).fill({ type: 'random' }), 10n, '__proto__'),
);

/** The value with one thing in it, or all of it, replaced by something else. */
const spoiled = <T>(value: T): fc.Arbitrary<T> =>
  fc.tuple(fc.array(fc.nat(30), { maxLength: 8 }), junk).map(([way, replacement]) => {
    const replace = (at: unknown, depth: number): unknown => {
      if (depth >= way.length || typeof at !== 'object' || at === null) return replacement;
      const keys = Object.keys(at);
      if (keys.length === 0) return replacement;
      const key = keys[way[depth]! % keys.length]!;
      const next = replace((at as Record<string, unknown>)[key], depth + 1);
      return Array.isArray(at) ? at.with(Number(key), next) : { ...at, [key]: next };
    };
    // Deliberately not a T any more: that is what the test is about.
    return replace(value, 0) as T;
  });

/** Every entry point of the engine that takes something from outside, with one argument spoiled. */
const ENTRIES: readonly (readonly [string, fc.Arbitrary<() => unknown>])[] = [
  ['demandOf', spoiled(taskDefinition).map((value) => () => demandOf(value))],
  ['place, request', spoiled(request).map((value) => () => place(value, [instance]))],
  ['place, instances', spoiled([instance]).map((value) => () => place(request, value))],
  [
    'Placer, request',
    spoiled(request).map((value) => () => {
      const placer = new Placer([instance]);
      placer.explain(value);
      return placer.place(value);
    }),
  ],
  [
    'Placer, instances',
    spoiled(instance).map((value) => () => {
      const placer = new Placer([]);
      placer.addInstance(value);
      return placer.place(request);
    }),
  ],
  [
    'Placer, ids',
    junk.map((value) => () => {
      const placer = new Placer([instance]);
      placer.setStatus('i-1', value as 'ACTIVE');
      placer.removeInstance(value as string);
    }),
  ],
  [
    'placeDaemons',
    spoiled([{ name: 'd', ...request, constraints: [] }]).map((value) => () => placeDaemons(value, [instance])),
  ],
  ['planCluster', spoiled({ services: [service] }).map((value) => () => planCluster(value, [instance]))],
  ['launchInstances', spoiled(capacity).map((value) => () => launchInstances(value, 2))],
  ['launchInstances, count', junk.map((value) => () => launchInstances(capacity, value as number))],
  ['chooseTaskToStop, instances', spoiled([instance]).map((value) => () => chooseTaskToStop(request, value))],
  ['chooseTaskToStop, request', spoiled(request).map((value) => () => chooseTaskToStop(value, [instance, instance]))],
  ['distributeTasks', spoiled(strategy).map((value) => () => distributeTasks(value, 10))],
  ['distributeTasks, count', junk.map((value) => () => distributeTasks(strategy, value as number))],
  ['registeredResources', spoiled(type).map((value) => () => registeredResources(value))],
  [
    'registeredResources, options',
    spoiled({ bound: 'observed', memoryMiB: 1, reservedMemoryMiB: 1, reservedTcpPorts: [1] } as const).map(
      (value) => () => registeredResources(type, value),
    ),
  ],
  [
    'agentAttributes',
    spoiled({ machineImage: 'al2', loggingDrivers: ['gelf'], instanceAttributes: { a: 'b' } } as const).map(
      (value) => () => agentAttributes(type, value),
    ),
  ],
  ['sizes', junk.map((value) => () => [parseCpuUnits(value as string), parseMemoryMiB(value as string)])],
];

test.each(ENTRIES)('%s throws nothing but its own error', (_, call) => {
  let refused = 0;
  fc.assert(
    fc.property(call, (run) => {
      try {
        run();
      } catch (error) {
        expect(error).toBeInstanceOf(PlacementInputError);
        refused++;
      }
    }),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(0);
});

const problemsOf = (run: () => unknown): readonly string[] => {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof PlacementInputError)) throw error;
    return error.problems.map(({ code, path }) => `${path}: ${code}`);
  }
};

test('every problem is named, with its place', () => {
  const demand = { ...NO_DEMAND, cpuUnits: -1, memoryMiB: 0.5, networkInterfaces: Number.NaN, tcpPorts: [80, 80, 0] };
  const constraints = [{ type: 'memberOf', expression: 'attribut:x == y' } as const];
  expect(problemsOf(() => place({ ...request, demand, constraints }, [instance]))).toEqual([
    'request.demand.cpuUnits: negative',
    'request.demand.memoryMiB: fractional',
    'request.demand.networkInterfaces: not-a-number',
    'request.demand.tcpPorts[2]: not-allowed',
    'request.demand.tcpPorts[1]: duplicate',
    'request.constraints[0].expression: expression',
  ]);
});

test('two instances of one id, a thousand strategies and eleven constraints are refused', () => {
  expect(problemsOf(() => place(request, [instance, instance]))).toEqual(['instances[1].id: duplicate']);
  const strategies = Array(1000).fill({ type: 'random' });
  expect(problemsOf(() => new Placer([]).place({ ...request, strategies }))).toEqual(['request.strategies: too-many']);
  const constraints = Array(11).fill({ type: 'distinctInstance' });
  expect(problemsOf(() => place({ ...request, constraints }, []))).toEqual(['request.constraints: too-many']);
});

test('an empty fleet refuses with no instance, and contradictory constraints with every instance', () => {
  expect(place({ ...request, constraints: [] }, [])).toEqual({ code: 'rejected', rejections: [] });
  const constraints = ['prod', 'test'].map((value) => ({
    type: 'memberOf' as const,
    expression: `attribute:stack == ${value}`,
  }));
  const nowhere = place({ ...request, demand: NO_DEMAND, constraints }, [instance]);
  expect(nowhere).toMatchObject({
    code: 'rejected',
    rejections: [{ instanceId: 'i-1', rejections: [{ code: 'member-of', expression: 'attribute:stack == test' }] }],
  });
});
