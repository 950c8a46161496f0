import { CoveringProgram } from '../search/covering-program';
import type { ModelType, PackingModel } from '../search/pattern';
import { type TaskPrices, taskPrices, UNITS } from './task-prices';

/**
 * Prices of tasks as if they were liquid: capacity of each dimension is bought at the least price at which all types
 * are worth their cost, and a task is priced by what it takes. Quick, for any number of shapes; near the truth where
 * tasks are small.
 */
export function fluidPrices(model: PackingModel, tasks: readonly number[]): TaskPrices {
  const { types } = model;
  const needs = leastNeeds(model);
  const dearest = types.reduce((most, { cost }) => Math.max(most, cost), 0);
  const prices = liquidCapacityPrices(types, totalNeeds(needs, tasks));
  const worth = (amounts: ArrayLike<number>): number => (costAtPrices(prices, amounts) / dearest) * UNITS;
  return taskPrices(
    Float64Array.from(needs, (need) => Math.floor(worth(need))),
    types.map((type) => ({ type, upperBound: worth(type.capacity) })),
  );
}

/** A model is asked for the prices of many sets of tasks. */
const LEAST_NEEDS = new WeakMap<PackingModel, readonly Float64Array[]>();

/** What a task of each shape takes in each dimension; where types differ (all GPUs), the least. */
export function leastNeeds(model: PackingModel): readonly Float64Array[] {
  const known = LEAST_NEEDS.get(model);
  if (known) return known;
  const needs = needsOfShapes(model);
  LEAST_NEEDS.set(model, needs);
  return needs;
}

function needsOfShapes({ counts, types }: PackingModel): readonly Float64Array[] {
  const dimensions = types[0]!.capacity.length;
  return counts.map((_, shape) => {
    const need = new Float64Array(dimensions).fill(Number.POSITIVE_INFINITY);
    for (const { most, demands } of types) {
      if (most[shape] === 0) continue;
      const onType = new Float64Array(dimensions);
      for (const { dimension, amount } of demands[shape]!) onType[dimension] = amount;
      onType.forEach((amount, dimension) => {
        need[dimension] = Math.min(need[dimension]!, amount);
      });
    }
    return need;
  });
}

/** What tasks take together in each dimension. */
export function totalNeeds(needs: readonly Float64Array[], tasks: readonly number[]): Float64Array {
  const total = new Float64Array(needs[0]!.length);
  tasks.forEach((count, shape) => {
    needs[shape]!.forEach((amount, dimension) => {
      total[dimension]! += count * amount;
    });
  });
  return total;
}

/** Prices of capacity at which what is wanted is worth the most while no type is worth more than it costs. */
export function liquidCapacityPrices(types: readonly ModelType[], wanted: Float64Array): Float64Array {
  const dearest = types.reduce((most, { cost }) => Math.max(most, cost), 0);
  const rows = [...wanted.keys()].filter(
    (dimension) => wanted[dimension]! > 0 && types.some(({ capacity }) => capacity[dimension]! > 0),
  );
  const columns = types.map(({ cost, capacity }) => ({
    cost: cost / dearest,
    entries: rows.flatMap((dimension, row) =>
      capacity[dimension]! > 0 ? [{ row, amount: capacity[dimension]! }] : [],
    ),
  }));
  const program = new CoveringProgram(
    rows.map((dimension) => wanted[dimension]!),
    rows.map((dimension, row) => {
      const cheapest = types
        .filter(({ capacity }) => capacity[dimension]! > 0)
        .reduce((a, b) => (a.cost * b.capacity[dimension]! <= b.cost * a.capacity[dimension]! ? a : b));
      return { cost: cheapest.cost / dearest, entries: [{ row, amount: cheapest.capacity[dimension]! }] };
    }),
  );
  program.settle(columns);
  const prices = new Float64Array(wanted.length);
  program.prices().forEach((price, row) => {
    prices[rows[row]!] = Math.max(0, price) * dearest;
  });
  // Rounding may leave a type worth a hair more than it costs.
  const excess = types.reduce((most, { cost, capacity }) => Math.max(most, costAtPrices(prices, capacity) / cost), 1);
  return prices.map((price) => price / excess);
}

/** What amounts cost at prices of capacity. */
export function costAtPrices(prices: Float64Array, amounts: ArrayLike<number>): number {
  let sum = 0;
  for (let dimension = 0; dimension < prices.length; dimension++) sum += prices[dimension]! * amounts[dimension]!;
  return sum;
}
