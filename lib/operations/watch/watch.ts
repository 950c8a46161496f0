import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/operation-error';
import { type Clock, systemClock } from '../clock';
import { findCluster } from '../live/find-cluster';
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
  /** @default 1800 */
  readonly timeoutSeconds?: number;
  /** Time between two looks. @default 5 */
  readonly intervalSeconds?: number;
}

/** What a watch may be given besides. */
export interface WatchOptions {
  /** Called with each change. @param at milliseconds since 1970 */
  readonly onChange?: (change: WatchChange, at: number) => void;
  /** Called at each look, whether anything has changed or not. */
  readonly onLook?: (state: WatchState, at: number) => void;
  readonly clock?: Clock;
  /** Ends the watch; the deployment goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Watches the deployment of a service until it is steady, is undone, can go no further or time is up.
 * What the caller has no permission for is left out, and said once; the service itself must be readable.
 * @throws OperationError
 */
export async function watch(clients: Clients, request: WatchRequest, options: WatchOptions = {}): Promise<WatchEnd> {
  const { onChange = () => {}, onLook = () => {}, clock = systemClock, signal } = options;
  const { timeoutSeconds = 1800, intervalSeconds = 5 } = request;
  const observer = new Observer(await findCluster(clients, request.cluster), request.service);
  const verdict = new Verdict();
  const changes = new Changes();
  const until = clock.now() + timeoutSeconds * 1000;
  for (let looks = 0; ; looks++) {
    const seen = await observer.look(clients).catch((error) => {
      if (looks > 0 && isGone(error)) return undefined;
      throw error;
    });
    if (!seen || seen.service.status === 'DRAINING') return { code: 'deleted' };
    if (!seen.service.deployments?.length) throw notRolling(seen);
    const state = watchState(seen);
    const now = clock.now();
    for (const change of changes.after(seen, state, observer.looker.notLookedAt, now)) onChange(change, now);
    onLook(state, now);
    const end = verdict.after(state, now);
    if (end) return end;
    if (signal?.aborted) return { code: 'interrupted' };
    if (clock.now() >= until) return { code: 'timed-out', seconds: timeoutSeconds, waiting: state.waiting };
    await clock.sleep(Math.min(intervalSeconds * 1000, Math.max(0, until - clock.now())), signal);
    if (signal?.aborted) return { code: 'interrupted' };
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof OperationError && error.problem.code === 'not-found' && error.problem.kind === 'service';

const notRolling = ({ service }: Observation) =>
  new OperationError({
    code: 'invalid-request',
    detail: `${service.serviceName} has no deployment of ECS (its controller is ${service.deploymentController?.type ?? 'unknown'}); watch it where it is deployed from`,
  });
