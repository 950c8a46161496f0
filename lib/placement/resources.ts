/**
 * The resources of a container instance that are counted.
 * Every field is a whole number of zero or more.
 */
export interface ResourceAmounts {
  /** CPU units; 1024 are one vCPU. */
  readonly cpuUnits: number;
  /** Memory in MiB. */
  readonly memoryMiB: number;
  /** Whole GPUs; ECS gives a GPU to one task only. */
  readonly gpus: number;
  /** Network interfaces free for `awsvpc` tasks: the type's limit less the primary one, or the trunk's task limit. */
  readonly networkInterfaces: number;
  /** EBS volumes that ECS may attach for tasks. */
  readonly ebsVolumes: number;
}

/** The names of the counted resources, in the order ECS checks them. */
export const RESOURCE_NAMES = ['cpuUnits', 'memoryMiB', 'networkInterfaces', 'gpus', 'ebsVolumes'] as const;

/** The name of one counted resource. */
export type ResourceName = (typeof RESOURCE_NAMES)[number];

/** No resources at all. */
export const NO_RESOURCES: ResourceAmounts = {
  cpuUnits: 0,
  memoryMiB: 0,
  gpus: 0,
  networkInterfaces: 0,
  ebsVolumes: 0,
};

/**
 * What a container instance registers with its cluster (`registeredResources` of the ECS API).
 * Ports are a set of what is taken, not an amount: the agent registers the ports it keeps for itself.
 */
export interface RegisteredResources extends ResourceAmounts {
  /** TCP ports no task may use, such as 22 and the agent's own. */
  readonly reservedTcpPorts: readonly number[];
  /** UDP ports no task may use. */
  readonly reservedUdpPorts: readonly number[];
}

/** Adds amounts resource by resource. */
export function addResources(...amounts: readonly ResourceAmounts[]): ResourceAmounts {
  const sum = { ...NO_RESOURCES };
  for (const amount of amounts) for (const name of RESOURCE_NAMES) sum[name] += amount[name];
  return sum;
}

/** Subtracts amounts resource by resource; the result may be negative, as on an instance that is over-committed. */
export function subtractResources(from: ResourceAmounts, amount: ResourceAmounts): ResourceAmounts {
  const rest = { ...NO_RESOURCES };
  for (const name of RESOURCE_NAMES) rest[name] = from[name] - amount[name];
  return rest;
}
