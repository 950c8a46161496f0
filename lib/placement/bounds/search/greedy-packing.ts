import { bestPattern } from './best-pattern';
import {
  costOf,
  holds,
  type ModelType,
  type PackingModel,
  type Pattern,
  type PatternUse,
  roomFor,
  type SearchBudget,
  take,
  without,
} from './pattern';

/** One way to fill an instance of a type from what is left. */
type Filling = (type: ModelType, remaining: readonly number[]) => readonly number[];

/**
 * Packs tasks by filling one instance after another, each time the type and filling that hold the most for their
 * cost, in several ways; the cheapest result wins.
 * @param values what a task of each shape is worth, such as the prices of a relaxation
 */
export function packGreedily(
  model: PackingModel,
  remaining: readonly number[],
  values: ArrayLike<number>,
  budget: SearchBudget,
): readonly PatternUse[] {
  const ways: Filling[] = [
    inOrder(model, remaining, (type, shape) => values[shape]! / (totalShare(type, shape) || Number.MIN_VALUE)),
    inOrder(model, remaining, largestShare),
    inOrder(model, remaining, totalShare),
    balanced,
    (type, left) => bestPattern(type, values, left, 'quick', budget).tasks,
  ];
  let best: readonly PatternUse[] | undefined;
  for (const way of ways) {
    if (best && budget.nodesLeft <= 0) break;
    const packing = fillAll(model, remaining, values, way);
    if (!best || costOf(packing) < costOf(best)) best = packing;
    budget.nodesLeft -= Math.ceil((packing.length * model.types.length * remaining.length) / 4);
  }
  return best!;
}

function fillAll(
  model: PackingModel,
  tasks: readonly number[],
  values: ArrayLike<number>,
  fill: Filling,
): readonly PatternUse[] {
  const filled: PatternUse[] = [];
  let best: readonly PatternUse[] | undefined;
  for (let remaining = tasks; remaining.some((count) => count > 0); ) {
    const last = cheapestFor(model, remaining);
    const packing = last && [...filled, { pattern: { type: last, tasks: remaining }, count: 1 }];
    if (packing && (!best || costOf(packing) < costOf(best))) best = packing;
    const pattern = mostForCost(model, remaining, values, fill);
    const count = timesIn(pattern.tasks, remaining);
    filled.push({ pattern, count });
    remaining = without(remaining, pattern.tasks, count);
  }
  return best && costOf(best) <= costOf(filled) ? best : filled;
}

/** The cheapest type that holds all that is left, if one does. */
function cheapestFor({ types }: PackingModel, remaining: readonly number[]): ModelType | undefined {
  return types.reduce<ModelType | undefined>(
    (best, type) => ((!best || type.cost < best.cost) && holds(type, remaining) ? type : best),
    undefined,
  );
}

/** How often a pattern can be used before one of its tasks runs out. */
export const timesIn = (tasks: readonly number[], remaining: readonly number[]): number =>
  remaining.reduce(
    (least, left, shape) => (tasks[shape]! > 0 ? Math.min(least, Math.floor(left / tasks[shape]!)) : least),
    Number.POSITIVE_INFINITY,
  );

/** The filling worth the most for its cost. */
function mostForCost(
  model: PackingModel,
  remaining: readonly number[],
  values: ArrayLike<number>,
  fill: Filling,
): Pattern {
  let best: Pattern | undefined;
  let most = -1;
  for (const type of model.types) {
    const tasks = completed(type, fill(type, remaining), remaining);
    const worth =
      tasks.reduce((sum, count, shape) => sum + count * (values[shape]! || Number.MIN_VALUE), 0) / type.cost;
    if (worth > most && tasks.some((count) => count > 0)) {
      best = { type, tasks };
      most = worth;
    }
  }
  return best!;
}

/** A filling to which whatever still fits is added. */
export function completed(type: ModelType, tasks: readonly number[], remaining: readonly number[]): readonly number[] {
  const free = Float64Array.from(type.capacity);
  tasks.forEach((count, shape) => {
    take(free, type.demands[shape]!, count);
  });
  return tasks.map((count, shape) => {
    const more = type.most[shape] === 0 ? 0 : roomFor(type.demands[shape]!, free, remaining[shape]! - count);
    take(free, type.demands[shape]!, more);
    return count + more;
  });
}

/** Takes as many tasks as fit of one shape after the other, the highest rank first. */
function inOrder(
  { types }: PackingModel,
  tasks: readonly number[],
  rank: (type: ModelType, shape: number) => number,
): Filling {
  const shapes = tasks.flatMap((count, shape) => (count > 0 ? [shape] : []));
  const orders = new Map(
    types.map((type) => {
      const ranked = shapes
        .filter((shape) => type.most[shape]! > 0)
        .map((shape) => ({ shape, rank: rank(type, shape) }));
      return [type, ranked.sort((a, b) => b.rank - a.rank || a.shape - b.shape).map(({ shape }) => shape)];
    }),
  );
  return (type, remaining) => {
    const free = Float64Array.from(type.capacity);
    const tasks = new Array<number>(remaining.length).fill(0);
    for (const shape of orders.get(type)!) {
      if (remaining[shape] === 0) continue;
      tasks[shape] = roomFor(type.demands[shape]!, free, remaining[shape]!);
      take(free, type.demands[shape]!, tasks[shape]!);
    }
    return tasks;
  };
}

/** Takes again and again the task whose demand points most nearly where capacity is left. */
const balanced: Filling = (type, remaining) => {
  const free = Float64Array.from(type.capacity);
  const tasks = new Array<number>(remaining.length).fill(0);
  for (;;) {
    let best = -1;
    let most = -1;
    for (let shape = 0; shape < tasks.length; shape++) {
      if (type.most[shape] === 0 || roomFor(type.demands[shape]!, free, remaining[shape]! - tasks[shape]!) < 1)
        continue;
      const along = type.demands[shape]!.reduce(
        (sum, { dimension, amount }) => sum + (amount * free[dimension]!) / type.capacity[dimension]! ** 2,
        0,
      );
      if (along > most) [best, most] = [shape, along];
    }
    if (best < 0) return tasks;
    take(free, type.demands[best]!, 1);
    tasks[best]!++;
  }
};

const shares = (type: ModelType, shape: number): readonly number[] =>
  type.demands[shape]!.map(({ dimension, amount }) => amount / type.capacity[dimension]!);
const largestShare = (type: ModelType, shape: number): number => Math.max(0, ...shares(type, shape));
const totalShare = (type: ModelType, shape: number): number =>
  shares(type, shape).reduce((sum, share) => sum + share, 0);
