import type { Candidate } from '../filters/candidate';
import type { PlacementStrategy } from '../placement-request';
import {
  firstById,
  type MeasuringStrategy,
  narrow,
  type StrategyContext,
  spreadAttribute,
  spreadValue,
  TIE_BREAK,
} from './narrow';
import type { PlacementStep } from './placement-step';

/** What a decision needs besides the candidates. */
export interface DecisionContext extends StrategyContext {
  readonly strategies: readonly PlacementStrategy[];
  /** Draws one of several, for `random`. */
  readonly draw: (candidates: readonly Candidate[]) => Candidate;
}

/** The instance that a task goes to, and how it came to be chosen. */
export interface Decision {
  readonly chosen: Candidate;
  readonly steps: readonly PlacementStep[];
}

/**
 * Chooses among candidates, at least one: each strategy in turn keeps the best of the rest; ties go to the fewest
 * tasks of the group, then to the first id.
 */
export function decide(candidates: readonly Candidate[], context: DecisionContext): Decision {
  let left = candidates;
  const steps: ((chosen: Candidate) => PlacementStep)[] = [];
  for (const strategy of [...context.strategies, TIE_BREAK]) {
    const from = left.length;
    if (from < 2) break;
    if (strategy.type === 'random') {
      left = [context.draw(left)];
      steps.push(() => ({ code: 'random', from, kept: 1 }));
      break;
    }
    const { kept, smallest } = narrow(left, strategy, context);
    left = kept;
    steps.push((chosen) => ({ from, kept: kept.length, ...meaningOf(strategy, smallest, chosen) }));
  }
  const chosen = firstById(left);
  const last: readonly PlacementStep[] = left.length > 1 ? [{ code: 'first-id', from: left.length, kept: 1 }] : [];
  return { chosen, steps: [...steps.map((step) => step(chosen)), ...last] };
}

type Meaning = PlacementStep extends infer Step
  ? Step extends PlacementStep
    ? Omit<Step, 'from' | 'kept'>
    : never
  : never;

function meaningOf(strategy: MeasuringStrategy, smallest: number, chosen: Candidate): Meaning {
  if (strategy.type === 'binpack') return { code: 'binpack', resource: strategy.field, free: smallest };
  const attribute = spreadAttribute(strategy.field);
  if (attribute === undefined) return { code: 'fewest-tasks', tieBreak: strategy === TIE_BREAK, tasks: smallest };
  const value = spreadValue(chosen, attribute);
  return { code: 'spread', attribute, value, ...(Number.isFinite(smallest) && { tasks: smallest }) };
}
