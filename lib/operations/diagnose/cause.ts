import type { ScalingCause } from './causes/capacity/scaling';
import type { UnregisteredInstance } from './causes/capacity/unregistered';
import type { InstanceCause } from './causes/instance/container-instances';
import type { Unplaceable } from './causes/instance/unplaceable';
import type { DeletionHeld } from './causes/service/deletion';
import type { DeploymentCause } from './causes/service/deployments';
import type { UnhealthyTargets } from './causes/service/targets';
import type { StoppedTasks } from './causes/stopped/stopped-tasks';

/** Something that is wrong in a cluster, with what shows it. */
export type Cause =
  | Unplaceable
  | ScalingCause
  | UnregisteredInstance
  | InstanceCause
  | StoppedTasks
  | UnhealthyTargets
  | DeploymentCause
  | DeletionHeld;

/** The code of a cause. Compare codes, never texts. */
export type CauseCode = Cause['code'];
