import { greatestCommonDivisor } from '../search/pattern';
import { type Candidate, costAt } from './capacity-prices';

/** What candidates from one on are worth at most in free capacity. */
export type ValueBound = (from: number, free: ArrayLike<number>) => number;

/** Cells of a table for each candidate: more are sharper and slower. */
const CELLS = 6000;

/** Free capacity at its price, and what tasks are worth beyond theirs. */
export function pricedBound(prices: Float64Array, candidates: readonly Candidate[]): ValueBound {
  const beyond = new Float64Array(candidates.length + 1);
  for (let at = candidates.length - 1; at >= 0; at--) {
    const { value, most, demand } = candidates[at]!;
    beyond[at] = beyond[at + 1]! + Math.max(0, value - costAt(prices, demand)) * most;
  }
  return (from, free) => {
    let worth = beyond[from]!;
    for (let dimension = 0; dimension < prices.length; dimension++) worth += prices[dimension]! * free[dimension]!;
    return worth;
  };
}

/**
 * The two dearest dimensions exactly but for rounding tasks down to cells, the others at their price: a table, by
 * dynamic programming, of what the candidates from one on are worth in every number of free cells.
 */
export function tabledBound(
  prices: Float64Array,
  capacity: readonly number[],
  candidates: readonly Candidate[],
): ValueBound {
  const dear = [...prices.keys()]
    .filter((dimension) => prices[dimension]! > 0)
    .sort((a, b) => prices[b]! * capacity[b]! - prices[a]! * capacity[a]!);
  const [first, second] = dear as [number?, number?];
  if (first === undefined) return pricedBound(prices, candidates);
  const priced = pricedBound(prices, candidates);
  const others = prices.slice();
  others[first] = 0;
  if (second !== undefined) others[second] = 0;
  const needOf = (candidate: Candidate, dimension: number | undefined): number =>
    candidate.demand.find((need) => need.dimension === dimension)?.amount ?? 0;
  const rowUnit = cellSize(first, second === undefined ? CELLS : Math.sqrt(CELLS));
  const rows = Math.floor(capacity[first]! / rowUnit) + 1;
  const columnUnit = second === undefined ? 1 : cellSize(second, CELLS / rows);
  const columns = second === undefined ? 1 : Math.floor(capacity[second]! / columnUnit) + 1;

  /** The largest unit that divides all demands, if that gives few enough cells; else one that just does. */
  function cellSize(dimension: number, cells: number): number {
    const common = candidates.map((candidate) => needOf(candidate, dimension)).reduce(greatestCommonDivisor, 0);
    return common > 0 && capacity[dimension]! / common <= cells ? common : Math.ceil(capacity[dimension]! / cells);
  }

  const tables: Float64Array[] = [new Float64Array(rows * columns)];
  for (let at = candidates.length - 1; at >= 0; at--) {
    const candidate = candidates[at]!;
    const value = candidate.value - costAt(others, candidate.demand);
    const height = Math.floor(needOf(candidate, first) / rowUnit);
    const width = Math.floor(needOf(candidate, second) / columnUnit);
    tables.unshift(value > 0 ? added(tables[0]!, columns, { value, height, width, most: candidate.most }) : tables[0]!);
  }
  return (from, free) => {
    const row = Math.floor(free[first]! / rowUnit);
    const column = second === undefined ? 0 : Math.floor(free[second]! / columnUnit);
    let worth = tables[from]![row * columns + column]!;
    for (let dimension = 0; dimension < others.length; dimension++) worth += others[dimension]! * free[dimension]!;
    return Math.min(worth, priced(from, free));
  };
}

/** The table with up to `most` more tasks. */
function added(
  table: Float64Array,
  columns: number,
  task: { readonly value: number; readonly height: number; readonly width: number; readonly most: number },
): Float64Array {
  const { value, height, width, most } = task;
  const step = height * columns + width;
  if (step === 0) return table.map((worth) => worth + value * most);
  const sum = table.slice();
  for (let cell = 0; cell < table.length; cell++) {
    const row = Math.floor(cell / columns);
    const column = cell % columns;
    let room = most;
    if (height > 0) room = Math.min(room, Math.floor(row / height));
    if (width > 0) room = Math.min(room, Math.floor(column / width));
    for (let tasks = 1; tasks <= room; tasks++) {
      const worth = table[cell - tasks * step]! + tasks * value;
      if (worth > sum[cell]!) sum[cell] = worth;
    }
  }
  return sum;
}
