import type { RandomSource } from '../../strategies';
import type { Feasibility } from '../feasibility';
import type { Ledger } from '../ledger';
import { Follower, type Following } from './follower';
import { NOBODY } from './tournament';

/** Draws among all instances that can take the task, in logarithmic time: what `random` asks when it comes first. */
export class DrawingIndex implements Following {
  private readonly follower: Follower;
  private slots: ArrayLike<number> = [];
  private rank: ArrayLike<number> = [];
  /** Whether the instance at each place of the roster can take the task. */
  private takes = new Uint8Array(0);
  /** Sums of `takes` over ranges that end at each place (a Fenwick tree, its first place at 1). */
  private sums = new Int32Array(0);
  private total = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly feasibility: Feasibility,
    private readonly random: RandomSource,
  ) {
    this.follower = new Follower(ledger);
  }

  best(): number {
    this.follower.catchUp(this);
    if (this.total === 0) return NOBODY;
    return this.slots[this.placeOf(this.total === 1 ? 0 : Math.floor(this.random() * this.total))]!;
  }

  rebuild(): void {
    const { slots, rank } = this.ledger.roster();
    this.slots = slots;
    this.rank = rank;
    this.takes = new Uint8Array(slots.length);
    this.sums = new Int32Array(slots.length + 1);
    this.total = 0;
    this.refreshAll();
  }

  refreshAll(): void {
    for (let place = 0; place < this.slots.length; place++) this.refresh(this.slots[place]!);
  }

  refresh(slot: number): void {
    const place = this.rank[slot]!;
    const takes = this.feasibility.couldEver(slot) && this.feasibility.canNow(slot) ? 1 : 0;
    const difference = takes - this.takes[place]!;
    if (difference === 0) return;
    this.takes[place] = takes;
    this.total += difference;
    for (let at = place + 1; at < this.sums.length; at += at & -at) this.sums[at]! += difference;
  }

  /** The place of the instance before which there are so many that can take the task. */
  private placeOf(before: number): number {
    let at = 0;
    let left = before;
    for (let step = 1 << (31 - Math.clz32(this.sums.length)); step > 0; step >>= 1) {
      if (at + step < this.sums.length && this.sums[at + step]! <= left) {
        at += step;
        left -= this.sums[at]!;
      }
    }
    return at;
  }
}
