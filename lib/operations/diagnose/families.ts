import type { Cause } from './cause';
import { containerInstances } from './causes/container-instances';
import { deletion } from './causes/deletion';
import { deployments } from './causes/deployments';
import { scaling } from './causes/scaling';
import { stoppedTasks } from './causes/stopped-tasks';
import { targets } from './causes/targets';
import { unplaceable } from './causes/unplaceable';
import { unregistered } from './causes/unregistered';
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
