import { Checker } from '../input/checker';
import type { InstanceType } from '../instance-type';
import type { OperatingSystem } from '../task-demand';

/** Machine images whose settings for the agent are known. `custom` is an agent that nobody configured. */
export type MachineImageFamily = 'al2023' | 'al2' | 'bottlerocket' | 'windows' | 'custom';

/** How the agent is set up, as far as it changes the attributes an instance reports. */
export interface AgentSettings {
  /** @default 'al2023' */
  readonly machineImage?: MachineImageFamily;
  /** `ECS_AVAILABLE_LOGGING_DRIVERS`. @default - what the machine image sets */
  readonly loggingDrivers?: readonly string[];
  /** `ECS_ENABLE_TASK_IAM_ROLE` and, on Linux, `ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST`. @default - what the machine image sets */
  readonly taskIamRole?: boolean;
  /** `ECS_ENABLE_TASK_ENI`. @default - what the machine image sets */
  readonly taskEni?: boolean;
  /** `ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE`. @default - what the machine image sets */
  readonly awslogsExecutionRole?: boolean;
  /** `ECS_DISABLE_PRIVILEGED`. @default false */
  readonly disablePrivileged?: boolean;
  /** `ECS_AWSVPC_BLOCK_IMDS`. @default false */
  readonly blockInstanceMetadata?: boolean;
  /** Whether an ENI trunk is attached. @default false */
  readonly trunking?: boolean;
  /** `ECS_INSTANCE_ATTRIBUTES`. @default - none */
  readonly instanceAttributes?: Readonly<Record<string, string>>;
}

interface ImageDefaults {
  readonly operatingSystem: OperatingSystem;
  readonly loggingDrivers: readonly string[];
  /** Whether the image turns on task roles, task network interfaces and the execution role for logs. */
  readonly configured: boolean;
}

const AMAZON_LINUX: ImageDefaults = {
  operatingSystem: 'linux',
  loggingDrivers: ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
  configured: true,
};

const IMAGES: Readonly<Record<MachineImageFamily, ImageDefaults>> = {
  al2023: AMAZON_LINUX,
  al2: AMAZON_LINUX,
  bottlerocket: { operatingSystem: 'linux', loggingDrivers: ['json-file', 'awslogs', 'none'], configured: true },
  windows: { operatingSystem: 'windows', loggingDrivers: ['json-file', 'none'], configured: false },
  custom: { operatingSystem: 'linux', loggingDrivers: ['json-file', 'none'], configured: false },
};

/** What a current agent reports whatever its settings. */
const ALWAYS: readonly string[] = [
  'private-registry-authentication.secretsmanager',
  ...['secrets.ssm.environment-variables', 'secrets.ssm.bootstrap.log-driver'],
  ...['secrets.asm.environment-variables', 'secrets.asm.bootstrap.log-driver'],
  ...['ecr-endpoint', 'container-ordering', 'full-sync', 'env-files.s3', 'network.container-port-range'],
  ...['container-restart-policy', 'aws-appmesh', 'task-eia', 'firelens.fluentd', 'firelens.fluentbit'],
  ...['firelens.non-root-user', 'firelens.options.config.file', 'firelens.options.config.s3', 'efs'],
  ...['storage.s3-files', 'ipv6-only', 'docker-plugin.local', 'logging-driver.awsfirelens.log-driver-buffer-limit'],
  ...['execution-role-ecr-pull', 'container-health-check', 'task-cpu-mem-limit', 'increased-task-cpu-limit'],
  ...['pid-ipc-namespace-sharing', 'efsAuth', 'execute-command', 'service-connect-v1', 'fault-injection'],
  ...['storage.ebs-task-volume-attach', 'storage.ebsta-non-root-user'],
].map((name) => `ecs.capability.${name}`);

/** Versions of Docker's interface that the agent speaks. */
const DOCKER_VERSIONS = [17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 32];

/**
 * The attributes that an instance reports: what it is, and what a current agent can do under these settings.
 * The zone and the type are not among them, since an {@link Instance} has fields of its own for them.
 * @throws PlacementInputError
 */
export function agentAttributes(
  type: Pick<InstanceType, 'architecture'>,
  settings: AgentSettings = {},
): Readonly<Record<string, string>> {
  checkSettings(settings);
  const image = IMAGES[settings.machineImage ?? 'al2023'];
  const legacy = (name: string): string => `com.amazonaws.ecs.capability.${name}`;
  const names = new Set(ALWAYS);
  const add = (isOn: boolean, ...added: readonly string[]): void => {
    if (isOn) for (const name of added) names.add(name);
  };
  const isLinux = image.operatingSystem === 'linux';
  const hasTaskRole = settings.taskIamRole ?? image.configured;
  const hasTaskEni = settings.taskEni ?? image.configured;
  for (const minor of DOCKER_VERSIONS) names.add(legacy(`docker-remote-api.1.${minor}`));
  for (const driver of settings.loggingDrivers ?? image.loggingDrivers) names.add(legacy(`logging-driver.${driver}`));
  add(true, legacy('logging-driver.awsfirelens'), legacy('ecr-auth'));
  add(settings.disablePrivileged !== true, legacy('privileged-container'));
  add(hasTaskRole, legacy('task-iam-role'));
  add(hasTaskRole && isLinux, legacy('task-iam-role-network-host'));
  add(settings.awslogsExecutionRole ?? image.configured, 'ecs.capability.execution-role-awslogs');
  add(hasTaskEni, 'ecs.capability.task-eni');
  add(hasTaskEni && isLinux, 'ecs.capability.task-eni.ipv6', 'ecs.capability.task-eni-trunking');
  add(hasTaskEni && settings.blockInstanceMetadata === true, 'ecs.capability.task-eni-block-instance-metadata');
  add(settings.trunking === true, 'ecs.awsvpc-trunk-id');
  return {
    ...Object.fromEntries([...names].map((name) => [name, ''])),
    'ecs.os-type': image.operatingSystem,
    'ecs.cpu-architecture': type.architecture,
    ...settings.instanceAttributes,
  };
}

function checkSettings(settings: AgentSettings): void {
  const check = new Checker();
  if (check.record(settings, 'settings')) {
    const { machineImage, loggingDrivers, instanceAttributes } = settings;
    if (machineImage !== undefined) check.oneOf(machineImage, Object.keys(IMAGES), 'settings.machineImage');
    check.list(loggingDrivers ?? [], 'settings.loggingDrivers').forEach((driver, index) => {
      check.text(driver, `settings.loggingDrivers[${index}]`);
    });
    if (instanceAttributes !== undefined) check.record(instanceAttributes, 'settings.instanceAttributes');
  }
  check.finish();
}
