import {
  type ContainerDefinitionJson,
  demandOf,
  PlacementInputError,
  type TaskDefinitionJson,
  type TaskDemand,
} from '../../placement';
import type { Container } from '../ecs/container';
import type { TaskDefinition } from '../ecs/task-definition';
import { ifKnown, isUnknown, type Known } from '../known';
import { textParts } from '../value/text';
import { isStruct, Unknown, type Value } from '../value/value';

/** What a task takes, each figure known or not. */
export type DemandInTemplate = {
  readonly [K in keyof Required<TaskDemand>]: Known<NonNullable<TaskDemand[K]>> | undefined;
};

/**
 * What a task of a task definition takes from its instance. The engine accounts for it; here only what the template
 * leaves open is told apart, figure by figure.
 */
export function demandInTemplate(definition: TaskDefinition): DemandInTemplate {
  const { containers } = definition;
  let demand: TaskDemand;
  try {
    demand = demandOf(asApiShape(definition));
  } catch (error) {
    if (!(error instanceof PlacementInputError)) throw error;
    return everythingUnknown(
      new Unknown({ code: 'malformed', name: error.problems[0]?.path ?? 'the task definition' }, ''),
    );
  }
  const { networkMode } = definition;
  const taskSize = (value: Known<string> | undefined, sum: Unknown | undefined) =>
    isUnknown(value) ? value : value === undefined || definition.isWindows ? sum : undefined;
  const cpu = taskSize(definition.cpu, firstUnknown(containers.map(({ cpuUnits }) => cpuUnits)));
  const memory = taskSize(definition.memory, firstUnknown(containers.map(memoryOf)));
  const ports = firstUnknown([networkMode, ...containers.flatMap(portsOf)]);
  return {
    cpuUnits: cpu ?? demand.cpuUnits,
    memoryMiB: memory ?? demand.memoryMiB,
    gpus: firstUnknown(containers.map((container) => container.requirement('GPU'))) ?? demand.gpus,
    networkInterfaces: isUnknown(networkMode) ? networkMode : demand.networkInterfaces,
    ebsVolumes: demand.ebsVolumes,
    tcpPorts: ports ?? demand.tcpPorts,
    udpPorts: ports ?? demand.udpPorts,
    requiredAttributes:
      firstUnknown([networkMode, ...containers.map(({ logDriver }) => logDriver)]) ?? demand.requiredAttributes,
    operatingSystem: isUnknown(definition.operatingSystemFamily)
      ? definition.operatingSystemFamily
      : demand.operatingSystem,
    cpuArchitecture: isUnknown(definition.cpuArchitecture) ? definition.cpuArchitecture : demand.cpuArchitecture,
  };
}

/** The demand as the engine takes it; the first figure that is not known otherwise. */
export function knownDemand(demand: DemandInTemplate): Known<TaskDemand> {
  const unknown = firstUnknown(Object.values(demand));
  return (
    unknown ??
    (Object.fromEntries(Object.entries(demand).filter(([, value]) => value !== undefined)) as unknown as TaskDemand)
  );
}

const firstUnknown = (values: readonly unknown[]): Unknown | undefined => values.find(isUnknown);

/** The soft limit counts where there is one. */
const memoryOf = ({ memoryReservationMiB, memoryMiB }: Container) => memoryReservationMiB ?? memoryMiB;

const portsOf = ({ portMappings }: Container) =>
  portMappings.flatMap(({ hostPort, containerPort, protocol }) => [
    hostPort,
    protocol,
    hostPort === undefined ? containerPort : 0,
  ]);

function everythingUnknown(unknown: Unknown): DemandInTemplate {
  return {
    cpuUnits: unknown,
    memoryMiB: unknown,
    gpus: unknown,
    networkInterfaces: unknown,
    ebsVolumes: unknown,
    tcpPorts: unknown,
    udpPorts: unknown,
    requiredAttributes: unknown,
    operatingSystem: undefined,
    cpuArchitecture: undefined,
  };
}

