import { spawnSync } from 'node:child_process';
import { Duration, Lazy } from 'aws-cdk-lib';
import { type AgentSettings, onDemand } from '../../../lib/cluster';
import { clusterOf, refusalOf, token, userDataOf } from '../fixture';

const withAgent = (agent: AgentSettings, operatingSystem: 'al2023' | 'bottlerocket' = 'al2023') =>
  onDemand({ instanceTypes: ['m7g.large'], max: 2, agent, operatingSystem });

const DEFAULTS = /ECS_AWSVPC_BLOCK_IMDS|DRIVERS|ECS_RESERVED_MEMORY=256/;

/** The variable a setting renders to, on Amazon Linux. */
const rendered = (agent: AgentSettings) => {
  const lines = userDataOf(clusterOf(withAgent(agent)).template).split('\n');
  return lines.filter((line) => /^[A-Z_]+=/.test(line) && !DEFAULTS.test(line));
};

test.each<[AgentSettings, string]>([
  [{ reservedMemoryMiB: 0 }, 'ECS_RESERVED_MEMORY=0'],
  [{ reservedPorts: [22, 80] }, 'ECS_RESERVED_PORTS=[22,80]'],
  [{ dynamicHostPortRange: [40_000, 50_000] }, 'ECS_DYNAMIC_HOST_PORT_RANGE=40000-50000'],
  [{ privilegedDisabled: false }, 'ECS_DISABLE_PRIVILEGED=false'],
  [{ imagePullBehavior: 'prefer-cached' }, 'ECS_IMAGE_PULL_BEHAVIOR=prefer-cached'],
  [{ imageCleanupInterval: Duration.minutes(10) }, 'ECS_IMAGE_CLEANUP_INTERVAL=600s'],
  [{ cpuPeriod: Duration.millis(20) }, 'ECS_CGROUP_CPU_PERIOD=20ms'],
  [{ taskMetadataRequestsPerSecond: [100, 150] }, 'ECS_TASK_METADATA_RPS_LIMIT=100,150'],
  [{ untrackedImagesKept: ['alpine:3', 'busybox:1'] }, 'ECS_EXCLUDE_UNTRACKED_IMAGE=alpine:3,busybox:1'],
  [{ agentLabels: { team: "o'hara $HOME" } }, `ECS_AGENT_LABELS={"team":"o'hara $HOME"}`],
  [{ awsvpcLocalRoutes: ['10.0.15.0/24'] }, 'ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES=["10.0.15.0/24"]'],
])('%j', (agent, line) => {
  expect(rendered(agent)).toEqual([line]);
});

test('values stand in a quoted here-document: the shell replaces nothing in them', () => {
  expect(userDataOf(clusterOf(withAgent({})).template)).toContain("cat <<'STOWAGE' >> /etc/ecs/ecs.config\n");
});

test('every driver of ECS is announced unless said otherwise, so that no task waits for a driver for ever', () => {
  expect(userDataOf(clusterOf(withAgent({})).template)).toContain(
    'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs","awsfirelens","fluentd","gelf","journald","splunk","syslog","none"]\n',
  );
  expect(userDataOf(clusterOf(withAgent({ logDrivers: ['awslogs'] })).template)).toContain('DRIVERS=["awslogs"]\n');
});

test('some memory is kept for the system; the agent itself would offer all of it', () => {
  expect(userDataOf(clusterOf(withAgent({})).template)).toContain('\nECS_RESERVED_MEMORY=256\n');
  expect(userDataOf(clusterOf(withAgent({}, 'bottlerocket')).template)).toContain('\nreserved-memory = 256\n');
});

test('the user data is a shell script', () => {
  const agent: AgentSettings = { agentLabels: { odd: 'it\'s `$(x)` "quoted"' }, httpProxy: 'proxy:3128' };
  const script = userDataOf(clusterOf(withAgent(agent)).template);
  const { status, stderr } = spawnSync('bash', ['-n'], { input: script });
  expect([status, stderr.toString()]).toEqual([0, '']);
});

test('tokens are left alone', () => {
  const reservedMemoryMiB = Lazy.number({ produce: () => 99 });
  expect(refusalOf(withAgent({ reservedMemoryMiB, httpProxy: token() }))).toBeUndefined();
});

test.each<AgentSettings>([
  { reservedMemoryMiB: -1 },
  { reservedMemoryMiB: 65_536 },
  { reservedPorts: [65_536] },
  { dynamicHostPortRange: [50_000, 40_000] },
  { taskPidsLimit: 0 },
  { taskPidsLimit: 4_194_305 },
  { imageCleanupInterval: Duration.seconds(599) },
  { taskCleanupWait: Duration.millis(999) },
  { containerCreateTimeout: Duration.seconds(59) },
  { metricsPollInterval: Duration.seconds(21) },
  { metricsPollInterval: Duration.seconds(4) },
  { imagesDeletedPerCleanup: 0 },
  { httpProxy: 'proxy:3128\nECS_CLUSTER=other' },
  { httpProxy: '' },
])('the agent would ignore %j, so it is refused', (agent) => {
  expect(refusalOf(withAgent(agent))).toBe('AgentSettingInvalid');
});

test('a setting that only the run time sees is refused', () => {
  const agent = { reservedMemory: 256 };
  expect(refusalOf(withAgent(agent as AgentSettings))).toBe('AgentSettingInvalid');
});

test('Bottlerocket gets its own keys, in the section that the L2 opened and no other', () => {
  const agent: AgentSettings = {
    reservedMemoryMiB: 256,
    privilegedDisabled: false,
    imageCleanupDisabled: true,
    containerStopTimeout: Duration.minutes(2),
    taskMetadataRequestsPerSecond: [100, 150],
    logLevel: 'warn',
    logDrivers: ['awslogs', 'none'],
  };
  const spec = onDemand({
    instanceTypes: ['m7g.large'],
    max: 2,
    operatingSystem: 'bottlerocket',
    agent,
    attributes: { stack: 'prod', 'a.b': 'c' },
    warmPool: {},
  });
  expect(userDataOf(clusterOf(spec).template).split('\n')).toEqual([
    '[settings.autoscaling]',
    'should-wait = true',
    '[settings.ecs]',
    'cluster = "the-cluster"',
    'awsvpc-block-imds = true',
    'reserved-memory = 256',
    'logging-drivers = ["awslogs","none"]',
    'allow-privileged-containers = true',
    'image-cleanup-enabled = false',
    'container-stop-timeout = "120s"',
    'metadata-service-rps = 100',
    'metadata-service-burst = 150',
    'loglevel = "warn"',
    'instance-attributes = { "stack" = "prod", "a.b" = "c" }',
  ]);
});

test('a setting that Bottlerocket lacks is refused', () => {
  expect(refusalOf(withAgent({ reservedPorts: [22] }, 'bottlerocket'))).toBe('BottlerocketSetting');
  expect(refusalOf(withAgent({ reservedPorts: [22] }))).toBeUndefined();
});
