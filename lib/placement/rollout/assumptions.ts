import type { Assumptions } from '../assumptions';
import type { ScalingAssumptions } from '../scaling';

/** What AWS does not document about deployments, with the value that is assumed unless told otherwise. */
export interface RolloutAssumptions {
  /**
   * Whether a task that is stopping still counts towards the maximum percent.
   * @default true: the newer pages of the developer guide say so
   */
  readonly stoppingCounts: boolean;
  /**
   * Whether the scheduler stops old tasks before it starts new ones in a round where it may do both.
   * @default 'stop-first', as in the worked example of the best practices guide
   */
  readonly order: 'stop-first' | 'start-first';
  /** Tasks that may wait in PROVISIONING in a cluster at once. @default 500, the documented limit */
  readonly provisioningLimit: number;
  /** Instances that a cluster takes. @default 5000, the quota of a new account */
  readonly instanceLimit: number;
  /** Whether agents drain their instance when a spot interruption is announced. @default true */
  readonly spotDraining: boolean;
  /** Whether Auto Scaling groups find capacity to replace instances they have lost. @default true */
  readonly lostInstancesReplaced: boolean;
  /** Of managed scaling. */
  readonly scaling: Partial<ScalingAssumptions>;
  /** Of placement. */
  readonly placement: Partial<Assumptions>;
}

/** The assumptions that hold unless others are given. */
export const DEFAULT_ROLLOUT_ASSUMPTIONS: RolloutAssumptions = {
  stoppingCounts: true,
  order: 'stop-first',
  provisioningLimit: 500,
  instanceLimit: 5000,
  spotDraining: true,
  lostInstancesReplaced: true,
  scaling: {},
  placement: {},
};
