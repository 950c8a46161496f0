import type { Explanation, Instance } from '../../placement';
import type { ScaleOut } from '../live/capacity/scale-out';
import type { HealthyBounds } from '../live/service/healthy-bounds';

/** What becomes of one task on a drained instance. */
export type DrainMove = {
  readonly task: string;
  readonly group: string;
  /** Container instance id. */
  readonly from: string;
  /** Protected from scale-in, until a moment in ISO 8601; ECS does not say that a drain stops such a task. */
  readonly protectedUntil?: string;
  /** Whether the agent is not connected, so that nobody can tell the task to stop. */
  readonly isUnreachable?: true;
} & (
  | {
      readonly code: 'moves';
      /** Container instance id. */
      readonly to: string;
      /** The name of the same at EC2, where it is known. */
      readonly toEc2InstanceId?: string;
    }
  /** No instance that remains takes it. */
  | {
      readonly code: 'no-place';
      readonly explanation: Explanation;
      /** Whether its service's minimum healthy percent lets it stop all the same; else it stays until there is room. */
      readonly meanwhile: 'stops' | 'stays';
    }
  /** The healthy percents let ECS neither stop one first nor start one first. */
  | { readonly code: 'no-step'; readonly bounds: HealthyBounds }
  /** A daemon: it ends with its instance, after all others. */
  | { readonly code: 'daemon' }
  /** Run by no service: ECS leaves it alone until it ends by itself. */
  | { readonly code: 'alone' }
);

/** In which order ECS replaces the tasks of a service. */
export interface DrainOrder {
  readonly serviceName: string;
  readonly bounds: HealthyBounds;
  /** Replacements that may start before a task stops. */
  readonly startFirst: number;
  /** Tasks that may stop before a replacement starts. */
  readonly stopFirst: number;
}

/** Tasks of one capacity provider that have no place, and what would give them one. */
export interface MissingRoom {
  /** Absent for tasks that may go to any instance. */
  readonly capacityProvider?: string;
  readonly tasks: number;
  /** Instances like those that leave, new, that would hold them all. Absent: no number of them would. */
  readonly moreInstances?: number;
  /** How far the capacity provider grows by itself. */
  readonly scaleOut?: ScaleOut;
  /** Whether managed scaling launches as many. */
  readonly comes: boolean;
}

/** What a drain will do. */
export interface DrainPlan {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly instances: readonly Instance[];
  /** ARNs of the same. */
  readonly instanceArns: readonly string[];
  readonly moves: readonly DrainMove[];
  /** One for each service with tasks that move. */
  readonly orders: readonly DrainOrder[];
  readonly missing: readonly MissingRoom[];
  /**
   * What it comes to: `moves` every task that has to, if need be once managed scaling has made room; leaves services
   * `short` of tasks; or is `blocked`: it would not end.
   */
  readonly verdict: 'moves' | 'short' | 'blocked';
}
