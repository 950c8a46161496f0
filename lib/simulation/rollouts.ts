import type { Model } from '../template';
import { isInTrouble } from './judge';
import { type Simulation, simulationsOf } from './simulation';

/** The update of every service alone, as far as it is played through. */
export interface Rollouts {
  readonly simulations: readonly Simulation[];
  /** Services whose update is not, in a large fleet. */
  readonly leftOut: number;
}

/** Tasks in all simulations together: some seconds of work. */
const MOST_TASKS = 100_000;
/** So many services are played through however large the fleet is. */
const FEWEST_SERVICES = 5;

/**
 * Plays the update of each service alone. In a large fleet, those in trouble when all are updated together come first,
 * and others are left out.
 */
export function rolloutsOf(model: Model): Rollouts {
  const together = simulationsOf(model, { scenario: 'update' });
  const names: string[] = [];
  const troubled = new Set<string>();
  let tasks = 0;
  for (const one of together) {
    if (!('careful' in one)) continue;
    const updated = one.careful.steps.flatMap((step) => (step.code === 'update' ? (step.services ?? []) : []));
    names.push(...updated.map(({ name }) => name));
    for (const service of one.careful.services) if (isInTrouble(service)) troubled.add(service.name);
    tasks += one.careful.services.reduce((sum, { peakTasks }) => sum + peakTasks, 0);
  }
  const sorted = [...new Set(names)].sort((left, right) => Number(troubled.has(right)) - Number(troubled.has(left)));
  const shown = sorted.slice(0, Math.max(FEWEST_SERVICES, Math.floor(MOST_TASKS / Math.max(1, tasks))));
  return {
    simulations: [
      ...shown.flatMap((name) => simulationsOf(model, { scenario: 'update', services: [name] })),
      // What cannot be played through at all is said once.
      ...together.filter((one) => 'undecided' in one),
    ],
    leftOut: sorted.length - shown.length,
  };
}
