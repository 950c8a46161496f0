import type { CpuArchitecture, Instance, ListedInstanceType } from '../placement';
import { type Fill, fillOf } from './floor';
import type { PackedBound } from './single-type';
import type { Shortfall } from './stow';

/** Why a row is in the table. */
export type ChoiceReason =
  | { readonly code: 'now' }
  | { readonly code: 'cheapest' }
  | { readonly code: 'cheapest-type' }
  | { readonly code: 'same-type' }
  | { readonly code: 'best-of-family'; readonly family: string }
  | { readonly code: 'best-of-architecture'; readonly architecture: CpuArchitecture };

/** A row to choose: instances that hold the pool. */
export interface Choice {
  /** Never empty. */
  readonly reasons: readonly ChoiceReason[];
  readonly parts: readonly {
    readonly instanceType: string;
    readonly architecture: CpuArchitecture;
    readonly count: number;
    /** Each of them. */
    readonly usdPerHour: number;
    /** Whether its CPU runs on credits, of which a row says nothing. */
    readonly burstable: boolean;
    /** Its instances in each zone. */
    readonly zones: Readonly<Record<string, number>>;
  }[];
  readonly instances: number;
  /** On demand; exact to a millionth of a dollar. */
  readonly usdPerHour: number;
  readonly zones: Readonly<Record<string, number>>;
  readonly fill: Fill;
  /** Percent of CPU or of memory that is free, whichever is less. */
  readonly freePercent: number;
  /** How few of its type would do, were tasks packed perfectly; absent for mixes and for what is there now. */
  readonly bound?: PackedBound;
  /** What it does not meet; only what is there now may fall short. */
  readonly shortfall?: Shortfall;
  /** Services whose images must be made for the row's architecture first: they declare none, and run on another. */
  readonly imagesFor?: readonly string[];
}

/** What a row says of instances with tasks on them. */
export function figuresOf(
  instances: readonly Instance[],
  types: readonly (Pick<ListedInstanceType, 'name' | 'architecture' | 'burstable'> & { readonly usdPerHour: number })[],
  zones: readonly string[],
): Pick<Choice, 'parts' | 'instances' | 'usdPerHour' | 'zones' | 'fill' | 'freePercent'> {
  const split = (ofThese: readonly Instance[]) =>
    Object.fromEntries(zones.map((zone) => [zone, ofThese.filter((one) => one.zone === zone).length]));
  const parts = types.map(({ name, architecture, burstable, usdPerHour }) => {
    const members = instances.filter(({ instanceType }) => instanceType === name);
    return { instanceType: name, architecture, count: members.length, usdPerHour, burstable, zones: split(members) };
  });
  const micros = parts.reduce((sum, { count, usdPerHour }) => sum + count * Math.round(usdPerHour * 1e6), 0);
  const fill = fillOf(instances);
  return {
    parts,
    instances: instances.length,
    usdPerHour: micros / 1e6,
    zones: split(instances),
    fill,
    freePercent: instances.length === 0 ? 0 : 100 - Math.max(fill.cpuPercent, fill.memoryPercent),
  };
}
