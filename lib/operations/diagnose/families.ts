import type { Cause } from './cause';
import { scaling } from './causes/capacity/scaling';
import { unregistered } from './causes/capacity/unregistered';
import { containerInstances } from './causes/instance/container-instances';
import { unplaceable } from './causes/instance/unplaceable';
import { deletion } from './causes/service/deletion';
import { deployments } from './causes/service/deployments';
import { targets } from './causes/service/targets';
import { stoppedTasks } from './causes/stopped/stopped-tasks';
import type { Look } from './look';

/** Looks for the causes of one family; it only reads. */
export type Family = (look: Look) => Promise<readonly Cause[]>;

/** Every family, in the order in which causes are told: what stands in the way of others first. */
export const FAMILIES: readonly Family[] = [
  deployments,
  unplaceable,
  scaling,
  unregistered,
  containerInstances,
  stoppedTasks,
  targets,
  deletion,
];
