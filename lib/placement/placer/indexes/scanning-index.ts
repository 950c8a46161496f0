import type { RandomSource } from '../../strategies';
import type { Feasibility } from '../feasibility';
import type { Ledger } from '../ledger';
import { type DecidedRule, ruleNumber } from '../ranking';
import { NOBODY } from './tournament';

/** Looks at every instance for every task: what is left for `random` after other strategies. */
export class ScanningIndex {
  constructor(
    private readonly ledger: Ledger,
    private readonly feasibility: Feasibility,
    /** The rules before the draw. */
    private readonly rules: readonly DecidedRule[],
    private readonly random: RandomSource,
  ) {}

  best(): number {
    let left: number[] = [];
    for (const slot of this.ledger.roster().slots) {
      if (this.feasibility.couldEver(slot) && this.feasibility.canNow(slot)) left.push(slot);
    }
    for (const rule of this.rules) if (left.length > 1) left = least(left, (slot) => ruleNumber(rule, slot));
    if (left.length < 2) return left[0] ?? NOBODY;
    return left[Math.floor(this.random() * left.length)]!;
  }
}

function least(slots: readonly number[], numberOf: (slot: number) => number): number[] {
  const numbers = slots.map(numberOf);
  const smallest = numbers.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
  return slots.filter((_, index) => numbers[index] === smallest);
}
