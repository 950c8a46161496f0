import { type Candidate, capacityPrices, costAt } from '../prices/capacity-prices';
import { pricedBound, tabledBound } from '../prices/value-bound';
import { type ModelType, roomFor, type SearchBudget, take } from './pattern';

/** The most valuable way to fill an instance of one type, as far as it was searched. */
export interface BestPattern {
  readonly tasks: readonly number[];
  readonly value: number;
  /** No pattern is worth more; equal to `value` if the search was finished. */
  readonly upperBound: number;
}

/** How hard one search tries: the nodes after which it settles for what it has and an upper bound. */
export type Effort = 'quick' | 'thorough';

const NODES: Readonly<Record<Effort, number>> = { quick: 300, thorough: 20_000 };

/** What a cell of a table costs, in nodes. */
const NODES_PER_TABLE = 200;

/**
 * Finds the pattern of the highest value with at most `limits` tasks of each shape: a bounded knapsack in several
 * dimensions, searched depth first and cut where the best could not be beaten.
 * @param values whole and not negative, so that sums are exact
 */
export function bestPattern(
  type: ModelType,
  values: ArrayLike<number>,
  limits: readonly number[],
  effort: Effort,
  budget: SearchBudget,
): BestPattern {
  const candidates = limits.flatMap((limit, shape): Candidate[] => {
    const most = Math.min(limit, type.most[shape]!);
    return most > 0 && values[shape]! > 0 ? [{ shape, demand: type.demands[shape]!, value: values[shape]!, most }] : [];
  });
  const prices = capacityPrices(type.capacity, candidates);
  const ranked = candidates
    .map((candidate) => ({ candidate, cost: costAt(prices, candidate.demand) }))
    .sort((a, b) => b.candidate.value * a.cost - a.candidate.value * b.cost || a.candidate.shape - b.candidate.shape)
    .map(({ candidate }) => candidate);
  const tabled = effort === 'thorough' && budget.nodesLeft > 0;
  if (tabled) budget.nodesLeft -= NODES_PER_TABLE * ranked.length;
  const bound = tabled ? tabledBound(prices, type.capacity, ranked) : pricedBound(prices, ranked);

  const free = Float64Array.from(type.capacity);
  const chosen = new Array<number>(ranked.length).fill(0);
  let best = 0;
  let bestChosen: readonly number[] = [...chosen];
  const allowed = Math.min(NODES[effort], budget.nodesLeft);
  let nodes = allowed;
  const root = bound(0, free);
  const descend = (at: number, value: number): void => {
    if (value > best) {
      best = value;
      bestChosen = chosen.slice();
    }
    // Values are whole: half a unit absorbs what rounding does to the bound.
    if (at === ranked.length || value + bound(at, free) < best + 0.5) return;
    const candidate = ranked[at]!;
    for (let tasks = roomFor(candidate.demand, free, candidate.most); tasks >= 0; tasks--) {
      if (nodes-- <= 0) return;
      chosen[at] = tasks;
      take(free, candidate.demand, tasks);
      descend(at + 1, value + candidate.value * tasks);
      take(free, candidate.demand, -tasks);
    }
    chosen[at] = 0;
  };
  if (allowed > 0) descend(0, 0);
  budget.nodesLeft -= ranked.length + allowed - Math.max(0, nodes);

  const tasks = new Array<number>(limits.length).fill(0);
  ranked.forEach(({ shape }, at) => {
    tasks[shape] = bestChosen[at]!;
  });
  return { tasks, value: best, upperBound: nodes > 0 ? best : Math.max(best, Math.ceil(root)) };
}
