import { Token } from 'aws-cdk-lib';
import type { TaskDraft } from '../task-draft';

/** How much of an instance a container reserves and may use. */
export interface ContainerSize {
  /**
   * CPU units reserved (1024 = one vCPU). On Linux a container may use more while others leave it unused.
   *
   * @default - none is reserved for the container itself; only where the task definition states `cpuUnits`
   */
  readonly cpuUnits?: number;
  /**
   * MiB the container may use at most; the kernel kills it beyond. This much is also reserved unless
   * `memoryReservationMiB` says less. At least 6.
   *
   * @default - no limit; then `memoryReservationMiB` or the task definition's `memoryMiB` is needed
   */
  readonly memoryMiB?: number;
  /**
   * MiB reserved on the instance; the container may use more, up to `memoryMiB`. At least 6.
   *
   * @default - `memoryMiB`, so that what a container may use is really there
   */
  readonly memoryReservationMiB?: number;
  /**
   * GPUs that this container has to itself, or `all` of the instance.
   *
   * @default - none
   */
  readonly gpus?: number | 'all';
}

/** The size of a whole task. */
export interface TaskSize {
  /** CPU units that all containers share, as a hard limit; they need not state their own. 128 to 196608. */
  readonly cpuUnits?: number;
  /** MiB that all containers share, as a hard limit; they need not state their own. */
  readonly memoryMiB?: number;
}

/**
 * Docker reserves no less.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const LEAST_MEMORY_MIB = 6;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const TASK_CPU_UNITS = { least: 128, most: 196_608 };

/** Refuses sizes that are missing, not whole, too small, or do not add up. */
export function checkSizes(draft: TaskDraft): void {
  const { task: size, containers } = draft;
  checkWhole(draft, 'the task definition: cpuUnits', size.cpuUnits, TASK_CPU_UNITS.least, TASK_CPU_UNITS.most);
  checkWhole(draft, 'the task definition: memoryMiB', size.memoryMiB, LEAST_MEMORY_MIB);
  for (const [name, container] of Object.entries(containers)) checkContainer(draft, name, container);
  checkSum(draft, 'cpuUnits', size.cpuUnits, (container) => container.cpuUnits);
  checkSum(draft, 'memoryMiB', size.memoryMiB, (container) => container.memoryReservationMiB ?? container.memoryMiB);
}

function checkContainer(draft: TaskDraft, name: string, container: ContainerSize): void {
  const { cpuUnits, memoryMiB, memoryReservationMiB, gpus } = container;
  const at = `container '${name}'`;
  checkWhole(draft, `${at}: cpuUnits`, cpuUnits, 0);
  checkWhole(draft, `${at}: memoryMiB`, memoryMiB, LEAST_MEMORY_MIB);
  checkWhole(draft, `${at}: memoryReservationMiB`, memoryReservationMiB, LEAST_MEMORY_MIB);
  if (gpus !== 'all') checkWhole(draft, `${at}: gpus`, gpus, 1);
  if (cpuUnits === undefined && draft.task.cpuUnits === undefined) {
    draft.refuse('SizeMissing', `${at} states no cpuUnits; state them, or cpuUnits of the whole task`);
  }
  const noMemory = memoryMiB === undefined && memoryReservationMiB === undefined;
  if (noMemory && draft.task.memoryMiB === undefined) {
    const fix = 'state memoryMiB, memoryReservationMiB or both, or memoryMiB of the whole task';
    draft.refuse('SizeMissing', `${at} states no memory; ${fix}`);
  }
  if (above(memoryReservationMiB, memoryMiB)) {
    const fix = 'raise the limit or lower the reservation';
    draft.refuse(
      'MemoryReservationAboveLimit',
      `${at} reserves ${memoryReservationMiB} MiB but may use only ${memoryMiB}; ${fix}`,
    );
  }
  if (above(memoryMiB, draft.task.memoryMiB)) {
    draft.refuse(
      'SizeAboveTask',
      `${at} may use ${memoryMiB} MiB, but the whole task only ${draft.task.memoryMiB}; raise the task's memoryMiB`,
    );
  }
}

function checkWhole(
  draft: TaskDraft,
  what: string,
  value: number | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;
  draft.refuse('SizeInvalid', `${what} is ${value}; give a whole number ${range}`);
}

function checkSum(
  draft: TaskDraft,
  what: string,
  limit: number | undefined,
  of: (container: ContainerSize) => number | undefined,
): void {
  const parts = Object.values(draft.containers).map((container) => of(container) ?? 0);
  if (parts.some((part) => Token.isUnresolved(part))) return;
  const sum = parts.reduce((total, part) => total + part, 0);
  if (!above(sum, limit)) return;
  draft.refuse('SizeAboveTask', `the containers reserve ${sum} ${what}, but the whole task has ${limit}; raise it`);
}

const above = (value: number | undefined, limit: number | undefined): boolean =>
  value !== undefined &&
  limit !== undefined &&
  !Token.isUnresolved(value) &&
  !Token.isUnresolved(limit) &&
  value > limit;
