import type { Rejection } from '../rejection';

/** Instances of one type in one zone that hold the same tasks. */
export interface PackedInstances {
  readonly instanceType: string;
  /** Zero-based. Absent if no zones were asked for. */
  readonly zone?: number;
  /** How many such instances there are. */
  readonly count: number;
  /** Tasks on each of them, by service; services without a task there are left out. */
  readonly tasks: Readonly<Record<string, number>>;
}

/** How a packing was found. */
export type PackingMethod = 'nothing-to-pack' | 'greedy' | 'rounded-patterns' | 'branch-and-bound';

/**
 * What proves a lower bound. `pattern-prices`: prices of tasks at which no instance can hold more than its own cost
 * (the dual of the linear program over all ways to fill an instance). `whole-instances`: whatever holds less capacity in
 * every resource costs no less. `branch-and-bound`: no way to fill the next
 * instance leads below it. `zones`: the sum of such bounds over zones.
 */
export type LowerBoundMethod = 'nothing-to-pack' | 'pattern-prices' | 'whole-instances' | 'branch-and-bound' | 'zones';

/** A packing and how far from the best one it can be. */
export interface BoundedPacking {
  readonly code: 'bounded';
  readonly packing: readonly PackedInstances[];
  /** Instances of the packing. */
  readonly instances: number;
  /** Price per hour of the packing, where every type it uses has a price. */
  readonly usdPerHour?: number;
  /** No packing has fewer instances, or costs less in US dollars per hour, than this. */
  readonly lowerBound: number;
  /** `(packing - lowerBound) / packing`, from 0 to 1. */
  readonly gap: number;
  /** Whether the packing meets the bound: then it is the best there is. */
  readonly optimal: boolean;
  readonly packedBy: PackingMethod;
  readonly boundedBy: LowerBoundMethod;
  /** Nodes that were searched. */
  readonly nodes: number;
}

/** Why a task of a service cannot run on an instance of a type, however empty. */
export interface TypeRejection {
  readonly instanceType: string;
  /** Never empty. `instance-type`: the service does not allow the type. */
  readonly rejections: readonly (Rejection | { readonly code: 'instance-type' })[];
}

/** There is no packing: some service fits on none of the types. */
export interface ImpossiblePacking {
  readonly code: 'impossible';
  /** Never empty. */
  readonly services: readonly { readonly service: string; readonly types: readonly TypeRejection[] }[];
}

/** The answer to a packing problem. */
export type PackingAnswer = BoundedPacking | ImpossiblePacking;
