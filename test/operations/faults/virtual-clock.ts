import type { Clock } from '../../../lib/operations';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop without news after which everybody is taken to be asleep. */
const QUIET_TURNS = 3;

/** Time that jumps to whoever wakes next once everybody sleeps: many may sleep at once, and a race of sleeps is one. */
export class VirtualClock implements Clock {
  private readonly sleepers = new Set<Sleeper>();
  private isTurning = false;

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

  private async turn(): Promise<void> {
    this.isTurning = true;
    while (this.sleepers.size > 0) {
      for (let turn = 0; turn < QUIET_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
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
}
