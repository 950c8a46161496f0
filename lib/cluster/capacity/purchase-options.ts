import type { InstanceChoice } from './instance-choice';

/** What every capacity says, whatever its purchase option. */
interface CommonOptions {
  /**
   * The fewest instances to keep running.
   *
   * @default 0 - managed scaling starts instances when tasks wait for them
   */
  readonly min?: number;

  /** The most instances ever to run. */
  readonly max: number;
}

/** How a capacity's instances are paid for. */
export type PurchaseOption = 'on-demand' | 'spot' | 'mixed' | 'reserved';

/** Options of on-demand instances. */
export type OnDemandOptions = CommonOptions & InstanceChoice;

/** Options of spot instances. */
export type SpotOptions = CommonOptions & InstanceChoice;

/** On-demand instances: `onDemand(…)`. */
export type OnDemandCapacity = OnDemandOptions & { readonly purchaseOption: 'on-demand' };

/** Spot instances: `spot(…)`. */
export type SpotCapacity = SpotOptions & { readonly purchaseOption: 'spot' };

/** The capacity of a cluster under one name. */
export type CapacitySpec = OnDemandCapacity | SpotCapacity;

/** Instances at the on-demand price, for what must not be interrupted. */
export function onDemand(options: OnDemandOptions): OnDemandCapacity {
  return { ...options, purchaseOption: 'on-demand' };
}

/** Spare instances at a lower price that EC2 may take back with a two-minute warning. */
export function spot(options: SpotOptions): SpotCapacity {
  return { ...options, purchaseOption: 'spot' };
}
