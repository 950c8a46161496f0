import type { Clock } from '../../lib/operations';

/** Time that passes only while somebody sleeps. */
export class FakeClock implements Clock {
  constructor(private milliseconds = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.milliseconds;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    // Whoever else waits for a turn gets it.
    await new Promise((resolve) => setImmediate(resolve));
    if (!signal?.aborted) this.milliseconds += milliseconds;
  }
}
