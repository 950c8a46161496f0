import type { ManagedScaling } from '../fleet';
import type { ScalingAssumptions } from './assumptions';
import type { InstanceNeed } from './needed-instances';
import { capacityProviderReservation, instancesAtTarget } from './reservation';

/** The settings ECS uses where a capacity provider names none. */
export const DEFAULT_MANAGED_SCALING: ManagedScaling = {
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriodSeconds: 300,
};

/** What one datapoint says about an Auto Scaling group. */
export interface ScalingObservation {
  readonly atSeconds: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Instances of the group, those that are still launching and those that are draining included. */
  readonly instances: number;
  /** Of these, instances that run or keep tasks other than daemons'. */
  readonly occupied: number;
  /** Of these, instances the group may terminate: not protected from scale-in. */
  readonly removable: number;
  /** What the tasks in PROVISIONING need. */
  readonly need: InstanceNeed;
}

/** What managed scaling remembers from datapoint to datapoint. */
export interface ScalingMemory {
  readonly datapointsAbove: number;
  readonly datapointsBelow: number;
  readonly lastScaleOutAtSeconds?: number;
}

/** The memory of managed scaling that has seen nothing. */
export const NO_SCALING_MEMORY: ScalingMemory = { datapointsAbove: 0, datapointsBelow: 0 };

/** Why the group keeps its size. The first three pass with time; the others only when something else changes. */
export type HoldReason =
  /** The alarm has not seen enough datapoints. */
  | 'alarm-pending'
  /** The last scale-out is younger than the warm-up period. */
  | 'warming-up'
  /** The last scale-out is too young for a scale-in. */
  | 'after-scale-out'
  /** The size is what the target asks for. */
  | 'at-target'
  /** More is needed than the maximum size allows. */
  | 'maximum-size'
  /** Less would do than the minimum size allows. */
  | 'minimum-size'
  /** Every instance that could go is protected from scale-in. */
  | 'instances-protected'
  /** No waiting task fits the smallest instance type of the group: the metric stays at its target. */
  | 'no-type-fits';

interface Measured {
  /** The metric `CapacityProviderReservation`. */
  readonly reservation: number;
  /** The number of instances needed that went into it. */
  readonly needed: number;
}

/** What managed scaling does at a datapoint. */
export type ScalingDecision =
  | (Measured & { readonly code: 'scale-out' | 'scale-in'; readonly from: number; readonly to: number })
  | (Measured & { readonly code: 'hold'; readonly because: HoldReason });

/** Whether time alone can turn the decision into another. */
export const passesWithTime = (decision: ScalingDecision): boolean =>
  decision.code !== 'hold' || ['alarm-pending', 'warming-up', 'after-scale-out'].includes(decision.because);

/**
 * One datapoint of managed scaling: measures, moves both alarms on, and decides. Pure: memory in, memory out.
 *
 * - Out: one datapoint above the target; not within the warm-up period of the last scale-out; from zero to two.
 * - In: fifteen datapoints below the target in a row; not within fifteen minutes of a scale-out; at least one instance
 *   and less than half of them each minute; never a protected instance.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html
 */
export function stepManagedScaling(
  memory: ScalingMemory,
  observation: ScalingObservation,
  settings: ManagedScaling,
  assumptions: ScalingAssumptions,
): { readonly memory: ScalingMemory; readonly decision: ScalingDecision } {
  const { need, instances, occupied } = observation;
  const waiting = need.groups.length > 0;
  const needed = need.add > 0 ? stepped(instances, need.add, settings) : occupied;
  const ignored = waiting && need.add === 0;
  const reservation = ignored ? settings.targetCapacity : capacityProviderReservation(needed, instances);
  const measured: Measured = { reservation, needed };
  if (reservation > settings.targetCapacity) return out(memory, observation, settings, assumptions, measured);
  if (reservation < settings.targetCapacity) return back(memory, observation, settings, assumptions, measured);
  return hold({ ...memory, datapointsAbove: 0, datapointsBelow: 0 }, measured, ignored ? 'no-type-fits' : 'at-target');
}

/** Instances needed, kept between the smallest and the largest step above what is there. */
function stepped(instances: number, add: number, settings: ManagedScaling): number {
  const { minimumScalingStepSize, maximumScalingStepSize } = settings;
  return instances + Math.min(Math.max(add, minimumScalingStepSize), maximumScalingStepSize);
}

type Step = ReturnType<typeof stepManagedScaling>;

const hold = (memory: ScalingMemory, measured: Measured, because: HoldReason): Step => ({
  memory,
  decision: { code: 'hold', because, ...measured },
});

function out(
  before: ScalingMemory,
  { instances, maxInstances, atSeconds }: ScalingObservation,
  { targetCapacity, instanceWarmupPeriodSeconds }: ManagedScaling,
  { scaleOutDatapoints, fromZero }: ScalingAssumptions,
  measured: Measured,
): Step {
  const memory = { ...before, datapointsAbove: before.datapointsAbove + 1, datapointsBelow: 0 };
  if (instances >= maxInstances) return hold(memory, measured, 'maximum-size');
  if (memory.datapointsAbove < scaleOutDatapoints) return hold(memory, measured, 'alarm-pending');
  if (atSeconds < (before.lastScaleOutAtSeconds ?? Number.NEGATIVE_INFINITY) + instanceWarmupPeriodSeconds) {
    return hold(memory, measured, 'warming-up');
  }
  const fromNothing = fromZero === 'two' ? 2 : Math.ceil(measured.reservation / targetCapacity);
  const goal = instances === 0 ? fromNothing : instancesAtTarget(measured.needed, targetCapacity);
  return {
    memory: { ...memory, lastScaleOutAtSeconds: atSeconds },
    decision: { code: 'scale-out', from: instances, to: Math.min(goal, maxInstances), ...measured },
  };
}

function back(
  before: ScalingMemory,
  { instances, minInstances, removable, atSeconds }: ScalingObservation,
  { targetCapacity }: ManagedScaling,
  { scaleInDatapoints, scaleInAfterScaleOutSeconds }: ScalingAssumptions,
  measured: Measured,
): Step {
  const below = Math.min(before.datapointsBelow + 1, scaleInDatapoints);
  const memory = { ...before, datapointsAbove: 0, datapointsBelow: below };
  const goal = instancesAtTarget(measured.needed, targetCapacity);
  if (below < scaleInDatapoints) return hold(memory, measured, 'alarm-pending');
  if (goal >= instances) return hold(memory, measured, 'at-target');
  if (instances <= minInstances) return hold(memory, measured, 'minimum-size');
  if (removable <= 0) return hold(memory, measured, 'instances-protected');
  if (atSeconds < (before.lastScaleOutAtSeconds ?? Number.NEGATIVE_INFINITY) + scaleInAfterScaleOutSeconds) {
    return hold(memory, measured, 'after-scale-out');
  }
  const pace = Math.max(1, Math.ceil(instances / 2) - 1);
  const to = Math.max(goal, minInstances, instances - Math.min(pace, removable));
  return { memory, decision: { code: 'scale-in', from: instances, to, ...measured } };
}
