import type { Clients } from '../aws/clients';
import { OperationError, refusedWith } from '../aws/problem/operation-error';
import { systemClock } from '../clock';
import { findCluster } from '../live/cluster/find-cluster';
import type { LookingOptions } from '../patience/looking-options';
import { Lookout } from '../patience/lookout';
import { type Observation, Observer } from './observation';
import { Verdict, type WatchEnd } from './verdict';
import { Changes, type WatchChange } from './watch-change';
import { type WatchState, watchState } from './watch-state';

/** What to watch. */
export interface WatchRequest {
  /** Name or ARN. */
  readonly cluster: string;
  /** Name or ARN. */
  readonly service: string;
}

/** What a watch may be given besides. */
export interface WatchOptions extends LookingOptions {
  /** @default 1800 */
  readonly timeoutSeconds?: number;
  /** Called with each change. @param at milliseconds since 1970 */
  readonly onChange?: (change: WatchChange, at: number) => void;
  /** Called at each look, whether anything has changed or not. */
  readonly onLook?: (state: WatchState, at: number) => void;
}

/**
 * Watches the deployment of a service until it is steady, is undone, can go no further or time is up.
 * A look that fails for a passing reason is repeated.
 * What the caller has no permission for is left out, and said once; the service itself must be readable.
 * @throws OperationError
 */
export async function watch(clients: Clients, request: WatchRequest, options: WatchOptions = {}): Promise<WatchEnd> {
  const { timeoutSeconds = 1800, intervalSeconds = 5, onChange = () => {}, onLook = () => {} } = options;
  const { onTrouble, clock = systemClock, signal } = options;
  const verdict = new Verdict();
  const changes = new Changes();
  const until = clock.now() + timeoutSeconds * 1000;
  const lookout = new Lookout(clients, { clock, until, interval: intervalSeconds * 1000, signal, onTrouble });
  let observer: Observer | undefined;
  let last: WatchState | undefined;
  const look = async (those: Clients): Promise<WatchEnd | undefined> => {
    observer ??= new Observer(await findCluster(those, request.cluster), request.service);
    const seen = await observer.look(those, clock.now()).catch((error) => {
      if (last && isGone(error)) return undefined;
      throw error;
    });
    if (!seen || seen.service.status === 'DRAINING') return { code: 'deleted' };
    if (!seen.service.deployments?.length) throw notRolling(seen);
    const state = watchState(seen);
    last = state;
    const now = clock.now();
    for (const change of changes.after(seen, state, observer.looker.notLookedAt, now)) onChange(change, now);
    onLook(state, now);
    const end = verdict.after(state, now);
    // What holds it is proof only if its own scaling cannot change what it is held to.
    return end?.code === 'stuck' && (await observer.mayScale(those, seen, end.waiting, now)) ? undefined : end;
  };
  const end = await lookout.until(look);
  return end.code === 'timed-out' ? { seconds: timeoutSeconds, waiting: last?.waiting ?? [], ...end } : end;
}

/** The service, perhaps with its whole cluster. */
const isGone = (error: unknown): boolean =>
  refusedWith(error, 'ClusterNotFoundException') ||
  (error instanceof OperationError && error.problem.code === 'not-found' && error.problem.kind === 'service');

const notRolling = ({ service }: Observation) =>
  new OperationError({
    code: 'invalid-request',
    detail: `${service.serviceName} has no deployment of ECS (its controller is ${service.deploymentController?.type ?? 'unknown'}); watch it where it is deployed from`,
  });
