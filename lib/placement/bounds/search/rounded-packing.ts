import { completed, packGreedily, timesIn } from './greedy-packing';
import { costOf, type PackingModel, type PatternUse, type SearchBudget, without } from './pattern';
import { type Relaxation, relax } from './pattern-relaxation';

/**
 * Makes whole instances of a relaxation: keep the whole parts, else fill one instance as the pattern used most, relax
 * what is left, and so on; after each step the rest is also packed greedily. Stops at the first packing that costs no
 * more than the relaxation's bound.
 */
export function roundPatterns(
  model: PackingModel,
  tasks: readonly number[],
  root: Relaxation,
  budget: SearchBudget,
): readonly PatternUse[] | undefined {
  if (root.uses.length === 0) return undefined;
  const kept: PatternUse[] = [];
  let best: readonly PatternUse[] | undefined;
  let remaining = tasks;
  for (let relaxation = root; budget.nodesLeft > 0; ) {
    const whole = wholeParts(relaxation, remaining);
    kept.push(...whole);
    remaining = whole.reduce((left, { pattern, count }) => without(left, pattern.tasks, count), remaining);
    const rest = remaining.some((count) => count > 0)
      ? packGreedily(model, remaining, relaxation.prices.values, budget)
      : [];
    if (!best || costOf(kept) + costOf(rest) < costOf(best)) best = [...kept, ...rest];
    if (rest.length === 0 || costOf(best) <= root.lowerBound) return best;
    relaxation = relax(model, remaining, relaxation.patterns, 'quick', budget);
  }
  return best;
}

/** The patterns of a relaxation as often as they are used in whole; if none is, the one used most, once. */
function wholeParts({ uses }: Relaxation, tasks: readonly number[]): readonly PatternUse[] {
  const whole: PatternUse[] = [];
  let remaining = tasks;
  // A hair is added for what is whole but for rounding.
  for (const { pattern, amount } of uses) {
    const count = Math.min(Math.floor(amount + 1e-3), timesIn(pattern.tasks, remaining));
    if (count < 1 || !Number.isFinite(count)) continue;
    whole.push({ pattern, count });
    remaining = without(remaining, pattern.tasks, count);
  }
  if (whole.length > 0) return whole;
  const { pattern } = uses.reduce((a, b) => (b.amount > a.amount ? b : a));
  const clipped = pattern.tasks.map((count, shape) => Math.min(count, remaining[shape]!));
  return [{ pattern: { type: pattern.type, tasks: completed(pattern.type, clipped, remaining) }, count: 1 }];
}
