import type { InstanceRejection } from '../rejection';
import type { ScalingDecision } from '../scaling';
import type { ConfigDeadlock } from './bounds';
import type { RoundCounts } from './round';
import type { FailureCause, TimelineEvent } from './timeline';

/** Why a service cannot go on. */
export type StuckCause =
  /** Its percents allow no step at its desired count. */
  | 'config'
  /** The next task fits no instance, none can be added, and no old task may stop first. */
  | 'capacity'
  /** Its tasks fail whenever they are started, and nothing ends the deployment. */
  | 'failing'
  /** Tasks must leave a draining instance, and its percents allow no step. */
  | 'draining';

/** What a capacity provider answers to tasks that wait for it. */
export interface ProviderAnswer {
  readonly capacityProvider: string;
  readonly instances: number;
  readonly maxInstances: number;
  /** Absent without managed scaling. */
  readonly decision?: ScalingDecision;
}

/** The exact step at which a service stops moving: nothing that is still to happen can change it. */
export interface StuckStep {
  readonly cause: StuckCause;
  /** When the last thing happened in the cluster that might have helped. */
  readonly atSeconds: number;
  /** The counts of the round that can neither stop nor start. */
  readonly counts: RoundCounts;
  /** Tasks of the step that wait in PROVISIONING. */
  readonly waiting: number;
  /** Why each instance refuses the next task; none when the step does not fail for want of room. */
  readonly rejections: readonly InstanceRejection[];
  /** Why no instance is added; one for each capacity provider of the service. */
  readonly providers: readonly ProviderAnswer[];
  /** For the cause `config`. */
  readonly deadlock?: ConfigDeadlock;
}

/** How the last thing that was asked of a service ended. */
export type ServiceOutcome =
  | { readonly code: 'steady' }
  | { readonly code: 'rolled-back'; readonly cause: FailureCause; readonly stuck?: StuckStep }
  /** Given up, with nothing to go back to or without rollback. */
  | { readonly code: 'failed'; readonly cause: FailureCause; readonly stuck?: StuckStep }
  | { readonly code: 'stuck'; readonly stuck: StuckStep };

/** One service's part of a simulation. */
export interface ServiceResult {
  readonly name: string;
  readonly outcome: ServiceOutcome;
  /** When it became steady, was given up or stopped moving. */
  readonly endedAtSeconds: number;
  /** The fewest healthy tasks at any time after the start; 0 for a first deployment. */
  readonly lowestHealthy: number;
  /** The most tasks at any time, stopping ones included. */
  readonly peakTasks: number;
}

/** A capacity that never comes to rest although no task moves. */
export interface Oscillation {
  readonly capacityProvider: string;
  readonly low: number;
  readonly high: number;
  readonly periodSeconds: number;
}

/** The end of a simulation. */
export interface RolloutResult {
  /** The worst outcome of any service; `oscillates` when all are steady and a capacity is not. */
  readonly outcome: ServiceOutcome['code'] | 'oscillates';
  readonly services: readonly ServiceResult[];
  readonly oscillations: readonly Oscillation[];
  /** When the last service came to rest; later scale-in does not count. */
  readonly finishedAtSeconds: number;
  /** The most instances at any time, launching ones included. */
  readonly peakInstances: number;
  /** Instances at the end. */
  readonly finalInstances: number;
  /** In order of time. */
  readonly timeline: readonly TimelineEvent[];
}
