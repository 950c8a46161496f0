import type { Assumptions } from '../assumptions';
import { rejectionsOf } from '../filters';
import type { ParsedRequest } from '../filters/filter';
import { type RefusalCount, refusalCounts } from '../reason';
import type { RejectionCode } from '../rejection';
import { Follower, type Following } from './indexes/follower';
import type { Ledger } from './ledger';

const NONE: readonly RejectionCode[] = [];

/** What refuses one request on every instance, asked again only of instances that changed. */
export class Refusals implements Following {
  private readonly follower: Follower;
  /** By slot: the codes for which it refuses; none if it takes the task. */
  private codes: (readonly RejectionCode[])[] = [];
  private counts = new Map<RejectionCode, number>();

  constructor(
    private readonly request: ParsedRequest,
    private readonly ledger: Ledger,
    private readonly assumptions: Assumptions,
  ) {
    this.follower = new Follower(ledger);
  }

  /** Slots of instances that take the task now. */
  takers(): readonly number[] {
    this.follower.catchUp(this);
    return [...this.ledger.roster().slots].filter((slot) => this.codes[slot]!.length === 0);
  }

  /** How many instances refuse for each reason now. */
  counted(): readonly RefusalCount[] {
    this.follower.catchUp(this);
    return refusalCounts(this.counts);
  }

  rebuild(): void {
    this.codes = [];
    this.counts = new Map();
    this.refreshAll();
  }

  refreshAll(): void {
    for (const slot of this.ledger.roster().slots) this.refresh(slot);
  }

  refresh(slot: number): void {
    if (!this.ledger.instances[slot]) return;
    this.count(this.codes[slot] ?? NONE, -1);
    const rejections = rejectionsOf(this.request, this.ledger.candidateAt(slot), this.assumptions);
    const codes = [...new Set(rejections.map(({ code }) => code))];
    this.codes[slot] = codes;
    this.count(codes, 1);
  }

  private count(codes: readonly RejectionCode[], by: 1 | -1): void {
    for (const code of codes) this.counts.set(code, (this.counts.get(code) ?? 0) + by);
  }
}
