import type { CapacityInstanceType, Instance, PurchaseOption } from '../placement';

/** What instances cost in an hour at on-demand prices. */
export interface HourlyCost {
  /** The sum over the instances whose type has a price. */
  readonly usdPerHour: number;
  /** How much of it is for instances that are bought, in part or whole, as spot or reserved, and so will cost less. */
  readonly discountedUsdPerHour: number;
  /** Instances without a price, which the sum lacks, by type. */
  readonly unpriced: Readonly<Record<string, number>>;
}

/** Instances of one type that are paid for in one way. */
export interface PricedInstances {
  readonly type: CapacityInstanceType;
  readonly count: number;
  readonly purchaseOption: PurchaseOption;
}

/** Adds up what instances cost. Prices are exact to a millionth of a dollar. */
export function hourlyCost(all: readonly PricedInstances[]): HourlyCost {
  let micros = 0;
  let discounted = 0;
  const unpriced: Record<string, number> = {};
  for (const { type, count, purchaseOption } of all) {
    if (count === 0) continue;
    if (type.usdPerHour === undefined) {
      unpriced[type.name] = (unpriced[type.name] ?? 0) + count;
      continue;
    }
    const price = Math.round(type.usdPerHour * 1e6) * count;
    micros += price;
    if (purchaseOption !== 'on-demand') discounted += price;
  }
  return { usdPerHour: micros / 1e6, discountedUsdPerHour: discounted / 1e6, unpriced };
}

/** How many of the instances a capacity has. */
export const countOf = (capacity: string, instances: readonly Instance[]): number =>
  instances.filter((instance) => instance.capacity === capacity).length;
