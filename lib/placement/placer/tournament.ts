/** Which of two entries is the better one: negative for the first. Never zero for different entries. */
export type Comparison = (left: number, right: number) => number;

/** No entry. */
export const NOBODY = -1;

/**
 * A tree of matches that always knows the best of its entries, and the best again in logarithmic time after one
 * of them changed, entered or left.
 */
export class Tournament {
  /** Winners of matches, then the entries themselves or {@link NOBODY}; the overall winner is at 1. */
  private readonly winners: Int32Array;
  private readonly size: number;

  constructor(
    entries: Int32Array,
    private readonly compare: Comparison,
  ) {
    this.size = entries.length;
    this.winners = new Int32Array(2 * this.size);
    this.winners.set(entries, this.size);
    for (let match = this.size - 1; match >= 1; match--) this.winners[match] = this.play(match);
  }

  /** The best entry, or {@link NOBODY}. */
  winner(): number {
    return this.winners[1]!;
  }

  /** Tells that the entry at a position changed, and whether it takes part. */
  update(position: number, entry: number, takesPart: boolean): void {
    const { winners } = this;
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
    return this.compare(left, right) < 0 ? left : right;
  }
}
