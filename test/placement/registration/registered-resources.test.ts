import {
  agentAttributes,
  demandOf,
  type InstanceType,
  OBSERVED_MEMORY_MIB,
  place,
  registeredResources,
} from '../../../lib/placement';
import { instanceOf, requestOf } from '../fixtures';

const m5: InstanceType = {
  name: 'm5.large',
  vcpus: 2,
  memoryMiB: 8192,
  architecture: 'x86_64',
  maxNetworkInterfaces: 3,
  trunkedTasks: { atLeast: 10, atMost: 10 },
  gpus: 0,
};
const medium: InstanceType = { ...m5, name: 'm6g.medium', architecture: 'arm64', vcpus: 1, memoryMiB: 4096 };
const micro: InstanceType = { ...m5, name: 't2.micro', vcpus: 1, memoryMiB: 1024 };

test('CPU is 1024 units a vCPU', () => {
  expect(registeredResources(m5).cpuUnits).toBe(2048);
});

test.each([
  [m5, 'conservative', 7577],
  [m5, 'optimistic', 8069],
  [m5, 'observed', 7764],
  [medium, 'conservative', 3604],
  [medium, 'observed', 3604],
  [micro, 'conservative', 901],
  [micro, 'optimistic', 1008],
  [micro, 'observed', 993],
] as const)('%o registers by its %s bound', (type, bound, memoryMiB) => {
  expect(registeredResources(type, { bound }).memoryMiB).toBe(memoryMiB);
});

test('the default bound is the conservative one', () => {
  expect(registeredResources(m5)).toEqual(registeredResources(m5, { bound: 'conservative' }));
});

test.each(Object.entries(OBSERVED_MEMORY_MIB))('%s was seen with %i MiB, between the bounds', (name, seen) => {
  const sizes = {
    micro: 1,
    small: 2,
    medium: 4,
    large: 8,
    xlarge: 16,
    '2xlarge': 32,
    '4xlarge': 64,
    '10xlarge': 160,
    '16xlarge': 256,
  };
  const c4 = { large: 3.75, xlarge: 7.5, '2xlarge': 15, '4xlarge': 30, '8xlarge': 60 };
  const r4 = { large: 15.25, '16xlarge': 488 };
  const [family, size] = name.split('.') as [string, string];
  const table: Record<string, number> = family === 'c4' ? c4 : family === 'r4' ? r4 : sizes;
  const type = { ...m5, name, memoryMiB: table[size]! * 1024 };
  expect(seen).toBeGreaterThanOrEqual(registeredResources(type).memoryMiB);
  expect(seen).toBeLessThanOrEqual(registeredResources(type, { bound: 'optimistic' }).memoryMiB);
});

test('reserved memory is taken off, an override counts before it', () => {
  expect(registeredResources(m5, { memoryMiB: 7700, reservedMemoryMiB: 200 }).memoryMiB).toBe(7500);
  expect(() => registeredResources(m5, { memoryMiB: 100, reservedMemoryMiB: 200 })).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ code: 'conflict' })] }),
  );
});

test('the agent keeps ports for itself', () => {
  expect(registeredResources(m5).reservedTcpPorts).toEqual([22, 2375, 2376, 51_678, 51_679]);
  expect(registeredResources(m5, { prometheusMetrics: true }).reservedTcpPorts).toContain(51_680);
  expect(registeredResources(m5, { operatingSystem: 'windows' }).reservedTcpPorts).toContain(3389);
  expect(registeredResources(m5, { reservedTcpPorts: [1] }).reservedTcpPorts).toEqual([1]);
});

test('without a trunk one interface is the own one; with a trunk its limit holds; a type without trunk keeps the first', () => {
  expect(registeredResources(m5).networkInterfaces).toBe(2);
  expect(registeredResources(m5, { trunking: true }).networkInterfaces).toBe(10);
  const uncertain = { ...m5, trunkedTasks: { atLeast: 0, atMost: 14 } };
  expect(registeredResources(uncertain, { trunking: true }).networkInterfaces).toBe(2);
  expect(registeredResources(uncertain, { trunking: true, bound: 'optimistic' }).networkInterfaces).toBe(14);
  expect(registeredResources({ ...m5, trunkedTasks: undefined }, { trunking: true }).networkInterfaces).toBe(2);
});

test('GPUs are registered only by an agent that supports them', () => {
  const g5 = { ...m5, gpus: 1 };
  expect(registeredResources(g5).gpus).toBe(1);
  expect(registeredResources(g5, { gpuSupport: false }).gpus).toBe(0);
});

const rejected = (taskDefinition: object, settings: object) => {
  const { requiredAttributes } = demandOf({ containerDefinitions: [], ...taskDefinition });
  const attributes = agentAttributes(m5, settings);
  const answer = place(requestOf({ requiredAttributes }), [instanceOf('a', { attributes })]);
  return answer.code === 'rejected' ? answer.rejections[0]!.rejections : [];
};

const everything = {
  networkMode: 'awsvpc',
  cpu: '16 vCPU',
  taskRoleArn: 'arn',
  executionRoleArn: 'arn',
  pidMode: 'task',
  enableFaultInjection: true,
  volumes: [{ configuredAtLaunch: true }, { efsVolumeConfiguration: { authorizationConfig: { iam: 'ENABLED' } } }],
  containerDefinitions: [
    {
      image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1',
      logConfiguration: { logDriver: 'awslogs', options: { a: 'b' }, secretOptions: [{ valueFrom: 'p' }] },
      healthCheck: {},
      dependsOn: [{}],
      secrets: [{ valueFrom: 'p' }, { valueFrom: 'arn:aws:secretsmanager:x' }],
      environmentFiles: [{}],
      repositoryCredentials: {},
      restartPolicy: { enabled: true },
      firelensConfiguration: { type: 'fluentbit' },
      privileged: true,
      dockerLabels: {},
      linuxParameters: { initProcessEnabled: true },
      portMappings: [{ containerPortRange: '1-2' }],
    },
  ],
};

test('a stock Amazon Linux instance can do everything a task definition can ask for', () => {
  expect(rejected(everything, {})).toEqual([]);
});

test.each([
  ['gelf logs on Amazon Linux', { containerDefinitions: [{ logConfiguration: { logDriver: 'gelf' } }] }, {}],
  [
    'fluentd logs on Bottlerocket',
    { containerDefinitions: [{ logConfiguration: { logDriver: 'fluentd' } }] },
    { machineImage: 'bottlerocket' },
  ],
  ['awsvpc on an agent nobody configured', { networkMode: 'awsvpc' }, { machineImage: 'custom' }],
  ['privileges where they are disabled', { containerDefinitions: [{ privileged: true }] }, { disablePrivileged: true }],
])('%s is missing an attribute', (_, taskDefinition, settings) => {
  expect(rejected(taskDefinition, settings)).toMatchObject([{ code: 'attributes', moreInstancesHelp: false }]);
});

test('log drivers and attributes of the user data are reported', () => {
  const gelf = { containerDefinitions: [{ logConfiguration: { logDriver: 'gelf' } }] };
  expect(rejected(gelf, { loggingDrivers: ['gelf'] })).toEqual([]);
  const attributes = agentAttributes(m5, { instanceAttributes: { stack: 'prod' }, machineImage: 'windows' });
  expect(attributes).toMatchObject({ stack: 'prod', 'ecs.os-type': 'windows', 'ecs.cpu-architecture': 'x86_64' });
});
