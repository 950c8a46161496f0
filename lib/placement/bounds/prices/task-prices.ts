import type { ModelType } from '../search/pattern';

/**
 * Prices of tasks at which no instance can hold more than it costs. In any packing the tasks then cost no less than
 * they are priced together: that is the certificate of a lower bound, and it holds however the prices were found.
 */
export interface TaskPrices {
  /** Whole numbers by shape, in a unit of their own. */
  readonly values: Float64Array;
  /** What one unit costs, so that the most valuable pattern of every type is worth its cost or less. */
  readonly costOfUnit: number;
}

/** How many units the dearest type costs, about: fine enough, and what an instance holds stays far below 2^53 of them. */
export const UNITS = 2 ** 40;

/** Far more than what rounding does to a bound, relatively, and far less than anything that matters. */
const ROUNDING = 1e-11;

/** Makes prices of whole values, given for each type what no pattern of it exceeds. */
export function taskPrices(
  values: Float64Array,
  patternBounds: readonly { readonly type: ModelType; readonly upperBound: number }[],
): TaskPrices {
  let costOfUnit = Number.POSITIVE_INFINITY;
  for (const { type, upperBound } of patternBounds)
    if (upperBound > 0) costOfUnit = Math.min(costOfUnit, type.cost / upperBound);
  return { values, costOfUnit: Number.isFinite(costOfUnit) ? costOfUnit : 0 };
}

/** The least that tasks can cost at prices, as a multiple of the unit of all costs. */
export function lowerBoundAt(prices: TaskPrices, tasks: readonly number[], costUnit: number): number {
  let value = 0;
  for (let shape = 0; shape < tasks.length; shape++) value += prices.values[shape]! * tasks[shape]!;
  const units = (value * prices.costOfUnit) / costUnit;
  return Math.ceil(units - ROUNDING * Math.max(1, units)) * costUnit;
}
