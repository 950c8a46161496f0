/** No entry. */
export const NOBODY = -1;

/**
 * A tree of matches that always knows the best of its entries, and the best again in logarithmic time after one
 * of them changed, entered or left. An entry is a slot; the smaller number wins, by the first of the given numbers
 * that differ; the last of them must tell any two entries apart.
 */
export class Tournament {
  /** Winners of matches, then the entries themselves or {@link NOBODY}; the overall winner is at 1. */
  private readonly winners: Int32Array;
  private readonly size: number;

  constructor(
    private readonly slots: Int32Array,
    private readonly numbers: readonly (Float64Array | Int32Array)[],
  ) {
    this.size = slots.length;
    this.winners = new Int32Array(2 * this.size);
  }

  /** The best entry, or {@link NOBODY}. */
  winner(): number {
    return this.winners[1]!;
  }

  /** Plays all matches anew. */
  start(takesPart: (slot: number) => boolean): void {
    const { winners, size, slots } = this;
    for (let position = 0; position < size; position++) {
      const slot = slots[position]!;
      winners[size + position] = takesPart(slot) ? slot : NOBODY;
    }
    for (let match = size - 1; match >= 1; match--) winners[match] = this.play(match);
  }

  /** Tells that the entry at a position changed, and whether it takes part. */
  update(position: number, takesPart: boolean): void {
    const { winners } = this;
    const entry = this.slots[position]!;
    let match = position + this.size;
    winners[match] = takesPart ? entry : NOBODY;
    for (match >>= 1; match >= 1; match >>= 1) {
      const winner = this.play(match);
      // Above a match that the changed entry neither wins nor won, nothing can have changed because of it.
      if (winner === winners[match] && winner !== entry) return;
      winners[match] = winner;
    }
  }

  private play(match: number): number {
    const left = this.winners[2 * match]!;
    const right = this.winners[2 * match + 1]!;
    if (left === NOBODY) return right;
    if (right === NOBODY) return left;
    for (const number of this.numbers) {
      const difference = number[left]! - number[right]!;
      if (difference !== 0) return difference < 0 ? left : right;
    }
    return left;
  }
}
