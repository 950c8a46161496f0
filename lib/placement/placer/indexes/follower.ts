import type { Ledger } from '../ledger';

/** Something that is kept in step with the instances of a ledger. */
export interface Following {
  /** Instances came or went: start from those that are there now. */
  rebuild(): void;
  /** Too many instances changed to look at them one by one. */
  refreshAll(): void;
  /** One instance changed. */
  refresh(slot: number): void;
}

/** Reads what happened in a ledger since the last time, each changed instance once. */
export class Follower {
  private epoch = -1;
  private readUpTo = 0;
  private visit = 0;
  /** By slot: the visit that saw it last. */
  private lastSeen = new Int32Array(0);

  constructor(private readonly ledger: Ledger) {}

  catchUp(following: Following): void {
    const { log, epoch, instances } = this.ledger;
    const missed = log.head - this.readUpTo;
    if (this.epoch !== epoch) {
      this.epoch = epoch;
      this.lastSeen = new Int32Array(instances.length);
      following.rebuild();
    } else if (missed > 8 && (missed * 4 > instances.length || !log.reaches(this.readUpTo))) following.refreshAll();
    else this.readLog(following);
    this.readUpTo = log.head;
  }

  private readLog(following: Following): void {
    const { log } = this.ledger;
    this.visit++;
    for (let position = this.readUpTo; position < log.head; position++) {
      const slot = log.slotAt(position);
      if (this.lastSeen[slot] === this.visit) continue;
      this.lastSeen[slot] = this.visit;
      following.refresh(slot);
    }
  }
}
