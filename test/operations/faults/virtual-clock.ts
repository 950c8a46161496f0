import type { Clock } from '../../../lib/operations';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop without news after which everybody is taken to be asleep. */
const QUIET_TURNS = 3;

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that jumps to whoever wakes next once everybody sleeps: many may sleep at once, and a race of sleeps is one.
 * It stands still while something is under way that sleeps on no clock, such as a request in a socket.
 */
export class VirtualClock implements Clock {
  private readonly sleepers = new Set<Sleeper>();
  private readonly underWay = new Map<string, 'moves' | 'rests'>();
  private isTurning = false;
  private onChange = () => {};

  constructor(private milliseconds = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper: Sleeper = {
        at: this.milliseconds + Math.max(0, milliseconds),
        wake: () => {
          this.sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      this.sleepers.add(sleeper);
      if (!this.isTurning) void this.turn();
    });
  }

  /** Something begins during which no time passes. */
  begin(id: string): void {
    this.underWay.set(id, 'moves');
  }

  end(id: string): void {
    this.underWay.delete(id);
    this.onChange();
  }

  /** What is under way sleeps for a while, unless it has ended meanwhile. */
  async rest(id: string, milliseconds: number): Promise<void> {
    this.mark(id, 'rests');
    await this.sleep(milliseconds);
    this.mark(id, 'moves');
  }

  private mark(id: string, state: 'moves' | 'rests'): void {
    if (this.underWay.has(id)) this.underWay.set(id, state);
    this.onChange();
  }

  private async turn(): Promise<void> {
    this.isTurning = true;
    while (this.sleepers.size > 0) {
      await this.quiet();
      const next = [...this.sleepers].reduce<Sleeper | undefined>(
        (first, one) => (!first || one.at < first.at ? one : first),
        undefined,
      );
      if (!next) continue;
      this.milliseconds = Math.max(this.milliseconds, next.at);
      next.wake();
    }
    this.isTurning = false;
  }

  /** Until nothing moves for some turns. */
  private async quiet(): Promise<void> {
    for (let turn = 0; turn < QUIET_TURNS; turn++) {
      await turnOfTheLoop();
      while ([...this.underWay.values()].includes('moves')) {
        turn = -1;
        await new Promise<void>((resolve) => {
          this.onChange = resolve;
        });
      }
    }
  }
}
