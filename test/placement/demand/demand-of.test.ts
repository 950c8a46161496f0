import fc from 'fast-check';
import {
  demandOf,
  PlacementInputError,
  parseCpuUnits,
  parseMemoryMiB,
  type TaskDefinitionJson,
} from '../../../lib/placement';

test.each([
  ['1 vCPU', 1024],
  ['.5 vCPU', 512],
  ['0.25vcpu', 256],
  ['2048', 2048],
  [1024, 1024],
  ['192 vCPU', 196_608],
])('%s are %i CPU units', (size, units) => {
  expect(parseCpuUnits(size)).toBe(units);
});

test.each([
  ['3 GB', 3072],
  ['.5 GB', 512],
  ['0.5GB', 512],
  ['512', 512],
  [2048, 2048],
])('%s are %i MiB', (size, mib) => {
  expect(parseMemoryMiB(size)).toBe(mib);
});

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    return (error as { problems: { code: string }[] }).problems[0]!.code;
  }
};

test.each([
  ['-1', 'negative'],
  ['1.5', 'fractional'],
  ['1 GB', 'not-a-number'],
  ['', 'not-a-number'],
  ['one', 'not-a-number'],
  [Number.NaN, 'not-a-number'],
  [1e12, 'too-large'],
  [1e300, 'too-large'],
  ['9999999 vCPU', 'too-large'],
])('%p is no CPU size', (size, code) => {
  expect(codeOf(() => parseCpuUnits(size))).toBe(code);
});

const app = { cpu: 100, memory: 200, memoryReservation: 50 };

test('Windows ignores the task level', () => {
  const demand = demandOf({
    cpu: '1 vCPU',
    memory: '2 GB',
    runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    containerDefinitions: [app],
  });
  expect(demand).toMatchObject({ cpuUnits: 100, memoryMiB: 50, operatingSystem: 'windows' });
});

test('host mode takes the container port where the host port is blank, unless told otherwise', () => {
  const portMappings = [{ containerPort: 8080 }, { containerPort: 80, hostPort: 80 }];
  const host = { networkMode: 'host', containerDefinitions: [{ ...app, portMappings }] };
  expect(demandOf(host).tcpPorts).toEqual([80, 8080]);
  expect(demandOf(host, { blankHostPortTakesContainerPort: false }).tcpPorts).toEqual([80]);
  expect(demandOf({ ...host, networkMode: 'bridge' }).tcpPorts).toEqual([80]);
  expect(demandOf({ ...host, networkMode: 'none' }).tcpPorts).toEqual([]);
});

test('a port that two containers name counts once; TCP and UDP apart', () => {
  const portMappings = [
    { hostPort: 53, containerPort: 53 },
    { hostPort: 53, containerPort: 53, protocol: 'udp' },
  ];
  const demand = demandOf({ containerDefinitions: [{ portMappings }, { portMappings }] });
  expect(demand).toMatchObject({ tcpPorts: [53], udpPorts: [53] });
});

test('GPUs add up, and ALL takes all', () => {
  const gpu = (value: string) => ({ resourceRequirements: [{ type: 'GPU', value }] });
  expect(demandOf({ containerDefinitions: [gpu('1'), gpu('2')] }).gpus).toBe(3);
  expect(demandOf({ containerDefinitions: [gpu('1'), gpu('ALL')] }).gpus).toBe('all');
});

test('an EBS volume configured at launch is one attachment', () => {
  const volumes = [{ name: 'data', configuredAtLaunch: true }];
  expect(demandOf({ volumes, containerDefinitions: [app] }).ebsVolumes).toBe(1);
});

const attributesOf = (taskDefinition: object): readonly string[] =>
  demandOf({ containerDefinitions: [], ...taskDefinition }).requiredAttributes.map(({ name }) => name);

const legacy = (name: string): string => `com.amazonaws.ecs.capability.${name}`;

