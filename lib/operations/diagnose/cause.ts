import type { GroupStateCause } from './causes/capacity/group-state';
import type { ScalingCause } from './causes/capacity/scaling';
import type { UnregisteredInstance } from './causes/capacity/unregistered';
import type { InstanceCause } from './causes/instance/container-instances';
import type { TrunkingOff } from './causes/instance/trunking';
import type { Unplaceable } from './causes/instance/unplaceable';
import type { DeletionHeld } from './causes/service/deletion';
import type { DeploymentCause } from './causes/service/deployments';
import type { DesiredZero } from './causes/service/desired-zero';
import type { ProtectedTasks } from './causes/service/protected-tasks';
import type { ServiceEventCause } from './causes/service/service-events';
import type { ServiceScalingCause } from './causes/service/service-scaling';
import type { UnhealthyTargets } from './causes/service/targets';
import type { TaskStateCause } from './causes/service/task-states';
import type { StoppedTasks } from './causes/stopped/stopped-tasks';

/** Something that is wrong in a cluster, with what shows it. */
export type Cause =
  | Unplaceable
  | TrunkingOff
  | ScalingCause
  | GroupStateCause
  | UnregisteredInstance
  | InstanceCause
  | StoppedTasks
  | TaskStateCause
  | UnhealthyTargets
  | ServiceEventCause
  | DeploymentCause
  | ProtectedTasks
  | ServiceScalingCause
  | DesiredZero
  | DeletionHeld;

/** The code of a cause. Compare codes, never texts. */
export type CauseCode = Cause['code'];
