import { costAtPrices, leastNeeds, liquidCapacityPrices, totalNeeds } from '../prices/fluid-prices';
import type { ModelType, PackingModel, SearchBudget } from './pattern';

/** Nodes of one search, after which there is no answer. */
const NODES = 300_000;

/** Far more than what rounding does to a cost, relatively. */
const ROUNDING = 1e-9;

/**
 * What instances with enough capacity in every dimension cost at least, when instances are whole though tasks are
 * liquid. It matters where few instances hold everything: there the relaxations buy fractions of them.
 * @param costToBeat what a packing costs; no more than that is proved
 * @returns the bound, or 0 if the search was too long
 */
export function wholeInstancesBound(
  model: PackingModel,
  tasks: readonly number[],
  costToBeat: number,
  budget: SearchBudget,
): number {
  // The dearest first: the small ones come last and fill what is missing.
  const types = [...model.types].sort((a, b) => b.cost - a.cost);
  const wanted = totalNeeds(leastNeeds(model), tasks);
  const restCost = types.map((_, at) => restBound(types.slice(at), wanted));
  const allowed = Math.min(NODES, budget.nodesLeft);
  let nodes = allowed;
  let best = costToBeat;

  const descend = (at: number, missing: Float64Array, cost: number): void => {
    const type = types[at];
    if (!type) return;
    const most = instancesFor(missing, type);
    for (let count = most; count >= 0; count--) {
      if (nodes-- <= 0) return;
      const spent = cost + count * type.cost;
      const left = missing.map((amount, dimension) => Math.max(0, amount - count * type.capacity[dimension]!));
      if (left.every((amount) => amount === 0)) best = Math.min(best, spent);
      else if (at + 1 < types.length && spent + restCost[at + 1]!(left) * (1 - ROUNDING) < best)
        descend(at + 1, left, spent);
    }
  };
  descend(0, wanted, 0);
  budget.nodesLeft -= allowed - Math.max(0, nodes);
  return nodes > 0 ? best : 0;
}

/** Instances of a type after which more of them would cover nothing further. */
function instancesFor(missing: Float64Array, { capacity }: ModelType): number {
  return missing.reduce(
    (most, amount, dimension) =>
      capacity[dimension]! > 0 ? Math.max(most, Math.ceil(amount / capacity[dimension]!)) : most,
    0,
  );
}

/** What types cost at least that cover what is missing: at prices for all dimensions together, and of each alone. */
function restBound(types: readonly ModelType[], wanted: Float64Array): (missing: Float64Array) => number {
  const together = liquidCapacityPrices(types, wanted);
  const alone = wanted.map((_, dimension) =>
    types.reduce((least, { cost, capacity }) => Math.min(least, cost / capacity[dimension]!), Number.POSITIVE_INFINITY),
  );
  return (missing) => {
    let bound = costAtPrices(together, missing);
    missing.forEach((amount, dimension) => {
      if (amount > 0) bound = Math.max(bound, amount * alone[dimension]!);
    });
    return bound;
  };
}
