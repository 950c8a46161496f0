import { Size, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { TaskDraft } from '../task-draft';

/** A kernel capability. */
export type Capability = `${ecs.Capability}`;

/** What a container gets from the Linux kernel beyond or below Docker's defaults. */
export interface LinuxOptions {
  /**
   * Whether a small init process runs first in the container; it passes signals on and reaps orphans, so that SIGTERM
   * reaches an application started by a shell.
   *
   * @default true - except where pidMode shares the processes, and the init process would not be the first
   */
  readonly initProcess?: boolean;
  /** Capabilities beyond Docker's. @default - none */
  readonly addCapabilities?: readonly Capability[];
  /** Capabilities to take away; `ALL` takes every one that is not added. @default - none */
  readonly dropCapabilities?: readonly Capability[];
  /** Devices of the instance. @default - none */
  readonly devices?: readonly Device[];
  /** Directories in memory, by path; they count towards the container's memory. @default - none */
  readonly tmpfs?: Readonly<Record<string, Tmpfs>>;
  /** MiB of /dev/shm. @default - Docker's 64 */
  readonly sharedMemoryMiB?: number;
  /**
   * MiB of swap; the instance must have swap space. 0 keeps the container from swapping.
   *
   * @default - the instance's own
   */
  readonly maxSwapMiB?: number;
}

/** A device of the instance in a container. */
export interface Device {
  readonly hostPath: string;
  /** Where it is in the container. @default - at the path on the instance */
  readonly containerPath?: string;
  /** What the container may do with it. @default - all three */
  readonly permissions?: readonly `${ecs.DevicePermission}`[];
}

/** A directory in memory. */
export interface Tmpfs {
  readonly sizeMiB: number;
  /** Options of the mount. @default - Docker's */
  readonly mountOptions?: readonly `${ecs.TmpfsMountOption}`[];
}

/** Refuses sizes that are not whole and Neuron devices that do not exist. */
export function checkLinux(draft: TaskDraft): void {
  for (const [name, { linux = {}, neuronDevices = [] }] of Object.entries(draft.containers)) {
    const check = (what: string, value: number | undefined, least: number) => {
      if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= least)) return;
      const message = `container '${name}': ${what} is ${value}; give a whole number of at least ${least}`;
      draft.refuse('LinuxParameterInvalid', message);
    };
    check('linux.sharedMemoryMiB', linux.sharedMemoryMiB, 1);
    check('linux.maxSwapMiB', linux.maxSwapMiB, 0);
    for (const [path, { sizeMiB }] of Object.entries(linux.tmpfs ?? {})) check(`linux.tmpfs '${path}'`, sizeMiB, 1);
    for (const index of neuronDevices) check('neuronDevices', index, 0);
  }
}

/**
 * The Linux parameters as the L2 takes them; Neuron devices are devices of the instance like others, as AWS documents.
 */
export function linuxParameters(
  taskDefinition: ecs.TaskDefinition,
  container: string,
  { initProcess, addCapabilities = [], dropCapabilities = [], devices = [], tmpfs = {}, ...sizes }: LinuxOptions,
  neuronDevices: readonly number[],
): ecs.LinuxParameters {
  const parameters = new ecs.LinuxParameters(taskDefinition, `${container}LinuxParameters`, {
    initProcessEnabled: initProcess ?? taskDefinition.pidMode === undefined,
    sharedMemorySize: sizes.sharedMemoryMiB,
    maxSwap: sizes.maxSwapMiB === undefined ? undefined : Size.mebibytes(sizes.maxSwapMiB),
  });
  // The Neuron runtime locks the memory it shares with the devices.
  const added: readonly Capability[] = neuronDevices.length > 0 ? [...addCapabilities, 'IPC_LOCK'] : addCapabilities;
  parameters.addCapabilities(...([...new Set(added)] as ecs.Capability[]));
  parameters.dropCapabilities(...(dropCapabilities as ecs.Capability[]));
  const neuron = neuronDevices.map(
    (index): Device => ({ hostPath: `/dev/neuron${index}`, permissions: ['read', 'write'] }),
  );
  for (const { hostPath, containerPath = hostPath, permissions } of [...devices, ...neuron]) {
    parameters.addDevices({ hostPath, containerPath, permissions: permissions as ecs.DevicePermission[] | undefined });
  }
  for (const [containerPath, { sizeMiB, mountOptions }] of Object.entries(tmpfs)) {
    parameters.addTmpfs({
      containerPath,
      size: sizeMiB,
      mountOptions: mountOptions as ecs.TmpfsMountOption[] | undefined,
    });
  }
  return parameters;
}
