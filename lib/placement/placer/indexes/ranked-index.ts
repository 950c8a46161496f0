import type { Feasibility } from '../feasibility';
import type { Ledger } from '../ledger';
import { type DecidedRule, sharedNumber } from '../ranking';
import { Follower, type Following } from './follower';
import { NOBODY, Tournament } from './tournament';

/** Instances that no shared rule tells apart, and the best of them by the rules each has for itself. */
interface Cell {
  /** The bucket of each rule; unused for rules that are not shared. */
  readonly buckets: readonly number[];
  readonly tournament: Tournament;
}

/** The cell of an instance that can never take the task. */
const NO_CELL = -1;

/**
 * The instances in the order in which one kind of task wants them.
 *
 * A task placed on an instance changes the numbers of that instance and the shared numbers of its bucket. The
 * shared ones move all instances of a cell alike, so they are compared between the winners of the cells only; one
 * instance in a tournament costs a logarithm.
 */
export class RankedIndex implements Following {
  private readonly follower: Follower;
  private cells: readonly Cell[] = [];
  /** By slot. */
  private cellOf = new Int32Array(0);
  private positionOf = new Int32Array(0);
  private rank: ArrayLike<number> = [];
  private readonly canNow = (slot: number): boolean => this.feasibility.canNow(slot);

  constructor(
    private readonly ledger: Ledger,
    private readonly feasibility: Feasibility,
    private readonly rules: readonly DecidedRule[],
  ) {
    this.follower = new Follower(ledger);
  }

  best(): number {
    this.follower.catchUp(this);
    let best: Cell | undefined;
    for (const cell of this.cells) {
      if (cell.tournament.winner() !== NOBODY && (!best || this.isBetter(cell, best))) best = cell;
    }
    return best ? best.tournament.winner() : NOBODY;
  }

  private isBetter(left: Cell, right: Cell): boolean {
    const [one, other] = [left.tournament.winner(), right.tournament.winner()];
    for (let index = 0; index < this.rules.length; index++) {
      const rule = this.rules[index]!;
      const difference =
        rule.kind === 'own'
          ? rule.of()[one]! - rule.of()[other]!
          : sharedNumber(rule, left.buckets[index]!) - sharedNumber(rule, right.buckets[index]!);
      if (difference < 0) return true;
      if (difference > 0) return false;
    }
    return this.rank[one]! < this.rank[other]!;
  }

  rebuild(): void {
    const { slots, rank } = this.ledger.roster();
    this.rank = rank;
    this.positionOf = new Int32Array(rank.length);
    this.cellOf = new Int32Array(rank.length).fill(NO_CELL);
    const own = this.rules.flatMap((rule) => (rule.kind === 'own' ? [rule.of()] : []));
    this.cells = this.assignCells(slots).map((cell) => ({
      buckets: cell.buckets,
      tournament: new Tournament(Int32Array.from(cell.slots), [...own, rank]),
    }));
    this.refreshAll();
  }

  refreshAll(): void {
    for (const { tournament } of this.cells) tournament.start(this.canNow);
  }

  refresh(slot: number): void {
    const cell = this.cellOf[slot]!;
    if (cell === NO_CELL) return;
    this.cells[cell]!.tournament.update(this.positionOf[slot]!, this.feasibility.canNow(slot));
  }

  /** Instances of one kind have the same attributes, hence the same buckets. */
  private assignCells(slots: Int32Array): readonly { readonly buckets: readonly number[]; readonly slots: number[] }[] {
    const cells: { readonly buckets: readonly number[]; readonly slots: number[] }[] = [];
    const byBuckets = new Map<string, number>();
    const byKind: number[] = [];
    for (const slot of slots) {
      if (!this.feasibility.couldEver(slot)) continue;
      const kind = this.ledger.kind[slot]!;
      let cell = byKind[kind];
      if (cell === undefined) {
        const buckets = this.rules.map((rule) => (rule.kind === 'shared' ? rule.buckets.of[slot]! : 0));
        cell = byBuckets.get(buckets.join()) ?? cells.length;
        if (cell === cells.length) cells.push({ buckets, slots: [] });
        byBuckets.set(buckets.join(), cell);
        byKind[kind] = cell;
      }
      this.cellOf[slot] = cell;
      this.positionOf[slot] = cells[cell]!.slots.push(slot) - 1;
    }
    return cells;
  }
}
