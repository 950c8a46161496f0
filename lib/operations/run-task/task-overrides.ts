/** What a container does otherwise than its task definition says. */
export interface ContainerOverrides {
  readonly command?: readonly string[];
  /** Added to the environment of the task definition, or in place of it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** ARNs of at most ten objects in S3 whose names end with `.env`, in place of those of the task definition. */
  readonly environmentFiles?: readonly string[];
  /** CPU units of the container; 1024 are one vCPU. */
  readonly cpuUnits?: number;
  /** Hard limit of the container's memory in MiB. */
  readonly memoryMiB?: number;
  /** Soft limit of the container's memory in MiB, less than the hard one. */
  readonly memoryReservationMiB?: number;
  /** Whole GPUs. */
  readonly gpus?: number;
}

/** Overrides of the container that needs no name, or of containers by their names. */
export type OverriddenContainers =
  | {
      /** Of the only container; of several, of the only one that is essential. */
      readonly container?: ContainerOverrides;
      readonly containers?: never;
    }
  | {
      readonly container?: never;
      /** By the name of the container. */
      readonly containers: Readonly<Record<string, ContainerOverrides>>;
    };

/** What a task does otherwise than its task definition says. */
export type TaskOverrides = OverriddenContainers & {
  /** CPU units of the task as a whole; 1024 are one vCPU. */
  readonly cpuUnits?: number;
  /** Memory of the task as a whole in MiB. */
  readonly memoryMiB?: number;
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
};
