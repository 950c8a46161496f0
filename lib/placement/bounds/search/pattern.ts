/**
 * The packing problem in bare numbers. Every reason for which tasks cannot share an instance is a dimension:
 * the counted resources, the number of fixed ports, one dimension of capacity 1 for each fixed port and for each
 * service whose tasks want distinct instances. Services that ask for the same are one shape.
 * All numbers are whole, so that sums of them are exact.
 */
export interface PackingModel {
  /** Tasks of each shape. */
  readonly counts: readonly number[];
  /** Types that no other type makes superfluous. */
  readonly types: readonly ModelType[];
  /** The greatest common divisor of the costs: every packing costs a multiple of it. */
  readonly costUnit: number;
}

/** What a task takes in one dimension; never zero. */
export interface Need {
  readonly dimension: number;
  readonly amount: number;
}

/** An instance type in bare numbers. */
export interface ModelType {
  readonly name: string;
  readonly cost: number;
  /** By dimension. */
  readonly capacity: readonly number[];
  /** What a task of each shape takes. */
  readonly demands: readonly (readonly Need[])[];
  /** How many tasks of each shape the type holds if it holds nothing else; 0 where it may hold none. */
  readonly most: readonly number[];
}

/** One way to fill an instance: how many tasks of each shape it holds. */
export interface Pattern {
  readonly type: ModelType;
  readonly tasks: readonly number[];
}

/** Instances filled alike. */
export interface PatternUse {
  readonly pattern: Pattern;
  readonly count: number;
}

/** Search that may still be done, in nodes. */
export interface SearchBudget {
  nodesLeft: number;
}

/** The cost of a packing. */
export const costOf = (packing: readonly PatternUse[]): number =>
  packing.reduce((sum, { pattern, count }) => sum + pattern.type.cost * count, 0);

/** How many more tasks with a demand fit into free capacity, `limit` at most. */
export function roomFor(demand: readonly Need[], free: ArrayLike<number>, limit: number): number {
  let room = limit;
  for (const { dimension, amount } of demand) room = Math.min(room, Math.floor(free[dimension]! / amount));
  return room;
}

/** Takes `tasks` times a demand out of free capacity, or puts it back if negative. */
export function take(free: Float64Array, demand: readonly Need[], tasks: number): void {
  for (const { dimension, amount } of demand) free[dimension]! -= amount * tasks;
}

/** Counts of tasks less those of a pattern that is used some times. */
export const without = (remaining: readonly number[], tasks: readonly number[], times = 1): number[] =>
  remaining.map((count, shape) => count - tasks[shape]! * times);

/** Whether tasks fit together on an instance of a type. */
export function holds(type: ModelType, tasks: readonly number[]): boolean {
  const free = Float64Array.from(type.capacity);
  tasks.forEach((count, shape) => {
    take(free, type.demands[shape]!, count);
  });
  return tasks.every((count, shape) => count <= type.most[shape]!) && free.every((amount) => amount >= 0);
}

/** The largest whole number that divides both; that of zero and a number is the number. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
