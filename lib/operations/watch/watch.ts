import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/operation-error';
import { type Clock, systemClock } from '../clock';
import { findCluster } from '../live/find-cluster';
import { shortName } from '../live/pages';
import { type Observation, observe } from './observation';
import { Verdict, type WatchEnd } from './verdict';
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

/** Something that is not as it was at the look before. */
export type WatchChange =
  | { readonly code: 'state'; readonly state: WatchState }
  /** An event of the service, in the words of ECS. */
  | { readonly code: 'event'; readonly message: string }
  /** A task has been stopped. */
  | { readonly code: 'stopped'; readonly task: string; readonly reason: string };

/** What a watch may be given besides. */
export interface WatchOptions {
  /** Called with each change. */
  readonly onChange?: (change: WatchChange, at: number) => void;
  readonly clock?: Clock;
  /** Ends the watch; the deployment goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Watches the deployment of a service until it is steady, is undone, can go no further or time is up.
 * @throws OperationError
 */
export async function watch(clients: Clients, request: WatchRequest, options: WatchOptions = {}): Promise<WatchEnd> {
  const { onChange = () => {}, clock = systemClock, signal } = options;
  const { timeoutSeconds = 1800, intervalSeconds = 5 } = request;
  const cluster = await findCluster(clients, request.cluster);
  const verdict = new Verdict();
  const changes = new Changes();
  const until = clock.now() + timeoutSeconds * 1000;
  while (true) {
    const seen = await observe(clients, cluster, request.service);
    if (!seen.service.deployments?.length) throw notRolling(seen);
    const state = watchState(seen);
    for (const change of changes.since(seen, state)) onChange(change, clock.now());
    const end = verdict.after(state, clock.now());
    if (end) return end;
    if (signal?.aborted) return { code: 'interrupted' };
    if (clock.now() >= until) return { code: 'timed-out', seconds: timeoutSeconds, waiting: state.waiting };
    await clock.sleep(Math.min(intervalSeconds * 1000, Math.max(0, until - clock.now())), signal);
    if (signal?.aborted) return { code: 'interrupted' };
  }
}

const notRolling = ({ service }: Observation) =>
  new OperationError({
    code: 'invalid-request',
    detail: `${service.serviceName} has no deployment of ECS (its controller is ${service.deploymentController?.type ?? 'unknown'}); watch it where it is deployed from`,
  });

/** Tells what is new at each look. What went before the deployment is not news. */
class Changes {
  private before = '';
  private readonly told = new Set<string>();

  since(seen: Observation, state: WatchState): readonly WatchChange[] {
    const start = seen.service.deployments?.find(({ status }) => status === 'PRIMARY')?.createdAt?.getTime() ?? 0;
    const isNews = (id: string | undefined, at: Date | undefined): boolean => {
      if (id === undefined || this.told.has(id) || (at?.getTime() ?? 0) < start) return false;
      this.told.add(id);
      return true;
    };
    const events = (seen.service.events ?? [])
      .toReversed()
      .filter(({ id, createdAt }) => isNews(id, createdAt))
      .map(({ message = '' }): WatchChange => ({ code: 'event', message }));
    const stopped = seen.stopped
      .filter((task) => task.stopCode !== 'ServiceSchedulerInitiated' && isNews(task.taskArn, task.stoppingAt))
      .map((task): WatchChange => ({ code: 'stopped', task: shortName(task.taskArn ?? ''), reason: reasonOf(task) }));
    const now = JSON.stringify(state);
    const changed: readonly WatchChange[] = now === this.before ? [] : [{ code: 'state', state }];
    this.before = now;
    return [...events, ...stopped, ...changed];
  }
}

/** Why a task has stopped; what its containers say, where they say something. */
function reasonOf({ stoppedReason, containers = [] }: Observation['stopped'][number]): string {
  const own = containers.flatMap(({ name, exitCode, reason }) => {
    if (!reason && !exitCode) return [];
    return [`${name}: ${[exitCode === undefined ? '' : `exit code ${exitCode}`, reason].filter(Boolean).join(', ')}`];
  });
  return [stoppedReason ?? 'no reason given', ...own].join('; ');
}
