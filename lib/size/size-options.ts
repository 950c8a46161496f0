import type { CpuArchitecture } from '../placement';

/** At which counts of its services a cluster is sized. */
export type SizedCounts = 'desired' | 'maximum';

/** How instances may be bought; a group of both on-demand and spot instances asks for types that are sold as both. */
export type PurchaseWay = 'on-demand' | 'spot' | 'reserved';

/** What is asked of the instances, and which types are looked at. */
export interface SizeOptions {
  /** Names in the fleet. @default - every service */
  readonly services?: readonly string[];
  /** @default - both, the maximum only where some service scales */
  readonly at?: readonly SizedCounts[];
  /**
   * Percent of the registered CPU and of the registered memory of all instances together that stays free, 0 to 90.
   * @default 10: releases make tasks larger, and a tenth is what one grows by before anybody sizes anew
   */
  readonly headroomPercent?: number;
  /** Over how many zones the instances are balanced. @default - those of the group, three for a new one */
  readonly zones?: number;
  /** Whether all tasks must find room again once any one zone is lost. @default false: with two zones it can double the cost */
  readonly survivesZone?: boolean;
  /**
   * Whether each service, one at a time, must have room to begin its next deployment: one more task where the minimum
   * healthy percent lets none stop first, a whole second set for blue/green, linear and canary.
   * @default true: without it the next release hangs
   */
  readonly rollout?: boolean;
  /** Such as `m7g`; names what else is left out as well: burstable, bare-metal and older types. @default - all of the current generation */
  readonly families?: readonly string[];
  /** @default - what the tasks declare, else that of the group; the other one is shown as a condition */
  readonly architectures?: readonly CpuArchitecture[];
  /** @default - as the group buys */
  readonly purchase?: readonly PurchaseWay[];
}

/** Percent that stays free unless told otherwise. */
export const DEFAULT_HEADROOM_PERCENT = 10;
