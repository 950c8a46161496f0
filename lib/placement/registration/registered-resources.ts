import { checkPorts } from '../input/check-demand';
import { Checker } from '../input/checker';
import { PlacementInputError } from '../input/input-error';
import type { InstanceType } from '../instance-type';
import type { RegisteredResources } from '../resources';
import type { OperatingSystem } from '../task-demand';
import { OBSERVED_MEMORY_MIB } from './observed-memory';

/** How an instance's agent is set up, as far as it changes what the instance registers. */
export interface RegistrationOptions {
  /**
   * Where figures are between bounds, which to take. AWS documents no formula for the memory that the kernel keeps:
   * `conservative` takes off 7.5 percent (12 below 4 GiB, and on arm64 at 4 GiB), `optimistic` 1.5 percent, `observed` takes what was seen
   * on instances of the type, else what `conservative` takes. Tasks with ENI trunking likewise: the lower or the
   * upper limit.
   * @default 'conservative': what fits then also fits in fact
   */
  readonly bound?: 'conservative' | 'optimistic' | 'observed';
  /** Memory in MiB that the instance is known to register before `ECS_RESERVED_MEMORY`. @default - by `bound` */
  readonly memoryMiB?: number;
  /** `ECS_RESERVED_MEMORY`. @default 0 */
  readonly reservedMemoryMiB?: number;
  /** @default 'linux' */
  readonly operatingSystem?: OperatingSystem;
  /** `ECS_RESERVED_PORTS`. @default - the agent's own for the operating system */
  readonly reservedTcpPorts?: readonly number[];
  /** `ECS_RESERVED_PORTS_UDP`. @default - none */
  readonly reservedUdpPorts?: readonly number[];
  /** `ECS_ENABLE_PROMETHEUS_METRICS`, which takes port 51680. @default false */
  readonly prometheusMetrics?: boolean;
  /** Whether the `awsvpcTrunking` account setting is on for the instance's role. @default false */
  readonly trunking?: boolean;
  /** `ECS_ENABLE_GPU_SUPPORT`, which GPU machine images set. @default true */
  readonly gpuSupport?: boolean;
}

/** Ports the agent keeps for itself; 51680 only for its metrics. */
const LINUX_PORTS: readonly number[] = [22, 2375, 2376, 51_678, 51_679];
const WINDOWS_PORTS: readonly number[] = [53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51_678, 51_679];
const METRICS_PORT = 51_680;

/** Of 28 attachments of most Nitro types, the root volume and the primary network interface take two. */
const DEFAULT_EBS_VOLUMES = 26;

/**
 * What an instance of a type registers.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 * @throws PlacementInputError also if more memory is reserved than there is: the agent then fails to register.
 */
export function registeredResources(type: InstanceType, options: RegistrationOptions = {}): RegisteredResources {
  checkType(type, options);
  const total = options.memoryMiB ?? visibleMemoryMiB(type, options);
  const reserved = options.reservedMemoryMiB ?? 0;
  if (reserved > total) {
    throw new PlacementInputError([{ code: 'conflict', path: 'options.reservedMemoryMiB', value: reserved }]);
  }
  const ports = options.reservedTcpPorts ?? (options.operatingSystem === 'windows' ? WINDOWS_PORTS : LINUX_PORTS);
  return {
    cpuUnits: type.vcpus * 1024,
    memoryMiB: total - reserved,
    gpus: options.gpuSupport === false ? 0 : type.gpus,
    networkInterfaces: awsvpcTasks(type, options),
    ebsVolumes: type.maxEbsVolumes ?? DEFAULT_EBS_VOLUMES,
    reservedTcpPorts: options.prometheusMetrics && !ports.includes(METRICS_PORT) ? [...ports, METRICS_PORT] : ports,
    reservedUdpPorts: options.reservedUdpPorts ?? [],
  };
}

function visibleMemoryMiB(
  type: InstanceType,
  { bound = 'conservative', operatingSystem }: RegistrationOptions,
): number {
  const { name, memoryMiB, architecture } = type;
  // Windows shows the memory but for one page or so; less is taken off only to be careful.
  if (bound === 'optimistic') return operatingSystem === 'windows' ? memoryMiB - 1 : Math.floor(memoryMiB * 0.985);
  if (bound === 'observed' && operatingSystem !== 'windows' && Object.hasOwn(OBSERVED_MEMORY_MIB, name)) {
    return OBSERVED_MEMORY_MIB[name]!;
  }
  const isSmall = memoryMiB < 4096 || (architecture === 'arm64' && memoryMiB <= 4096);
  return Math.floor(memoryMiB * (isSmall ? 0.88 : 0.925));
}

/** One interface is the instance's own; with a trunk the type's task limit holds, if it takes one at all. */
function awsvpcTasks(type: InstanceType, { bound, trunking, operatingSystem }: RegistrationOptions): number {
  const side = bound === 'optimistic' ? 'atMost' : 'atLeast';
  const plain = type.awsvpcTasks?.[side] ?? type.maxNetworkInterfaces - 1;
  const canTrunk = trunking && operatingSystem !== 'windows';
  return Math.max(0, plain, canTrunk ? (type.trunkedTasks?.[side] ?? 0) : 0);
}

function checkType(type: InstanceType, options: RegistrationOptions): void {
  const check = new Checker();
  if (!check.record(options, 'options')) check.finish();
  if (check.record(type, 'type')) {
    check.text(type.name, 'type.name');
    check.whole(type.vcpus, 'type.vcpus', 1, 2 ** 20);
    check.whole(type.memoryMiB, 'type.memoryMiB', 1);
    check.whole(type.gpus, 'type.gpus');
    check.whole(type.maxNetworkInterfaces, 'type.maxNetworkInterfaces', 1);
    if (type.trunkedTasks !== undefined) checkBounds(type.trunkedTasks, 'type.trunkedTasks', check);
    if (type.awsvpcTasks !== undefined) checkBounds(type.awsvpcTasks, 'type.awsvpcTasks', check);
    if (type.maxEbsVolumes !== undefined) check.whole(type.maxEbsVolumes, 'type.maxEbsVolumes');
  }
  if (options.bound !== undefined)
    check.oneOf(options.bound, ['conservative', 'optimistic', 'observed'], 'options.bound');
  for (const name of ['reservedTcpPorts', 'reservedUdpPorts'] as const) {
    if (options[name] !== undefined) checkPorts(options[name], `options.${name}`, check);
  }
  if (options.memoryMiB !== undefined) check.whole(options.memoryMiB, 'options.memoryMiB');
  if (options.reservedMemoryMiB !== undefined) check.whole(options.reservedMemoryMiB, 'options.reservedMemoryMiB');
  check.finish();
}

function checkBounds(
  bounds: { readonly atLeast: number; readonly atMost: number },
  path: string,
  check: Checker,
): void {
  if (!check.record(bounds, path)) return;
  check.whole(bounds.atLeast, `${path}.atLeast`);
  check.whole(bounds.atMost, `${path}.atMost`);
}
