import type { DeploymentKind } from '../fleet';
import type { ScalingDecision } from '../scaling';
import type { RoundCounts } from './round';
import type { StartFailure } from './scenario';

/** Why a task was told to stop. */
export type StopReason =
  /** Its revision is being replaced. */
  | 'replaced'
  /** The desired count is lower than the number of tasks. */
  | 'scale-in'
  /** Its instance is draining. */
  | 'draining'
  /** A task in a zone with fewer tasks has taken its place. */
  | 'zone-rebalancing'
  /** A daemon's constraints no longer hold on its instance. */
  | 'not-eligible'
  /** It did not become healthy. */
  | 'unhealthy';

/** Why a deployment was given up. */
export type FailureCause = 'task-failures' | 'placement-failures' | 'stage-limit';

interface OfTask {
  readonly service: string;
  /** `<service>/<number>`. */
  readonly task: string;
  /** 0 for the revision the service began with, then counted up. */
  readonly revision: number;
}

interface OfInstance {
  readonly instance: string;
  readonly capacity?: string;
  readonly zone: string;
}

/** One thing that happens in a simulation. Durations follow from the times of two events. */
export type TimelineEvent = { readonly atSeconds: number } & (
  | (OfTask & {
      readonly code: 'task-waiting';
      /** An instance of its capacity provider (PROVISIONING), or for stopping tasks to leave its instance (PENDING). */
      readonly waitsFor: 'instance' | 'host';
      readonly capacityProvider?: string;
      readonly instance?: string;
    })
  | (OfTask & {
      readonly code: 'task-found' | 'task-placed' | 'task-running' | 'task-healthy' | 'task-stopped';
      readonly instance: string;
    })
  | (OfTask & { readonly code: 'task-stopping'; readonly because: StopReason; readonly instance?: string })
  | (OfTask & { readonly code: 'task-failed'; readonly at: StartFailure['at']; readonly instance: string })
  | (OfTask & { readonly code: 'task-lost'; readonly instance: string })
  | (OfInstance & { readonly code: 'instance-launching'; readonly because: 'scale-out' | 'replacement' })
  | (OfInstance & {
      readonly code:
        | 'instance-found'
        | 'instance-registered'
        | 'instance-draining'
        | 'instance-terminated'
        | 'instance-lost';
    })
  | { readonly code: 'scaling'; readonly capacityProvider: string; readonly decision: ScalingDecision }
  | { readonly code: 'scenario'; readonly step: number }
  | {
      readonly code: 'deployment-started';
      readonly service: string;
      readonly revision: number;
      readonly kind: DeploymentKind;
    }
  | {
      readonly code: 'round';
      readonly service: string;
      readonly stopped: number;
      readonly started: number;
      readonly counts: RoundCounts;
    }
  | { readonly code: 'traffic'; readonly service: string; readonly percent: number }
  | { readonly code: 'deployment-completed'; readonly service: string; readonly revision: number }
  | {
      readonly code: 'deployment-failed';
      readonly service: string;
      readonly revision: number;
      readonly cause: FailureCause;
      /** The revision it goes back to; absent when there is none or rollback is off. */
      readonly rollsBackTo?: number;
    }
);
