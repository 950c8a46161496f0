import type { Instance } from '../instance';

/** The instances of one moment in the order of their ids. */
export interface Roster {
  /** Slots in the order of instance ids. */
  readonly slots: Int32Array;
  /** By slot: its place in that order. */
  readonly rank: Int32Array;
}

export function rosterOf(instances: readonly (Instance | undefined)[]): Roster {
  const present = [...instances.keys()].filter((slot) => instances[slot]);
  const slots = Int32Array.from(present).sort((left, right) => (instances[left]!.id < instances[right]!.id ? -1 : 1));
  const rank = new Int32Array(instances.length);
  slots.forEach((slot, place) => {
    rank[slot] = place;
  });
  return { slots, rank };
}

/**
 * Numbers kinds of instances: those of one kind have the same zone, type, provider, agent and attributes, so that
 * nothing fixed but their ids and times can tell them apart.
 */
export class Kinds {
  private readonly byKey = new Map<string, number>();
  private readonly attributeKeys = new WeakMap<object, string>();

  of(instance: Instance): number {
    const { instanceType, zone, capacityProvider, agentConnected, agentVersion } = instance;
    const fixed = [instanceType, zone, capacityProvider ?? null, agentConnected, agentVersion ?? null];
    const key = `${JSON.stringify(fixed)}${this.attributeKey(instance.attributes)}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    this.byKey.set(key, this.byKey.size);
    return this.byKey.size - 1;
  }

  /** Instances of one capacity usually share one object. */
  private attributeKey(attributes: Readonly<Record<string, string>>): string {
    const known = this.attributeKeys.get(attributes);
    if (known !== undefined) return known;
    const key = JSON.stringify(Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1)));
    this.attributeKeys.set(attributes, key);
    return key;
  }
}
