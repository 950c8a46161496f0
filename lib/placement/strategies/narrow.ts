import type { Assumptions } from '../assumptions';
import type { Candidate } from '../filters/candidate';
import type { PlacementStrategy } from '../placement-request';

/** What strategies look at besides the candidates themselves. */
export interface StrategyContext {
  readonly group: string;
  /** Every instance, candidates or not: tasks on the others count for a spread, too. */
  readonly all: readonly Candidate[];
  readonly assumptions: Assumptions;
}

/** A strategy that measures candidates: all but `random`. */
export type MeasuringStrategy = Exclude<PlacementStrategy, { type: 'random' }>;

/** The tie-break after all strategies, before the first id: the fewest tasks of the group. */
export const TIE_BREAK: MeasuringStrategy = { type: 'spread', field: 'instanceId' };

/** The candidates that one strategy keeps. */
export interface Narrowed {
  readonly kept: readonly Candidate[];
  /** The measure that they have in common: tasks for a spread, what is free for binpack. */
  readonly smallest: number;
}

/**
 * Keeps the candidates that are best by one strategy. Strategies in order, each applied to what the last one kept,
 * are successive tie-breakers: "distribute evenly across zones, then bin pack within each zone".
 */
export function narrow(
  candidates: readonly Candidate[],
  strategy: MeasuringStrategy,
  context: StrategyContext,
): Narrowed {
  const measures = candidates.map(measureOf(strategy, context));
  const smallest = measures.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
  return { kept: candidates.filter((_, index) => measures[index] === smallest), smallest };
}

/** The candidate with the first id. */
export const firstById = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((first, candidate) => (candidate.instance.id < first.instance.id ? candidate : first));

function measureOf(strategy: MeasuringStrategy, context: StrategyContext): (candidate: Candidate) => number {
  if (strategy.type === 'binpack') {
    const resource = strategy.field === 'cpu' ? 'cpuUnits' : 'memoryMiB';
    return ({ free }) => free[resource];
  }
  const attribute = spreadAttribute(strategy.field);
  return attribute === undefined ? (candidate) => candidate.tasksOf(context.group) : tasksByValue(attribute, context);
}

/** The attribute that a spread is over; undefined for one over instances. */
export const spreadAttribute = (field: string): string | undefined =>
  field === 'instanceId' || field === 'host' ? undefined : field.slice('attribute:'.length);

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
export const spreadValue = ({ attributes }: Candidate, name: string): string =>
  Object.hasOwn(attributes, name) ? attributes[name]! : '';
