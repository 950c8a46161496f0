import { ECSClient } from '@aws-sdk/client-ecs';
import type { ClientSettings } from '../../../lib/operations';
import type { VirtualClock } from './virtual-clock';

type Strategy = Extract<ClientSettings['retryStrategy'], { refreshRetryTokenForRetry: unknown }>;

/** What the SDK's strategy asks how long to wait. */
interface Backoff {
  setDelayBase(base: number): void;
  computeNextBackoffDelay(attempts: number): number;
}

/**
 * The SDK's own retries as shipped: what it repeats, how often, how long it waits in between and when its allowance is
 * used up. Only the waiting is done on another clock.
 */
export async function retriesOn(clock: VirtualClock, maxAttempts: number): Promise<Strategy> {
  // Its class is in a package that is not among the dependencies; the field is that of 3.1164 and is checked below.
  const shipped = (await new ECSClient({ region: 'eu-west-1', maxAttempts }).config.retryStrategy()) as Strategy & {
    retryBackoffStrategy: Backoff;
  };
  const backoff = shipped.retryBackoffStrategy;
  if (typeof backoff?.computeNextBackoffDelay !== 'function') throw new Error('the retries of the SDK have changed');
  const refresh = shipped.refreshRetryTokenForRetry.bind(shipped);
  let delay = 0;
  shipped.retryBackoffStrategy = {
    setDelayBase: (base) => backoff.setDelayBase(base),
    computeNextBackoffDelay: (attempts) => {
      delay = backoff.computeNextBackoffDelay(attempts);
      return 0;
    },
  };
  let retries = 0;
  shipped.refreshRetryTokenForRetry = async (...given) => {
    const id = `retry ${retries++}`;
    clock.begin(id);
    try {
      return await refresh(...given);
    } finally {
      const own = delay;
      clock.end(id);
      await clock.sleep(own);
    }
  };
  return shipped;
}
