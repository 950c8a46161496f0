import type { RandomSource } from '../strategies';
import type { Feasibility } from './feasibility';
import type { Ledger } from './ledger';
import { type Rule, sharedMeasure } from './ranking';
import { NOBODY, Tournament } from './tournament';

/** Instances that no shared rule tells apart, and the best of them by the rules each has for itself. */
interface Cell {
  /** Slots in the order of instance ids. */
  readonly slots: Int32Array;
  /** The bucket of each rule; unused for rules that are not shared. */
  readonly buckets: readonly number[];
  readonly tournament: Tournament;
}

/**
 * The instances in the order in which one kind of task wants them.
 *
 * A task placed on an instance changes the numbers of that instance and the shared numbers of its bucket. The
 * shared ones move all instances of a cell alike, so they are compared between the winners of the cells only; one
 * instance in a tournament costs a logarithm. What happened since the last question is read from the ledger's log.
 */
export class RequestIndex {
  private cells: readonly Cell[] = [];
  private cellOf = new Int32Array(0);
  private positionOf = new Int32Array(0);
  private allowed = new Uint8Array(0);
  private rank = new Int32Array(0);
  private seen = new Int32Array(0);
  private own: readonly Float64Array[] = [];
  private visit = 0;
  private epoch = -1;
  private readUpTo = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly feasibility: Feasibility,
    private readonly rules: readonly Rule[],
    private readonly random: RandomSource,
  ) {}

  /** The slot of the instance that the next task goes to, or {@link NOBODY}. */
  best(): number {
    this.catchUp();
    if (this.rules.some(({ kind }) => kind === 'draw')) return this.draw();
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
      if (rule.kind === 'draw') break;
      const difference =
        rule.kind === 'own'
          ? rule.of()[one]! - rule.of()[other]!
          : sharedMeasure(rule, left.buckets[index]!) - sharedMeasure(rule, right.buckets[index]!);
      if (difference < 0) return true;
      if (difference > 0) return false;
    }
    return this.rank[one]! < this.rank[other]!;
  }

  /** With a draw among the rules there is no order to keep: every instance is looked at. */
  private draw(): number {
    let left: number[] = [];
    this.rank.forEach((rank, slot) => {
      if (this.allowed[slot] === 1 && this.feasibility.canNow(slot)) left[rank] = slot;
    });
    left = left.filter((slot) => slot !== undefined);
    for (const rule of this.rules) {
      if (left.length < 2) break;
      if (rule.kind === 'draw') left = [left[Math.floor(this.random() * left.length)]!];
      else left = least(left, (slot) => this.measure(rule, slot));
    }
    return left[0] ?? NOBODY;
  }

  private measure(rule: Exclude<Rule, { kind: 'draw' }>, slot: number): number {
    return rule.kind === 'own' ? rule.of()[slot]! : sharedMeasure(rule, rule.buckets.of[slot]!);
  }

  private catchUp(): void {
    const { log } = this.ledger;
    if (this.epoch !== this.ledger.epoch) this.rebuild();
    else if (log.head - this.readUpTo > this.rank.length || !log.reaches(this.readUpTo)) this.fill();
    else {
      this.visit++;
      for (let position = this.readUpTo; position < log.head; position++) this.refresh(log.slotAt(position));
    }
    this.readUpTo = log.head;
  }

  private refresh(slot: number): void {
    if (this.allowed[slot] !== 1 || this.seen[slot] === this.visit) return;
    this.seen[slot] = this.visit;
    const { tournament } = this.cells[this.cellOf[slot]!]!;
    tournament.update(this.positionOf[slot]!, slot, this.feasibility.canNow(slot));
  }

  /** Starts from the instances as they are now: who could ever take the task, and which share a cell. */
  private rebuild(): void {
    const { instances } = this.ledger;
    this.epoch = this.ledger.epoch;
    this.allowed = new Uint8Array(instances.length);
    this.rank = new Int32Array(instances.length).fill(NOBODY);
    this.seen = new Int32Array(instances.length);
    this.cellOf = new Int32Array(instances.length);
    this.positionOf = new Int32Array(instances.length);
    this.own = this.rules.flatMap((rule) => (rule.kind === 'own' ? [rule.of()] : []));
    const slots = [...instances.keys()].filter((slot) => instances[slot]);
    slots.sort((left, right) => (instances[left]!.id < instances[right]!.id ? -1 : 1));
    slots.forEach((slot, rank) => {
      this.rank[slot] = rank;
      this.allowed[slot] = this.feasibility.couldEver(slot) ? 1 : 0;
    });
    this.members = this.membersByCell(slots.filter((slot) => this.allowed[slot] === 1));
    this.fill();
  }

  private members: readonly { readonly slots: Int32Array; readonly buckets: readonly number[] }[] = [];

  private membersByCell(slots: readonly number[]): typeof this.members {
    const byKey = new Map<string, { slots: number[]; buckets: readonly number[]; index: number }>();
    for (const slot of slots) {
      const buckets = this.rules.map((rule) => (rule.kind === 'shared' ? rule.buckets.of[slot]! : 0));
      const key = buckets.join();
      const cell = byKey.get(key) ?? { slots: [], buckets, index: byKey.size };
      byKey.set(key, cell);
      this.cellOf[slot] = cell.index;
      this.positionOf[slot] = cell.slots.length;
      cell.slots.push(slot);
    }
    return [...byKey.values()].map(({ slots: of, buckets }) => ({ slots: Int32Array.from(of), buckets }));
  }

  /** Plays all tournaments anew. */
  private fill(): void {
    this.cells = this.members.map(({ slots, buckets }) => {
      const entries = slots.map((slot) => (this.feasibility.canNow(slot) ? slot : NOBODY));
      return { slots, buckets, tournament: new Tournament(entries, (left, right) => this.compare(left, right)) };
    });
  }

  private compare(left: number, right: number): number {
    for (const values of this.own) {
      const difference = values[left]! - values[right]!;
      if (difference !== 0) return difference;
    }
    return this.rank[left]! - this.rank[right]!;
  }
}

function least(slots: readonly number[], measure: (slot: number) => number): number[] {
  const measures = slots.map(measure);
  const smallest = measures.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
  return slots.filter((_, index) => measures[index] === smallest);
}