/** The task definition in the API's own shape, without what is not known. */
function asApiShape(definition: TaskDefinition): TaskDefinitionJson {
  const { properties } = definition;
  const operatingSystemFamily = ifKnown(definition.operatingSystemFamily);
  const cpuArchitecture = ifKnown(definition.cpuArchitecture);
  return {
    networkMode: ifKnown(definition.networkMode),
    cpu: ifKnown(definition.cpu),
    memory: ifKnown(definition.memory),
    taskRoleArn: present(properties['TaskRoleArn']),
    executionRoleArn: present(properties['ExecutionRoleArn']),
    pidMode: present(properties['PidMode']),
    ipcMode: present(properties['IpcMode']),
    proxyConfiguration: objectOf(properties['ProxyConfiguration']),
    enableFaultInjection: properties['EnableFaultInjection'] === true,
    runtimePlatform: { operatingSystemFamily, cpuArchitecture },
    volumes: definition.volumes.map((volume) => {
      const efs = objectOf(volume['EFSVolumeConfiguration']);
      const authorization = efs && objectOf(efs['AuthorizationConfig']);
      return {
        configuredAtLaunch: volume['ConfiguredAtLaunch'] === true || volume['ConfiguredAtLaunch'] === 'true',
        efsVolumeConfiguration: efs && {
          authorizationConfig: authorization && {
            iam: present(authorization['IAM']),
            accessPointId: present(authorization['AccessPointId']),
          },
        },
      };
    }),
    containerDefinitions: definition.containers.map((container) => containerShape(container)),
  };
}

function containerShape(container: Container): ContainerDefinitionJson {
  const { properties } = container;
  const logDriver = ifKnown(container.logDriver);
  const logging = objectOf(properties['LogConfiguration']);
  const gpu = ifKnown(container.requirement('GPU'));
  return {
    name: container.name,
    image: imageText(container.image),
    cpu: ifKnown(container.cpuUnits),
    memory: ifKnown(container.memoryMiB),
    memoryReservation: ifKnown(container.memoryReservationMiB),
    portMappings: container.portMappings.map(({ containerPort, hostPort, protocol, range }) => ({
      containerPort: ifKnown(containerPort),
      hostPort: ifKnown(hostPort),
      protocol: ifKnown(protocol),
      containerPortRange: ifKnown(range),
    })),
    resourceRequirements: gpu === undefined ? [] : [{ type: 'GPU', value: gpu }],
    logConfiguration:
      logDriver === undefined
        ? undefined
        : {
            logDriver,
            options: objectOf(logging?.['Options']),
            secretOptions: secretsOf(logging?.['SecretOptions']),
          },
    firelensConfiguration: typed(properties['FirelensConfiguration']),
    healthCheck: container.healthCheck,
    dependsOn: container.dependsOn,
    secrets: secretsOf(properties['Secrets']),
    environmentFiles: listOf(properties['EnvironmentFiles']).filter(isStruct),
    repositoryCredentials: objectOf(properties['RepositoryCredentials']),
    restartPolicy: { enabled: objectOf(properties['RestartPolicy'])?.['Enabled'] === true },
    privileged: properties['Privileged'] === true || properties['Privileged'] === 'true',
    dockerLabels: objectOf(properties['DockerLabels']),
    ulimits: listOf(properties['Ulimits']).filter(isStruct),
    linuxParameters: { initProcessEnabled: objectOf(properties['LinuxParameters'])?.['InitProcessEnabled'] === true },
  };
}

const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Value | undefined) => (isStruct(value) ? value : undefined);

/** Whether something is given counts, not what: a text stands for it. */
const present = (value: Value | undefined): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : 'given';
};

function typed(value: Value | undefined): { type?: string } | undefined {
  const type = objectOf(value)?.['Type'];
  return typeof type === 'string' ? { type } : undefined;
}

/** Secrets by where they come from; what a reference stands for shows in the name of its resource's type. */
function secretsOf(value: Value | undefined): { valueFrom: string }[] {
  return listOf(value)
    .filter(isStruct)
    .map((secret) => {
      const parts = textParts(secret['ValueFrom'] ?? '') ?? [];
      const text = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
      const named = parts.some((part) => typeof part !== 'string');
      return { valueFrom: text.includes('ssm') || text.startsWith('/') || !named ? text : `:secretsmanager:${text}` };
    });
}

/** An image's address, recognisable as one of a private ECR registry when it is. */
function imageText(image: Value | undefined): string | undefined {
  const parts = image === undefined ? undefined : textParts(image);
  if (!parts) return undefined;
  const text = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  const isEcr = /\.dkr[.-]ecr\./.test(text) || /^(\.|$|\/|:|@)/.test(text);
  return isEcr && parts.some((part) => typeof part !== 'string')
    ? '000000000000.dkr.ecr.region.amazonaws.com/image'
    : text;
}
