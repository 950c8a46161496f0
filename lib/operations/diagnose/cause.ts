import type { InstanceCause } from './causes/container-instances';
import type { DeletionHeld } from './causes/deletion';
import type { DeploymentCause } from './causes/deployments';
import type { ScalingCause } from './causes/scaling';
import type { StoppedTasks } from './causes/stopped-tasks';
import type { UnhealthyTargets } from './causes/targets';
import type { Unplaceable } from './causes/unplaceable';
import type { UnregisteredInstance } from './causes/unregistered';

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
