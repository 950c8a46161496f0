import type { Assumptions } from '../assumptions';
import type { PlacementStrategy } from '../placement-request';
import type { Buckets, GroupTally } from './group-tally';
import type { Ledger } from './ledger';

/**
 * One strategy as a number to make small: one that each instance has for itself, one that all instances with the
 * same value of an attribute share, or a draw.
 */
export type Rule =
  | { readonly kind: 'own'; readonly of: () => Float64Array }
  | { readonly kind: 'shared'; readonly buckets: Buckets; readonly tasks: readonly number[]; readonly last: boolean }
  | { readonly kind: 'draw' };

/** The strategies of a request as rules, closed by the tie-break; what cannot decide any more is left out. */
export function rankingOf(
  strategies: readonly PlacementStrategy[],
  ledger: Ledger,
  tally: GroupTally,
  assumptions: Assumptions,
): readonly Rule[] {
  const fewestTasks: PlacementStrategy = { type: 'spread', field: 'instanceId' };
  const rules = new Map<string, Rule>();
  for (const strategy of [...strategies, fewestTasks]) {
    const key = strategyKey(strategy);
    if (!rules.has(key)) rules.set(key, ruleOf(strategy, ledger, tally, assumptions));
  }
  return [...rules.values()];
}

const strategyKey = (strategy: PlacementStrategy): string => {
  if (strategy.type === 'random') return 'random';
  return strategy.field === 'host' ? 'spread instanceId' : `${strategy.type} ${strategy.field}`;
};

function ruleOf(strategy: PlacementStrategy, ledger: Ledger, tally: GroupTally, assumptions: Assumptions): Rule {
  if (strategy.type === 'random') return { kind: 'draw' };
  if (strategy.type === 'binpack') {
    const resource = strategy.field === 'cpu' ? 'cpuUnits' : 'memoryMiB';
    return { kind: 'own', of: () => ledger.free[resource] };
  }
  if (strategy.field === 'instanceId' || strategy.field === 'host') return { kind: 'own', of: () => tally.onInstance };
  const buckets = ledger.bucketsOf(strategy.field.slice('attribute:'.length));
  return {
    kind: 'shared',
    buckets,
    tasks: tally.spreadBy(buckets),
    last: assumptions.missingSpreadAttribute === 'last',
  };
}

/** The number of a shared rule for a bucket. */
export function sharedMeasure(rule: Extract<Rule, { kind: 'shared' }>, bucket: number): number {
  return rule.last && bucket === rule.buckets.byValue.get('') ? Number.POSITIVE_INFINITY : (rule.tasks[bucket] ?? 0);
}