test.each<[string, object, readonly string[]]>([
  ['awsvpc mode', { networkMode: 'awsvpc' }, ['ecs.capability.task-eni']],
  ['a task role', { taskRoleArn: 'arn' }, [legacy('task-iam-role')]],
  ['a task role in host mode', { taskRoleArn: 'arn', networkMode: 'host' }, [legacy('task-iam-role-network-host')]],
  ['a shared PID namespace', { pidMode: 'task' }, ['ecs.capability.pid-ipc-namespace-sharing']],
  ['a task size', { memory: 512 }, ['ecs.capability.task-cpu-mem-limit']],
  [
    'a large task size',
    { cpu: 16_384 },
    ['ecs.capability.increased-task-cpu-limit', 'ecs.capability.task-cpu-mem-limit'],
  ],
  [
    'EFS with an access point',
    { volumes: [{ efsVolumeConfiguration: { authorizationConfig: { accessPointId: 'fsap-1' } } }] },
    ['ecs.capability.efsAuth'],
  ],
  ['EFS', { volumes: [{ efsVolumeConfiguration: {} }] }, ['ecs.capability.efs']],
])('%s requires its capability', (_, taskDefinition, expected) => {
  expect(attributesOf(taskDefinition)).toEqual(expected);
});

test.each<[string, object, readonly string[]]>([
  [
    'a log driver',
    { logConfiguration: { logDriver: 'gelf' } },
    [legacy('docker-remote-api.1.18'), legacy('logging-driver.gelf')],
  ],
  ['a health check', { healthCheck: {} }, [legacy('docker-remote-api.1.24'), 'ecs.capability.container-health-check']],
  ['an order', { dependsOn: [{}] }, ['ecs.capability.container-ordering']],
  ['a parameter', { secrets: [{ valueFrom: 'p' }] }, ['ecs.capability.secrets.ssm.environment-variables']],
  [
    'a secret',
    { secrets: [{ valueFrom: 'arn:aws:secretsmanager:eu-west-1:1:secret:x' }] },
    ['ecs.capability.secrets.asm.environment-variables'],
  ],
  ['privileges', { privileged: true }, [legacy('privileged-container')]],
  ['an init process', { linuxParameters: { initProcessEnabled: true } }, [legacy('docker-remote-api.1.25')]],
  ['a private image', { image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1' }, [legacy('ecr-auth')]],
  ['a public image', { image: 'public.ecr.aws/nginx/nginx' }, []],
])('%s of a container requires its capability', (_, container, expected) => {
  expect(attributesOf({ containerDefinitions: [container] })).toEqual(expected);
});

test('an execution role for logs and images is required too', () => {
  const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1';
  const logConfiguration = { logDriver: 'awslogs', options: { 'awslogs-group': 'g' } };
  const names = attributesOf({ executionRoleArn: 'arn', containerDefinitions: [{ image, logConfiguration }] });
  expect(names).toEqual(
    expect.arrayContaining(['ecs.capability.execution-role-awslogs', 'ecs.capability.execution-role-ecr-pull']),
  );
  expect(names).toContain(legacy('docker-remote-api.1.19'));
});

test('what ECS derived itself is taken as it is', () => {
  expect(attributesOf({ networkMode: 'awsvpc', requiresAttributes: [{ name: 'x' }] })).toEqual(['x']);
});

test('more containers never take less', () => {
  const container = fc.record({ cpu: fc.nat(4096), memory: fc.nat(4096), memoryReservation: fc.nat(4096) });
  fc.assert(
    fc.property(fc.array(container), container, (containers, another) => {
      const [fewer, more] = [containers, [...containers, another]].map((of) => demandOf({ containerDefinitions: of }));
      expect(more!.cpuUnits - fewer!.cpuUnits).toBe(another.cpu);
      expect(more!.memoryMiB).toBeGreaterThanOrEqual(fewer!.memoryMiB);
    }),
  );
});

test('what is null is absent in a list, and refused where a text must be', () => {
  const withContainer = (container: object) =>
    demandOf({ containerDefinitions: [container] } as unknown as TaskDefinitionJson);
  expect(withContainer({ secrets: null, logConfiguration: { logDriver: 'gelf', secretOptions: null } }).cpuUnits).toBe(
    0,
  );
  expect(() => withContainer({ firelensConfiguration: { type: Symbol('fluentbit') } })).toThrow(PlacementInputError);
});
