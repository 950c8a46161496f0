import { CoveringProgram } from './covering-program';
import type { PackingModel } from './pattern';
import { type TaskPrices, taskPrices, UNITS } from './task-prices';

/**
 * Prices of tasks as if they were liquid: capacity of each dimension is bought at the least price at which all types
 * are worth their cost, and a task is priced by what it takes. Quick, for any number of shapes; near the truth where
 * tasks are small.
 */
export function fluidPrices({ types }: PackingModel, counts: readonly number[]): TaskPrices {
  const dearest = types.reduce((most, { cost }) => Math.max(most, cost), 0);
  const dimensions = types[0]!.capacity.length;
  // What a task takes may differ by type (all GPUs): the least counts.
  const needs = counts.map((_, shape) => {
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
  const wanted = Array.from({ length: dimensions }, (_, dimension) =>
    counts.reduce((sum, count, shape) => sum + count * needs[shape]![dimension]!, 0),
  );
  const rows = wanted.flatMap((amount, dimension) => (amount > 0 ? [dimension] : []));
  const column = (cost: number, capacity: readonly number[]) => ({
    cost: cost / dearest,
    entries: rows.flatMap((dimension, row) =>
      capacity[dimension]! > 0 ? [{ row, amount: capacity[dimension]! }] : [],
    ),
  });
  const columns = types.map(({ cost, capacity }) => column(cost, capacity));
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
  const prices = new Float64Array(dimensions);
  program.prices().forEach((price, row) => {
    prices[rows[row]!] = Math.max(0, price);
  });
  const worth = (amounts: ArrayLike<number>): number =>
    prices.reduce((sum, price, dimension) => sum + price * amounts[dimension]!, 0) * UNITS;
  return taskPrices(
    Float64Array.from(needs, (need) => Math.floor(worth(need))),
    types.map((type) => ({ type, upperBound: worth(type.capacity) })),
  );
}
