import type { Clock } from '../../../lib/operations';
import type { RandomSource } from '../../../lib/placement';

/** What may befall a request between whoever makes it and the service. */
export const FAULTS = [
  'throttled',
  /** A server error, before anything was done. */
  'failed',
  /** A server error, after the work was done. */
  'failed-after',
  /** A server error of something in between, which speaks HTML. */
  'gateway',
  /** The connection is lost before the service hears of the request. */
  'dropped-before',
  /** The connection is lost after the work was done, before the answer. */
  'dropped-after',
  /** The connection is lost in the middle of the answer. */
  'cut-short',
  'slow',
  'expired',
] as const;

export type Fault = (typeof FAULTS)[number];

/** How often each befalls a request, from 0 to 1; of `expired`, for how much of five minutes the credentials are so. */
export type FaultRates = Readonly<Record<Fault, number>>;

/**
 * Each fault of its own severity: often none, sometimes most of the time.
 * @param severity less than 1 where a look takes many calls, of which none may fail
 */
export function ratesFrom(random: RandomSource, severity = 1): FaultRates {
  const rate = (most: number) => (random() < 0.5 ? 0 : random() * most * severity);
  return {
    throttled: rate(0.6),
    failed: rate(0.3),
    'failed-after': rate(0.3),
    gateway: rate(0.3),
    'dropped-before': rate(0.4),
    'dropped-after': rate(0.5),
    'cut-short': rate(0.3),
    slow: rate(0.3),
    expired: rate(0.3),
  };
}

/** Milliseconds from one login to the next. */
const LOGIN_PERIOD = 300_000;

/** Says what befalls each request, one after another. */
export class Misfortune {
  /** How often each fault has befallen one. */
  readonly met: Partial<Record<Fault, number>> = {};

  private readonly phase: number;

  constructor(
    private readonly rates: FaultRates,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {
    this.phase = random() * LOGIN_PERIOD;
  }

  /** Requests that got no honest answer in time. */
  get faults(): number {
    return Object.values(this.met).reduce((sum, count) => sum + count, 0);
  }

  next(): Fault | undefined {
    const fault = this.isExpired()
      ? 'expired'
      : FAULTS.find((one) => one !== 'expired' && this.random() < this.rates[one]);
    if (fault) this.met[fault] = (this.met[fault] ?? 0) + 1;
    return fault;
  }

  /** Milliseconds that a slow answer takes. */
  delay(): number {
    return this.random() * 90_000;
  }

  private isExpired(): boolean {
    return ((this.clock.now() + this.phase) % LOGIN_PERIOD) / LOGIN_PERIOD > 1 - this.rates.expired;
  }
}
