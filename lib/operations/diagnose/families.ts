import type { Cause } from './cause';
import { groupStates } from './causes/capacity/group-state';
import { scaling } from './causes/capacity/scaling';
import { unregistered } from './causes/capacity/unregistered';
import { containerInstances } from './causes/instance/container-instances';
import { trunkingOff } from './causes/instance/trunking';
import { unplaceable } from './causes/instance/unplaceable';
import { deletion } from './causes/service/deletion';
import { deployments } from './causes/service/deployments';
import { desiredZero } from './causes/service/desired-zero';
import { protectedTasks } from './causes/service/protected-tasks';
import { serviceEvents } from './causes/service/service-events';
import { serviceScaling } from './causes/service/service-scaling';
import { targets } from './causes/service/targets';
import { taskStates } from './causes/service/task-states';
import { stoppedTasks } from './causes/stopped/stopped-tasks';
import type { Look } from './look';

/** Looks for the causes of one family; it only reads. */
export type Family = (look: Look) => Promise<readonly Cause[]>;

/** Every family; in which order causes are told, {@link ordered} decides. */
export const FAMILIES: readonly Family[] = [
  unplaceable,
  trunkingOff,
  scaling,
  groupStates,
  unregistered,
  containerInstances,
  stoppedTasks,
  taskStates,
  targets,
  serviceEvents,
  deployments,
  protectedTasks,
  serviceScaling,
  desiredZero,
  deletion,
];
