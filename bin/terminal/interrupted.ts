import type { Surroundings } from '../commands/command';

/** Carries out something that ends early at the first interruption (Ctrl-C). */
export async function untilInterrupted<T>(
  { onInterrupt }: Surroundings,
  carryOut: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const release = onInterrupt?.(() => stop.abort());
  try {
    return await carryOut(stop.signal);
  } finally {
    release?.();
  }
}
