import type { LowerBoundMethod, PackingMethod } from '../packing-answer';
import { fluidPrices } from '../prices/fluid-prices';
import { lowerBoundAt, type TaskPrices } from '../prices/task-prices';
import { search } from './branch-and-bound';
import { packGreedily } from './greedy-packing';
import { costOf, type PackingModel, type PatternUse, type SearchBudget } from './pattern';
import { type Relaxation, relax } from './pattern-relaxation';
import { roundPatterns } from './rounded-packing';
import { wholeInstancesBound } from './whole-instances';

/** A packing of one zone and what no packing of it costs less than. */
export interface Packed {
  readonly packing: readonly PatternUse[];
  readonly lowerBound: number;
  readonly packedBy: PackingMethod;
  readonly boundedBy: LowerBoundMethod;
}

/**
 * Packs tasks as cheaply as can be found, the quickest way first, until a packing meets the bound or the budget is
 * used up. No step may use more than half of what is left, so that the later ones get their turn.
 */
export function pack(model: PackingModel, tasks: readonly number[], budget: SearchBudget): Packed {
  if (tasks.every((count) => count === 0))
    return { packing: [], lowerBound: 0, packedBy: 'nothing-to-pack', boundedBy: 'nothing-to-pack' };
  const fluid = fluidPrices(model, tasks);
  let packing = packGreedily(model, tasks, fluid.values, budget);
  let packedBy: PackingMethod = 'greedy';
  const root = relaxRoot(model, tasks, fluid, packing, budget);

  const steps: readonly [PackingMethod, (own: SearchBudget) => readonly PatternUse[] | undefined][] = [
    ['greedy', (own) => (root.prices === fluid ? undefined : packGreedily(model, tasks, root.prices.values, own))],
    ['rounded-patterns', (own) => roundPatterns(model, tasks, root, own)],
  ];
  for (const [method, step] of steps) {
    if (costOf(packing) <= root.lowerBound) break;
    const found = onHalf(budget, step);
    if (found && costOf(found) < costOf(packing)) [packing, packedBy] = [found, method];
  }
  if (costOf(packing) <= root.lowerBound)
    return { packing, lowerBound: root.lowerBound, packedBy, boundedBy: 'pattern-prices' };

  const whole = onHalf(budget, (half) => wholeInstancesBound(model, tasks, costOf(packing), half));
  if (whole >= costOf(packing)) return { packing, lowerBound: whole, packedBy, boundedBy: 'whole-instances' };

  const known = { ...root, lowerBound: Math.max(root.lowerBound, whole) };
  const searched = search(model, tasks, known, costOf(packing), budget);
  const bounds: readonly [number, LowerBoundMethod][] = [
    [root.lowerBound, 'pattern-prices'],
    [whole, 'whole-instances'],
    [searched.lowerBound, 'branch-and-bound'],
  ];
  const [lowerBound, boundedBy] = bounds.reduce((a, b) => (b[0] > a[0] ? b : a));
  return {
    packing: searched.packing ?? packing,
    lowerBound,
    packedBy: searched.packing ? 'branch-and-bound' : packedBy,
    boundedBy,
  };
}

/** Shapes beyond which patterns are too many for a relaxation over them to come near its end. */
const MANY_SHAPES = 150;

function relaxRoot(
  model: PackingModel,
  tasks: readonly number[],
  fluid: TaskPrices,
  packing: readonly PatternUse[],
  budget: SearchBudget,
): Relaxation {
  if (tasks.filter((count) => count > 0).length > MANY_SHAPES)
    return { prices: fluid, lowerBound: lowerBoundAt(fluid, tasks, model.costUnit), uses: [], patterns: [] };
  const start = packing.map(({ pattern }) => pattern);
  return onHalf(budget, (half) => relax(model, tasks, start, 'thorough', half, fluid));
}

/** What no packing costs less than, without one. */
export function relaxedBound(model: PackingModel, tasks: readonly number[], budget: SearchBudget): number {
  if (tasks.every((count) => count === 0)) return 0;
  const { lowerBound } = relaxRoot(model, tasks, fluidPrices(model, tasks), [], budget);
  const whole = onHalf(budget, (half) => wholeInstancesBound(model, tasks, Number.POSITIVE_INFINITY, half));
  return Math.max(lowerBound, whole);
}

function onHalf<T>(budget: SearchBudget, work: (half: SearchBudget) => T): T {
  const half = { nodesLeft: Math.floor(budget.nodesLeft / 2) };
  budget.nodesLeft -= half.nodesLeft;
  const result = work(half);
  budget.nodesLeft += half.nodesLeft;
  return result;
}
