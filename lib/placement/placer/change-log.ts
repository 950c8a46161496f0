/**
 * Which slots changed, in order, so that each reader can catch up from where it last was.
 * Old entries are overwritten; a reader too far behind must look at every slot.
 */
export class ChangeLog {
  /** Entries ever written. */
  head = 0;
  private readonly entries: Int32Array;

  constructor(private readonly size = 4096) {
    this.entries = new Int32Array(size);
  }

  write(slot: number): void {
    this.entries[this.head % this.size] = slot;
    this.head++;
  }

  /** Whether entries from a position on are still there. */
  reaches(position: number): boolean {
    return this.head - position <= this.size;
  }

  slotAt(position: number): number {
    return this.entries[position % this.size]!;
  }
}
