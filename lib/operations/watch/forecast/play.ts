import { type Explanation, explain, type RoundCounts, type StuckCause, simulate } from '../../../placement';
import type { Snapshot } from './snapshot';

/** The step at which a deployment stops. */
export interface ForecastStep {
  readonly cause: StuckCause;
  /** The tasks when nothing more can be stopped or started. */
  readonly counts: RoundCounts;
  /** Of the tasks that stay, those that have no instance. */
  readonly waiting: number;
  /** Why no instance takes the next one; for the cause `capacity`. */
  readonly explanation?: Explanation;
}

/** How the engine sees a deployment go on. */
export interface Played {
  /** Times at which it stops or starts tasks. */
  readonly rounds: number;
  /** Absent when it comes to its end. */
  readonly step?: ForecastStep;
}

/**
 * Plays a deployment from a snapshot, its tasks all becoming healthy.
 * @param more Instances of each group besides those that are there or on their way.
 * @throws PlacementInputError
 */
export function play({ service, outgoing, instances, groups, daemons }: Snapshot, more: readonly number[]): Played {
  const result = simulate({
    cluster: {
      name: 'live',
      capacities: groups.map(({ name, capacity, present, arriving }, index) => {
        const size = present + arriving + more[index]!;
        // What managed scaling would launch is asked for by `more`: it neither adds nor takes away here.
        const capacityProvider = { name, managedTerminationProtection: false, managedDraining: false };
        return {
          ...{ name, ...capacity, capacityProvider, purchaseOption: 'on-demand' as const },
          ...{ minInstances: size, maxInstances: size },
        };
      }),
      instances,
      services: [service, ...daemons],
      standaloneTasks: [],
    },
    scenario: [{ code: 'continue', services: [{ name: service.name, outgoing }] }],
  });
  const rounds = result.timeline.filter(({ code }) => code === 'round').length;
  const { outcome } = result.services[0]!;
  if (outcome.code === 'steady') return { rounds };
  // A staged deployment goes back when the time of its stage is over, for the reason that is kept with it.
  const { stuck } = outcome;
  if (!stuck) return { rounds };
  const { cause, counts, waiting, rejections } = stuck;
  const before = result.timeline.findLastIndex(({ code }) => code === 'deployment-failed');
  return {
    rounds: before < 0 ? rounds : result.timeline.slice(0, before).filter(({ code }) => code === 'round').length,
    step: { cause, counts, waiting, ...(rejections.length > 0 && { explanation: explain(rejections, instances) }) },
  };
}
