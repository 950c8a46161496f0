import { PlacementInputError } from '../../../placement';
import { type ForecastStep, play } from './play';
import type { InstanceGroup, Snapshot } from './snapshot';

/** Instances that a deployment lacks. */
export interface MissingInstances {
  /** The capacity provider; the instance type, for a service that takes any instance. */
  readonly of: string;
  readonly instanceType: string;
  readonly count: number;
  /** Those that are there or on their way. */
  readonly instances: number;
  /** The most that there may be; absent where it is not known. */
  readonly maximum?: number;
  /** How they come: `launched` by managed scaling, or not, or nobody knows. */
  readonly come: 'launched' | 'by-hand' | 'beyond-maximum' | 'unknown';
}

/** Why nothing is foretold. */
export type ForecastDoubt =
  /** A daemon's tasks are bound to their instances. */
  | { readonly code: 'daemon' }
  /** The tasks run elsewhere than on EC2 instances, or another controller deploys them. */
  | { readonly code: 'elsewhere' }
  /** Nobody knows what an instance of these capacity providers would be like, as none is there. */
  | { readonly code: 'no-instance'; readonly capacityProviders: readonly string[] }
  /** A permission is missing. */
  | { readonly code: 'not-looked-at' }
  /** More instances might do, but more than are tried. */
  | { readonly code: 'too-many'; readonly tried: number }
  /** The engine cannot read a constraint, say. */
  | { readonly code: 'unreadable'; readonly detail: string };

/**
 * Whether a deployment can finish: the placement engine's rollout, played from what is there at one moment. Tasks are
 * taken to become healthy, and what else runs in the cluster to stay; instances that are on their way count.
 */
export type Forecast =
  | { readonly code: 'finishes'; readonly rounds: number; readonly arriving: number }
  | {
      readonly code: 'needs-instances';
      readonly missing: readonly MissingInstances[];
      /** Where it stops without them, after so many rounds. */
      readonly step: ForecastStep;
      readonly rounds: number;
    }
  /** More instances like those there do not help. */
  | { readonly code: 'cannot-finish'; readonly step: ForecastStep; readonly rounds: number }
  | { readonly code: 'unknown'; readonly because: ForecastDoubt };

/** More instances than this are not tried. */
const MOST_TRIED = 256;

/** Foretells; the same snapshot is played once. */
export class Forecaster {
  private last: { readonly key: string; readonly forecast: Forecast } | undefined;

  of(snapshot: Snapshot): Forecast {
    const key = JSON.stringify(snapshot);
    if (this.last?.key !== key) this.last = { key, forecast: forecastOf(snapshot) };
    return this.last.forecast;
  }
}

/** Plays a snapshot to its end, and finds what it lacks. */
export function forecastOf(snapshot: Snapshot): Forecast {
  const { groups, service } = snapshot;
  const providers = (service.capacityProviderStrategy ?? []).map(({ capacityProvider }) => capacityProvider);
  const empty = providers.filter((provider) => groups.every(({ name }) => name !== provider));
  if (empty.length > 0 || groups.length === 0) {
    return { code: 'unknown', because: { code: 'no-instance', capacityProviders: empty } };
  }
  try {
    const none = groups.map(() => 0);
    const { rounds, step } = play(snapshot, none);
    const arriving = groups.reduce((sum, group) => sum + group.arriving, 0);
    if (!step) return { code: 'finishes', rounds, arriving };
    const more = step.cause === 'capacity' ? fewest(snapshot) : undefined;
    if (!more) {
      const mayBeMore = enough(snapshot) > MOST_TRIED && step.explanation?.moreInstancesHelp;
      if (!mayBeMore) return { code: 'cannot-finish', step, rounds };
      return { code: 'unknown', because: { code: 'too-many', tried: MOST_TRIED } };
    }
    const missing = groups.flatMap((group, index) => missingOf(group, more[index]!, providers.length > 0) ?? []);
    return { code: 'needs-instances', missing, step, rounds };
  } catch (error) {
    if (!(error instanceof PlacementInputError)) throw error;
    return { code: 'unknown', because: { code: 'unreadable', detail: error.message } };
  }
}

function missingOf(
  { name, present, arriving, size, capacity }: InstanceGroup,
  count: number,
  isAwaited: boolean,
): MissingInstances | undefined {
  if (count === 0) return undefined;
  const instances = present + arriving;
  const come = () => {
    if (!size) return 'unknown';
    if (instances + count > size.maximum) return 'beyond-maximum';
    return size.managedScaling && isAwaited ? 'launched' : 'by-hand';
  };
  const instanceType = capacity.instanceTypes[0]!.name;
  return { of: name, instanceType, count, instances, ...(size && { maximum: size.maximum }), come: come() };
}

/** As many of each group that every task may have one to itself, in whichever zone its instances have to be. */
const enough = ({ groups, service: { desiredCount, maximumPercent } }: Snapshot): number =>
  Math.ceil((desiredCount * Math.max(200, maximumPercent)) / 100) *
  Math.max(1, ...groups.map(({ capacity }) => capacity.zones.length));

/**
 * The fewest further instances of each group that let the deployment finish: for a service that takes any instance those
 * of one group. Undefined when as many as are tried do not.
 */
function fewest(snapshot: Snapshot): readonly number[] | undefined {
  const { groups, service } = snapshot;
  const finishes = (more: readonly number[]) => play(snapshot, more).step === undefined;
  const most = Math.min(MOST_TRIED, enough(snapshot));
  const isBound = (service.capacityProviderStrategy ?? []).length > 0;
  if (!isBound) {
    const ways = groups.flatMap((_, only) => {
      const of = (count: number) => groups.map((__, index) => (index === only ? count : 0));
      const count = least(most, (tried) => finishes(of(tried)));
      return count === undefined ? [] : [{ count, more: of(count) }];
    });
    return ways.sort((left, right) => left.count - right.count)[0]?.more;
  }
  const all = least(most, (count) => finishes(groups.map(() => count)));
  if (all === undefined) return undefined;
  const more = groups.map(() => all);
  for (const index of groups.keys()) {
    more[index] = least(all, (count) => finishes(more.with(index, count))) ?? all;
  }
  return more;
}

/** The least count up to the most for which it holds, given that it holds for all larger ones. */
function least(most: number, holds: (count: number) => boolean): number | undefined {
  if (!holds(most)) return undefined;
  let [below, above] = [-1, 0];
  while (above < most && !holds(above)) [below, above] = [above, Math.min(most, Math.max(1, 2 * above))];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}
