import {
  DEFAULT_MANAGED_SCALING,
  DEFAULT_SCALING_ASSUMPTIONS,
  type InstanceNeed,
  NO_SCALING_MEMORY,
  type ScalingAssumptions,
  type ScalingDecision,
  type ScalingObservation,
  stepManagedScaling,
} from '../../../lib/placement/scaling';
import { NO_DEMAND } from '../../../lib/placement/task-demand';

/** A need of so many instances more. */
export const needOf = (add: number): InstanceNeed => ({
  add,
  groups: [{ code: 'needs', demand: NO_DEMAND, count: add, instances: add, tasksPerInstance: 1 }],
});

const NO_NEED: InstanceNeed = { add: 0, groups: [] };

/** An observation of a group of `instances`, all of them occupied, that needs nothing. */
export const observed = (instances: number, changes: Partial<ScalingObservation> = {}): ScalingObservation => ({
  atSeconds: 0,
  minInstances: 0,
  maxInstances: 100,
  instances,
  occupied: instances,
  removable: instances,
  need: NO_NEED,
  ...changes,
});

/** One datapoint per minute over what `next` observes, starting with nothing remembered. */
export function runScaling(
  minutes: number,
  next: (minute: number, last: ScalingDecision | undefined) => ScalingObservation,
  settings = DEFAULT_MANAGED_SCALING,
  assumptions: ScalingAssumptions = DEFAULT_SCALING_ASSUMPTIONS,
): ScalingDecision[] {
  let memory = NO_SCALING_MEMORY;
  const decisions: ScalingDecision[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const observation = { ...next(minute, decisions.at(-1)), atSeconds: minute * 60 };
    const step = stepManagedScaling(memory, observation, settings, assumptions);
    memory = step.memory;
    decisions.push(step.decision);
  }
  return decisions;
}

/** The decision for one observation when nothing is remembered. */
export const decide = (
  observation: ScalingObservation,
  settings = DEFAULT_MANAGED_SCALING,
  assumptions: ScalingAssumptions = DEFAULT_SCALING_ASSUMPTIONS,
): ScalingDecision => stepManagedScaling(NO_SCALING_MEMORY, observation, settings, assumptions).decision;
