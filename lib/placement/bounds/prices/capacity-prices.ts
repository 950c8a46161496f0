import type { Need } from '../search/pattern';

/** A shape that may be packed. */
export interface Candidate {
  readonly shape: number;
  readonly demand: readonly Need[];
  readonly value: number;
  /** How many tasks of it there may be. */
  readonly most: number;
}

/** Rounds of pricing one dimension after the other. */
const ROUNDS = 4;

/** What a demand costs at prices of capacity. */
export const costAt = (prices: ArrayLike<number>, demand: readonly Need[]): number => {
  let sum = 0;
  for (const { dimension, amount } of demand) sum += amount * prices[dimension]!;
  return sum;
};

/**
 * Prices of capacity at which a full instance and what tasks are worth beyond their price are together as little as
 * can be found (a Lagrangian relaxation): prices along the diagonal first, then of one dimension after the other,
 * each the best while the others stand.
 */
export function capacityPrices(capacity: readonly number[], candidates: readonly Candidate[]): Float64Array {
  const share = Float64Array.from(capacity, (amount) => (amount > 0 ? 1 / amount : 0));
  const wanted = new Float64Array(capacity.length);
  for (const { demand, most } of candidates)
    for (const { dimension, amount } of demand) wanted[dimension]! += amount * most;
  // What cannot run short is worth nothing.
  wanted.forEach((amount, dimension) => {
    if (amount <= capacity[dimension]!) share[dimension] = 0;
  });
  const scarce = [...share.keys()].filter((dimension) => share[dimension]! > 0);
  const diagonal = candidates.map(({ demand, value, most }) => ({ value, most, weight: costAt(share, demand) }));
  const level = criticalPrice(diagonal, scarce.length);
  const prices = share.map((factor) => factor * level);
  const cost = candidates.map(({ demand }) => costAt(prices, demand));
  const users = scarce.map((dimension) =>
    candidates.flatMap(({ demand }, at) => {
      const need = demand.find((one) => one.dimension === dimension);
      return need ? [{ at, weight: need.amount }] : [];
    }),
  );
  for (let round = 0; round < ROUNDS; round++)
    scarce.forEach((dimension, at) => {
      const items = users[at]!.map(({ at: candidate, weight }) => ({
        value: candidates[candidate]!.value - cost[candidate]! + weight * prices[dimension]!,
        most: candidates[candidate]!.most,
        weight,
      }));
      const price = criticalPrice(items, capacity[dimension]!);
      for (const { at: candidate, weight } of users[at]!) cost[candidate]! += weight * (price - prices[dimension]!);
      prices[dimension] = price;
    });
  return prices;
}

/** The price of one kind of capacity at which just as much of it is wanted as there is; zero if there is enough. */
function criticalPrice(
  items: readonly { readonly value: number; readonly weight: number; readonly most: number }[],
  capacity: number,
): number {
  const byDensity = items
    .filter(({ value, weight }) => value > 0 && weight > 0)
    .sort((a, b) => b.value * a.weight - a.value * b.weight);
  let wanted = 0;
  for (const { value, weight, most } of byDensity) {
    wanted += weight * most;
    if (wanted >= capacity) return value / weight;
  }
  return 0;
}
