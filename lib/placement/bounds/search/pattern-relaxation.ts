import { lowerBoundAt, type TaskPrices, taskPrices, UNITS } from '../prices/task-prices';
import { bestPattern, type Effort } from './best-pattern';
import { type Column, CoveringProgram } from './covering-program';
import type { ModelType, PackingModel, Pattern, SearchBudget } from './pattern';

/** A packing in which patterns may be used in part, the cheapest there is. */
export interface Relaxation {
  /** Valid for the tasks that were asked for and for any fewer. */
  readonly prices: TaskPrices;
  /** What the tasks cost at least. */
  readonly lowerBound: number;
  /** Patterns and how many instances, in fractions, are filled so. */
  readonly uses: readonly { readonly pattern: Pattern; readonly amount: number }[];
  /** All patterns that were at hand: a good start for the relaxation of some of the tasks. */
  readonly patterns: readonly Pattern[];
}

interface PatternColumn extends Column {
  readonly pattern: Pattern;
}

/** By this share a pattern must be worth more than it costs to matter. */
const GAIN = 1e-9;

/** Patterns that are looked for before the program is solved again. */
const PATTERNS_AT_ONCE = 6;

/** A relaxation this near to a known bound, relatively, is near enough where costs are so finely grained. */
const NEAR = 0.001;

/**
 * Solves the relaxation over all patterns by column generation (Gilmore and Gomory): solve over the patterns at
 * hand, price the tasks, look for patterns worth more than they cost, repeat until there are none.
 * If its budget runs out it still answers, with valid prices and a weaker bound.
 * @param start patterns to begin with
 * @param thoroughest how hard to try where quick searches find nothing and prove nothing
 * @param known prices to fall back on: it stops where it could no longer prove much more than they do
 */
export function relax(
  model: PackingModel,
  remaining: readonly number[],
  start: readonly Pattern[],
  thoroughest: Effort,
  budget: SearchBudget,
  known?: TaskPrices,
): Relaxation {
  const knownBound = known ? lowerBoundAt(known, remaining, model.costUnit) : 0;
  const near = model.costUnit < NEAR * knownBound ? knownBound * (1 + NEAR) : knownBound;
  const dearest = model.types.reduce((most, { cost }) => Math.max(most, cost), 0);
  const rows = remaining.flatMap((count, shape) => (count > 0 ? [shape] : []));
  const column = columnMaker(rows, dearest);
  const program = new CoveringProgram(
    rows.map((shape) => remaining[shape]!),
    rows.map((shape) => column(alone(model, shape, remaining))),
  );
  const columns = start
    .map((pattern) => column(clipped(pattern, remaining)))
    .filter(({ entries }) => entries.length > 0);
  const mayGoOn = (): boolean => {
    budget.nodesLeft -= 1 + Math.ceil(rows.length ** 2 / 100);
    return budget.nodesLeft > 0;
  };
  const relaxation = (prices: TaskPrices, lowerBound: number): Relaxation => ({
    ...(known && knownBound > lowerBound ? { prices: known, lowerBound: knownBound } : { prices, lowerBound }),
    uses: program.solution().map((use) => ({ pattern: use.column.pattern, amount: use.amount })),
    patterns: columns.map(({ pattern }) => pattern),
  });

  let effort: Effort = 'quick';
  for (let firstType = 0, added = false; ; ) {
    const steps = program.settle(columns, mayGoOn);
    if (known && program.cost() * dearest <= near) return relaxation(known, knownBound);
    // New patterns that change nothing are an effect of rounding: price every type once more and stop.
    const last = added && steps === 0;
    if (last) effort = thoroughest;
    const values = new Float64Array(remaining.length);
    program.prices().forEach((price, row) => {
      values[rows[row]!] = Math.max(0, Math.floor(price * UNITS));
    });
    const worth = (type: ModelType): number => (type.cost / dearest) * UNITS * (1 + GAIN);
    const found: Pattern[] = [];
    const bounds: { type: ModelType; upperBound: number }[] = [];
    for (let at = 0; at < model.types.length && (last || found.length < PATTERNS_AT_ONCE); at++) {
      const type = model.types[(firstType + at) % model.types.length]!;
      const { tasks, value, upperBound } = bestPattern(type, values, remaining, effort, budget);
      bounds.push({ type, upperBound });
      if (value > worth(type)) found.push({ type, tasks });
    }
    const proved = bounds.every(({ type, upperBound }) => upperBound <= worth(type));
    if (last || (found.length === 0 && (proved || effort === thoroughest))) {
      const prices = taskPrices(values, bounds);
      return relaxation(prices, lowerBoundAt(prices, remaining, model.costUnit));
    }
    if (found.length === 0) effort = thoroughest;
    added = found.length > 0;
    firstType += bounds.length;
    columns.push(...found.map(column));
  }
}

/** Makes columns of patterns, in rows for the shapes of which there are tasks. */
function columnMaker(rows: readonly number[], dearest: number): (pattern: Pattern) => PatternColumn {
  return (pattern) => ({
    pattern,
    cost: pattern.type.cost / dearest,
    entries: rows.flatMap((shape, row) => (pattern.tasks[shape]! > 0 ? [{ row, amount: pattern.tasks[shape]! }] : [])),
  });
}

/** The cheapest instances for one shape alone, filled to the brim. */
function alone({ types }: PackingModel, shape: number, remaining: readonly number[]): Pattern {
  const costEach = (type: ModelType): number => type.cost / Math.min(type.most[shape]!, remaining[shape]!);
  const type = types.filter(({ most }) => most[shape]! > 0).reduce((a, b) => (costEach(b) < costEach(a) ? b : a));
  return { type, tasks: remaining.map((count, at) => (at === shape ? Math.min(type.most[at]!, count) : 0)) };
}

const clipped = ({ type, tasks }: Pattern, remaining: readonly number[]): Pattern => ({
  type,
  tasks: tasks.map((count, shape) => Math.min(count, remaining[shape]!)),
});
