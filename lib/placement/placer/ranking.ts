import type { Assumptions } from '../assumptions';
import type { PlacementStrategy } from '../placement-request';
import type { Buckets, GroupTally } from './group-tally';
import type { Ledger } from './ledger';

/** A strategy as a number to make small: one of each instance's own, or one shared by all with the same value. */
export type DecidedRule =
  | { readonly kind: 'own'; readonly of: () => Float64Array }
  | { readonly kind: 'shared'; readonly buckets: Buckets; readonly tasks: readonly number[]; readonly last: boolean };

/** The strategies of a request: rules in order, then either a draw, after which nothing is left to decide, or none. */
export interface Ranking {
  readonly rules: readonly DecidedRule[];
  readonly draws: boolean;
}

/** What cannot decide any more, since the same came before, is left out; without a draw the tie-break closes. */
export function rankingOf(
  strategies: readonly PlacementStrategy[],
  ledger: Ledger,
  tally: GroupTally,
  assumptions: Assumptions,
): Ranking {
  const draw = strategies.findIndex(({ type }) => type === 'random');
  const fewestTasks: DecidingStrategy = { type: 'spread', field: 'instanceId' };
  const deciding = (draw < 0 ? [...strategies, fewestTasks] : strategies.slice(0, draw)) as DecidingStrategy[];
  const rules = new Map<string, DecidedRule>();
  for (const { type, field } of deciding) {
    const key = field === 'host' ? `${type} instanceId` : `${type} ${field}`;
    if (!rules.has(key)) rules.set(key, ruleOf({ type, field } as DecidingStrategy, ledger, tally, assumptions));
  }
  return { rules: [...rules.values()], draws: draw >= 0 };
}

type DecidingStrategy = Exclude<PlacementStrategy, { type: 'random' }>;

function ruleOf(strategy: DecidingStrategy, ledger: Ledger, tally: GroupTally, assumptions: Assumptions): DecidedRule {
  if (strategy.type === 'binpack') {
    const resource = strategy.field === 'cpu' ? 'cpuUnits' : 'memoryMiB';
    return { kind: 'own', of: () => ledger.free[resource] };
  }
  if (strategy.field === 'instanceId' || strategy.field === 'host') return { kind: 'own', of: () => tally.onInstance };
  const buckets = ledger.bucketsOf(strategy.field.slice('attribute:'.length));
  const last = assumptions.missingSpreadAttribute === 'last';
  return { kind: 'shared', buckets, tasks: tally.spreadBy(buckets), last };
}

/** The number of a shared rule for a bucket. */
export function sharedNumber(rule: Extract<DecidedRule, { kind: 'shared' }>, bucket: number): number {
  return rule.last && bucket === rule.buckets.byValue.get('') ? Number.POSITIVE_INFINITY : (rule.tasks[bucket] ?? 0);
}

/** The number of a rule for an instance. */
export const ruleNumber = (rule: DecidedRule, slot: number): number =>
  rule.kind === 'own' ? rule.of()[slot]! : sharedNumber(rule, rule.buckets.of[slot]!);
