import { type Clients, OperationError, type OperationProblem } from '../../../../lib/operations';
import { ACTIONS, iamAction, type ServiceName } from '../../../../lib/operations/aws/actions';
import type { Repeat } from '../../../../lib/operations/aws/clients';
import type { Fault, Misfortune } from '../faults';
import type { VirtualClock } from '../virtual-clock';

type AnyCall = (input: unknown, options?: unknown) => Promise<unknown>;

/** Milliseconds after which an answer that has not come is no longer waited for, as by the SDK. */
const TOO_LATE = 20_000;

/**
 * Calls that meet with misfortune on their way, in place of a network: what the SDK makes of each fault is tested with
 * real connections, here is what a verb makes of that.
 */
export function faultyClients(clients: Clients, misfortune: Misfortune, clock: VirtualClock): Clients {
  const services = Object.fromEntries(
    (Object.keys(ACTIONS) as ServiceName[]).map((service) => [service, callsOf(service)]),
  );
  let repeat: Repeat = (call) => call();
  function callsOf(service: ServiceName): object {
    // Whatever is called is passed on; a method that is not there fails with its name.
    return new Proxy({} as Record<string, AnyCall>, {
      get:
        (_, method: string): AnyCall =>
        (input) => {
          const calls = clients[service] as unknown as Record<string, AnyCall>;
          return repeat(() => through(iamAction(service, method), () => calls[method]!(input)));
        },
    });
  }
  async function through(action: string, call: () => Promise<unknown>): Promise<unknown> {
    const fault = misfortune.next();
    if (fault === undefined) return call();
    if (fault === 'slow') {
      const answer = await call();
      const delay = misfortune.delay();
      await clock.sleep(Math.min(delay, TOO_LATE));
      if (delay < TOO_LATE) return answer;
    } else if (fault === 'failed-after' || fault === 'dropped-after' || fault === 'cut-short') await call();
    throw new OperationError(problemOf(fault, action));
  }
  const made = {
    ...services,
    region: () => clients.region(),
    inRegion: () => made,
    endingWith: () => made,
    repeatedBy: (by: Repeat) => {
      repeat = by;
      return made;
    },
  } as object as Clients;
  return made;
}

function problemOf(fault: Fault, action: string): OperationProblem {
  switch (fault) {
    case 'throttled':
      return { code: 'throttled', action };
    case 'expired':
      return { code: 'expired-credentials', detail: 'expired' };
    case 'failed':
    case 'failed-after':
    case 'gateway':
      return { code: 'service-fault', action, detail: 'HTTP 500' };
    case 'dropped-before':
    case 'dropped-after':
    case 'cut-short':
    case 'slow':
      return { code: 'unreachable', action, why: 'connection', detail: 'socket hang up' };
  }
}
