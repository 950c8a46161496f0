import { shortName } from '../aws/arn';
import type { NotLookedAt } from '../live/looker';
import { primaryOf } from '../live/service/service-kind';
import type { Forecast } from './forecast/forecast';
import type { Observation } from './observation';
import type { WatchState } from './watch-state';

/** Something that is not as it was at the look before. */
export type WatchChange =
  | { readonly code: 'state'; readonly state: WatchState }
  /** What the placement engine foretells from what is there at this moment. */
  | { readonly code: 'forecast'; readonly forecast: Forecast }
  /** A deployment has taken the place of the one that was watched, and is watched from now on. */
  | { readonly code: 'superseded'; readonly before: string; readonly now: string }
  /** An event of the service, in the words of ECS. */
  | { readonly code: 'event'; readonly message: string }
  /** A task has been stopped, for another reason than that it was no longer wanted. */
  | { readonly code: 'stopped'; readonly task: string; readonly reason: string }
  /** A permission is missing: the watch goes on without what it would show. */
  | { readonly code: 'not-looked-at'; readonly missing: NotLookedAt }
  /** Nothing has changed for a while. */
  | { readonly code: 'unchanged'; readonly seconds: number; readonly state: WatchState };

/** Time without a line after which one says that the watch goes on: less than CI systems wait before they give up. */
const QUIET_SECONDS = 300;

/** Tells what is new at each look. What went before the deployment is not news. */
export class Changes {
  private shown = '';
  private primary: string | undefined;
  private forecast = '';
  private start = 0;
  private lastAt: number | undefined;
  private since: number | undefined;
  private notLookedAt = 0;
  private readonly told = new Set<string>();

  /** @param at milliseconds since 1970 */
  after(seen: Observation, state: WatchState, missing: readonly NotLookedAt[], at: number): readonly WatchChange[] {
    const primary = primaryOf(seen.service);
    // One that is gone back to began long ago; what has happened since is told already.
    this.start = Math.max(this.start, primary?.createdAt?.getTime() ?? 0);
    const changes = [
      ...this.missing(missing),
      ...this.superseded(state),
      ...this.happened(seen),
      ...this.state(state),
      ...this.foretold(seen),
    ];
    if (changes.length > 0) [this.lastAt, this.since] = [at, at];
    if (at - (this.lastAt ?? at) < QUIET_SECONDS * 1000) return changes;
    this.lastAt = at;
    return [{ code: 'unchanged', seconds: (at - (this.since ?? at)) / 1000, state }];
  }

  private missing(missing: readonly NotLookedAt[]): readonly WatchChange[] {
    const fresh = missing.slice(this.notLookedAt);
    this.notLookedAt = missing.length;
    return fresh.map((one) => ({ code: 'not-looked-at', missing: one }));
  }

  private superseded({ deployments }: WatchState): readonly WatchChange[] {
    const primary = deployments.find(({ isPrimary }) => isPrimary);
    const before = this.primary;
    this.primary = primary && `${primary.taskDefinition} (${primary.id})`;
    if (!before || !this.primary || before === this.primary) return [];
    return [{ code: 'superseded', before, now: this.primary }];
  }

  private happened({ service: { events = [] }, stopped }: Observation): readonly WatchChange[] {
    const isNews = (id: string | undefined, at: Date | undefined): boolean => {
      if (id === undefined || this.told.has(id) || (at?.getTime() ?? 0) < this.start) return false;
      this.told.add(id);
      return true;
    };
    return [
      ...events
        .toReversed()
        .filter(({ id, createdAt }) => isNews(id, createdAt))
        .map(({ message = '' }): WatchChange => ({ code: 'event', message })),
      ...stopped
        .filter((task) => !isExpected(task) && isNews(task.taskArn, task.stoppingAt ?? task.stoppedAt))
        .map((task): WatchChange => ({ code: 'stopped', task: shortName(task.taskArn ?? ''), reason: reasonOf(task) })),
    ];
  }

  /** Another number of rounds, or of tasks that are done, is no other forecast. */
  private foretold({ forecast }: Observation): readonly WatchChange[] {
    if (!forecast) return [];
    const now = JSON.stringify(forecast, (name, value) =>
      ['rounds', 'counts', 'explanation'].includes(name) ? 0 : value,
    );
    const isSame = now === this.forecast;
    this.forecast = now;
    return isSame ? [] : [{ code: 'forecast', forecast }];
  }

  private state(state: WatchState): readonly WatchChange[] {
    const now = JSON.stringify(state);
    const isSame = now === this.shown;
    this.shown = now;
    return isSame ? [] : [{ code: 'state', state }];
  }
}

type Stopped = Observation['stopped'][number];

/** Replaced or no longer wanted. The scheduler stops those that fail their health checks by the same code. */
const isExpected = ({ stopCode, stoppedReason = '' }: Stopped): boolean =>
  stopCode === 'ServiceSchedulerInitiated' && !/health check/i.test(stoppedReason);

/** Why a task has stopped; what its containers say, where they say something. */
function reasonOf({ stoppedReason, containers = [] }: Stopped): string {
  const own = containers.flatMap(({ name, exitCode, reason: said }) => {
    const reason = said === stoppedReason ? undefined : said;
    if (!reason && !exitCode) return [];
    return [`${name}: ${[exitCode === undefined ? '' : `exit code ${exitCode}`, reason].filter(Boolean).join(', ')}`];
  });
  return [stoppedReason ?? 'no reason given', ...own].join('; ');
}
