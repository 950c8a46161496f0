import type { ResourceAmounts } from './resources';

/** The network mode of a task on Linux; `default` is what Windows uses in place of `bridge`. */
export type NetworkMode = 'bridge' | 'host' | 'awsvpc' | 'none' | 'default';

/** An operating system as ECS names it in `ecs.os-type`. */
export type OperatingSystem = 'linux' | 'windows';

/** A CPU architecture as ECS names it in `ecs.cpu-architecture`. */
export type CpuArchitecture = 'x86_64' | 'arm64';

/** An attribute an instance must have; without a value any value will do. */
export interface RequiredAttribute {
  readonly name: string;
  readonly value?: string;
}

/**
 * What one task takes from the instance it runs on, as the ECS agent and scheduler account for it.
 * Made from a task definition by {@link demandOf}.
 */
export interface TaskDemand {
  /** CPU units; 1024 are one vCPU. */
  readonly cpuUnits: number;
  /** Memory in MiB: the task's own, or the sum of the containers' soft (else hard) limits. */
  readonly memoryMiB: number;
  /** Whole GPUs, or all of an instance's, whatever their number. */
  readonly gpus: number | 'all';
  /** One for an `awsvpc` task, else none. */
  readonly networkInterfaces: number;
  /** EBS volumes that ECS attaches for the task: none or one. */
  readonly ebsVolumes: number;
  /** Fixed TCP host ports, sorted, each once. Dynamic ports take nothing. */
  readonly tcpPorts: readonly number[];
  /** Fixed UDP host ports, sorted, each once. */
  readonly udpPorts: readonly number[];
  /** Attributes that `requiresAttributes` of the task definition would list. */
  readonly requiredAttributes: readonly RequiredAttribute[];
  /** The operating system of `runtimePlatform`. @default - linux, as ECS assumes. */
  readonly operatingSystem?: OperatingSystem;
  /** The CPU architecture of `runtimePlatform`; ECS does not filter by it on EC2 (see {@link Assumptions}). */
  readonly cpuArchitecture?: CpuArchitecture;
}

/** A task that takes nothing; spread it to write a demand with only what matters. */
export const NO_DEMAND: TaskDemand = {
  cpuUnits: 0,
  memoryMiB: 0,
  gpus: 0,
  networkInterfaces: 0,
  ebsVolumes: 0,
  tcpPorts: [],
  udpPorts: [],
  requiredAttributes: [],
};

/** The counted part of a demand on an instance with this many GPUs (which `all` stands for). */
export function demandedAmounts(demand: TaskDemand, instanceGpus: number): ResourceAmounts {
  const { cpuUnits, memoryMiB, networkInterfaces, ebsVolumes } = demand;
  const gpus = demand.gpus === 'all' ? instanceGpus : demand.gpus;
  return { cpuUnits, memoryMiB, networkInterfaces, ebsVolumes, gpus };
}
