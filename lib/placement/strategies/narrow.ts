import type { Assumptions } from '../assumptions';
import type { Candidate } from '../filters/candidate';
import type { PlacementStrategy } from '../placement-request';
import type { RandomSource } from './random';

/** What strategies look at besides the candidates themselves. */
export interface StrategyContext {
  readonly group: string;
  /** Every instance, candidates or not: tasks on the others count for a spread, too. */
  readonly all: readonly Candidate[];
  readonly assumptions: Assumptions;
  readonly random: RandomSource;
}

/**
 * Keeps the candidates that are best by one strategy. Strategies in order, each applied to what the last one kept,
 * are successive tie-breakers: "distribute evenly across zones, then bin pack within each zone".
 */
export function narrow(
  candidates: readonly Candidate[],
  strategy: PlacementStrategy,
  context: StrategyContext,
): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  switch (strategy.type) {
    case 'random':
      return [candidates[Math.floor(context.random() * candidates.length)]!];
    case 'binpack': {
      const resource = strategy.field === 'cpu' ? 'cpuUnits' : 'memoryMiB';
      return least(candidates, ({ free }) => free[resource]);
    }
    case 'spread':
      return strategy.field === 'instanceId' || strategy.field === 'host'
        ? least(candidates, (candidate) => candidate.tasksOf(context.group))
        : least(candidates, tasksByValue(strategy.field.slice('attribute:'.length), context));
  }
}

/** The tie-break after all strategies: the fewest tasks of the group, then the first id. */
export function breakTie(candidates: readonly Candidate[], group: string): Candidate {
  const fewest = least(candidates, (candidate) => candidate.tasksOf(group));
  return fewest.reduce((first, candidate) => (candidate.instance.id < first.instance.id ? candidate : first));
}

/** The group's tasks on all instances that share a candidate's value of the attribute. */
function tasksByValue(name: string, { group, all, assumptions }: StrategyContext): (candidate: Candidate) => number {
  const tasks = new Map<string, number>();
  for (const candidate of all) {
    const value = spreadValue(candidate, name);
    tasks.set(value, (tasks.get(value) ?? 0) + candidate.tasksOf(group));
  }
  return (candidate) => {
    const value = spreadValue(candidate, name);
    const isLast = value === '' && assumptions.missingSpreadAttribute === 'last';
    return isLast ? Number.POSITIVE_INFINITY : tasks.get(value)!;
  };
}

/** The value of an attribute; instances without it, or with an empty one, are alike. */
const spreadValue = ({ attributes }: Candidate, name: string): string =>
  Object.hasOwn(attributes, name) ? attributes[name]! : '';

function least(candidates: readonly Candidate[], measure: (candidate: Candidate) => number): readonly Candidate[] {
  const measures = candidates.map(measure);
  const smallest = measures.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
  return candidates.filter((_, index) => measures[index] === smallest);
}
