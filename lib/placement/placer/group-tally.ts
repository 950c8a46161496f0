/** Which group of equal values each instance belongs to by one attribute. */
export interface Buckets {
  /** By slot. Instances that lack the attribute are in the bucket of the empty value. */
  readonly of: number[];
  readonly byValue: Map<string, number>;
}

/** The bucket of a value, a new one if it is new. */
export function bucketFor(buckets: Buckets, value: string): number {
  const known = buckets.byValue.get(value);
  if (known !== undefined) return known;
  buckets.byValue.set(value, buckets.byValue.size);
  return buckets.byValue.size - 1;
}

/** The running tasks of one task group: on each instance, and for each value of the attributes it is spread by. */
export class GroupTally {
  /** By slot. */
  onInstance: Float64Array;
  private readonly spreads: { readonly buckets: Buckets; readonly tasks: number[] }[] = [];

  constructor(slots: number) {
    this.onInstance = new Float64Array(slots);
  }

  /** Tasks by bucket, kept up to date from now on. */
  spreadBy(buckets: Buckets): number[] {
    const known = this.spreads.find((spread) => spread.buckets === buckets);
    if (known) return known.tasks;
    const tasks: number[] = [];
    this.spreads.push({ buckets, tasks });
    for (let slot = 0; slot < buckets.of.length; slot++) {
      const bucket = buckets.of[slot]!;
      tasks[bucket] = (tasks[bucket] ?? 0) + this.onInstance[slot]!;
    }
    return tasks;
  }

  add(slot: number, count: number): void {
    this.onInstance[slot]! += count;
    for (const { buckets, tasks } of this.spreads) {
      const bucket = buckets.of[slot]!;
      tasks[bucket] = (tasks[bucket] ?? 0) + count;
    }
  }

  grow(slots: number): void {
    const grown = new Float64Array(slots);
    grown.set(this.onInstance);
    this.onInstance = grown;
  }
}
