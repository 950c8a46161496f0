/** A column of a covering program: its cost, and what it covers of which rows. */
export interface Column {
  readonly cost: number;
  readonly entries: readonly { readonly row: number; readonly amount: number }[];
}

/** A column that undoes covering beyond the demand. */
interface Surplus {
  readonly surplusOf: number;
}

/** Steps without progress after which a degenerate program is left as it is. */
const DEGENERATE_STEPS = 500;

const HAIR = 1e-6;

/** Below this a number of the program is rounding. */
const TOLERANCE = 1e-9;

/**
 * The linear program "cover every row at the least cost", whose columns are found while it is solved:
 * a revised simplex method with a dense inverse of the basis, enough for some hundred rows.
 * It works in floating point; nothing is proved by its numbers until they are checked in whole ones.
 */
export class CoveringProgram<C extends Column> {
  private readonly basis: (C | undefined)[];
  private readonly inverse: Float64Array[];
  private readonly amounts: Float64Array;
  private degenerate = 0;

  /**
   * @param demand what must be covered of each row, positive
   * @param start one column for each row, which covers that row alone
   */
  constructor(demand: readonly number[], start: readonly C[]) {
    this.basis = [...start];
    this.inverse = start.map(({ entries }, row) => {
      const line = new Float64Array(start.length);
      line[row] = 1 / entries[0]!.amount;
      return line;
    });
    // Demands that are a hair too large, each differently, keep the method from standing still where ratios tie.
    this.amounts = Float64Array.from(
      demand,
      (needed, row) => (needed * (1 + HAIR * (1 + ((row * 0.618_034) % 1)))) / start[row]!.entries[0]!.amount,
    );
  }

  /** What one unit of each row is worth at the present basis. */
  prices(): Float64Array {
    const prices = new Float64Array(this.basis.length);
    for (let at = 0; at < this.basis.length; at++) {
      const cost = this.basis[at]?.cost ?? 0;
      const line = this.inverse[at]!;
      if (cost !== 0) for (let row = 0; row < line.length; row++) prices[row]! += cost * line[row]!;
    }
    return prices;
  }

  /** The columns in use and how much of each; the sum of their costs is the program's. */
  solution(): readonly { readonly column: C; readonly amount: number }[] {
    return this.basis.flatMap((column, at) => (column ? [{ column, amount: Math.max(0, this.amounts[at]!) }] : []));
  }

  /** What the present solution costs. */
  cost(): number {
    return this.basis.reduce((sum, column, at) => sum + (column?.cost ?? 0) * this.amounts[at]!, 0);
  }

  /**
   * Solves the program over columns at hand, as far as `mayGoOn` allows.
   * @returns the number of steps it took
   */
  settle(columns: readonly C[], mayGoOn: () => boolean = () => true): number {
    for (let steps = 0; ; steps++) {
      const entering = mayGoOn() ? entrant(this.prices(), columns) : undefined;
      if (entering === undefined || !this.enter(entering)) return steps;
    }
  }

  /** Brings a column into the basis in place of another; `false` if nothing could be changed. */
  private enter(column: C | Surplus): boolean {
    if (this.degenerate > DEGENERATE_STEPS) return false;
    const entries = 'surplusOf' in column ? [{ row: column.surplusOf, amount: -1 }] : column.entries;
    const direction = new Float64Array(this.basis.length);
    for (let at = 0; at < direction.length; at++) {
      const line = this.inverse[at]!;
      for (const { row, amount } of entries) direction[at]! += line[row]! * amount;
    }
    const leaving = this.leaving(direction);
    if (leaving === undefined) return false;
    this.pivot(leaving, direction);
    this.basis[leaving] = 'surplusOf' in column ? undefined : column;
    return true;
  }

  /** The column that runs out first as another one grows; of equals the one with the surest pivot. */
  private leaving(direction: Float64Array): number | undefined {
    let leaving: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < direction.length; at++) {
      if (direction[at]! <= TOLERANCE) continue;
      const ratio = this.amounts[at]! / direction[at]!;
      const surer = leaving === undefined || direction[at]! > direction[leaving]!;
      if (ratio < least - TOLERANCE || (ratio <= least + TOLERANCE && surer)) leaving = at;
      least = Math.min(least, ratio);
    }
    return leaving;
  }

  private pivot(leaving: number, direction: Float64Array): void {
    const step = Math.max(0, this.amounts[leaving]! / direction[leaving]!);
    this.degenerate = step > TOLERANCE ? 0 : this.degenerate + 1;
    const pivotLine = this.inverse[leaving]!;
    for (let row = 0; row < pivotLine.length; row++) pivotLine[row]! /= direction[leaving]!;
    for (let at = 0; at < direction.length; at++) {
      const change = direction[at]!;
      if (at === leaving || change === 0) continue;
      const line = this.inverse[at]!;
      for (let row = 0; row < line.length; row++) line[row]! -= change * pivotLine[row]!;
      this.amounts[at]! -= change * step;
    }
    this.amounts[leaving] = step;
  }
}

/** By this share a column must be worth more than it costs to enter. */
const GAIN = 1e-9;

/** A column that would lower the cost, the one that promises most; else a row whose price is negative. */
function entrant<C extends Column>(prices: Float64Array, columns: readonly C[]): C | Surplus | undefined {
  const lowest = prices.reduce((least, price, row) => (price < prices[least]! ? row : least), 0);
  if (prices[lowest]! < -GAIN) return { surplusOf: lowest };
  let best: C | undefined;
  let most = 1 + GAIN;
  for (const column of columns) {
    let worth = 0;
    for (const { row, amount } of column.entries) worth += prices[row]! * amount;
    if (worth > most * column.cost) {
      best = column;
      most = worth / column.cost;
    }
  }
  return best;
}
