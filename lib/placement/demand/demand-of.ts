import type { CpuArchitecture, OperatingSystem, TaskDemand } from '../task-demand';
import { checkTaskDefinition } from './check-task-definition';
import { requiredAttributesOf } from './required-attributes';
import { parseCpuUnits, parseMemoryMiB } from './size';
import type { ContainerDefinitionJson, TaskDefinitionJson } from './task-definition-json';

/** What AWS does not document about a task's demand. */
export interface DemandOptions {
  /**
   * Whether a blank host port in `host` mode takes the container port on the host.
   * @default true: the process listens on it, since both share one network
   */
  readonly blankHostPortTakesContainerPort?: boolean;
}

/**
 * What a task of a task definition takes from its instance, by the accounting of the ECS agent: the task's own size
 * wins over the containers' sum (except on Windows, where it is ignored); soft memory limits count before hard ones.
 *
 * What is absent counts as zero, as it does for the agent; that ECS would not register the task definition is not
 * said here.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 * @throws PlacementInputError naming everything that is wrong.
 */
export function demandOf(taskDefinition: TaskDefinitionJson, options: DemandOptions = {}): TaskDemand {
  checkTaskDefinition(taskDefinition);
  const { containerDefinitions: containers, networkMode, runtimePlatform, volumes } = taskDefinition;
  const operatingSystem = operatingSystemOf(runtimePlatform?.operatingSystemFamily);
  const isSized = operatingSystem !== 'windows';
  const taskCpu = isSized && taskDefinition.cpu !== undefined ? parseCpuUnits(taskDefinition.cpu) : 0;
  const taskMemory = isSized && taskDefinition.memory !== undefined ? parseMemoryMiB(taskDefinition.memory) : 0;
  const cpuArchitecture = architectureOf(runtimePlatform?.cpuArchitecture);
  const cpuUnits = taskCpu > 0 ? taskCpu : sum(containers, ({ cpu }) => cpu ?? 0);
  return {
    cpuUnits,
    memoryMiB: taskMemory > 0 ? taskMemory : sum(containers, memoryOf),
    gpus: gpusOf(containers),
    networkInterfaces: networkMode === 'awsvpc' ? 1 : 0,
    ebsVolumes: volumes?.some(({ configuredAtLaunch }) => configuredAtLaunch === true) ? 1 : 0,
    tcpPorts: hostPorts(taskDefinition, 'tcp', options),
    udpPorts: hostPorts(taskDefinition, 'udp', options),
    requiredAttributes: taskDefinition.requiresAttributes ?? requiredAttributesOf(taskDefinition, taskCpu, taskMemory),
    ...(operatingSystem && { operatingSystem }),
    ...(cpuArchitecture && { cpuArchitecture }),
  };
}

const sum = <T>(items: readonly T[], measure: (item: T) => number): number =>
  items.reduce((total, item) => total + measure(item), 0);

/** The soft limit if there is one, else the hard one. */
const memoryOf = ({ memory, memoryReservation }: ContainerDefinitionJson): number => memoryReservation || memory || 0;

function gpusOf(containers: readonly ContainerDefinitionJson[]): number | 'all' {
  const values = containers
    .flatMap(({ resourceRequirements }) => resourceRequirements ?? [])
    .filter(({ type }) => type === 'GPU')
    .map(({ value }) => value);
  return values.some((value) => value === 'ALL') ? 'all' : sum(values, Number);
}

/** Fixed ports on the host. A port left to Docker takes none, and neither does a range of container ports. */
function hostPorts(
  { containerDefinitions, networkMode }: TaskDefinitionJson,
  protocol: string,
  { blankHostPortTakesContainerPort = true }: DemandOptions,
): readonly number[] {
  if (networkMode === 'awsvpc' || networkMode === 'none') return [];
  const ports = containerDefinitions
    .flatMap(({ portMappings }) => portMappings ?? [])
    .filter((mapping) => (mapping.protocol ?? 'tcp') === protocol)
    .map(({ hostPort, containerPort }) =>
      networkMode === 'host' && blankHostPortTakesContainerPort ? hostPort || containerPort || 0 : (hostPort ?? 0),
    )
    .filter((port) => port > 0);
  return [...new Set(ports)].sort((left, right) => left - right);
}

function operatingSystemOf(family: string | undefined): OperatingSystem | undefined {
  if (family === undefined) return undefined;
  return family.toUpperCase().startsWith('WINDOWS') ? 'windows' : 'linux';
}

function architectureOf(architecture: string | undefined): CpuArchitecture | undefined {
  if (architecture === undefined) return undefined;
  return architecture.toUpperCase() === 'ARM64' ? 'arm64' : 'x86_64';
}
