import { containerDependency } from './container/container-dependency';
import { containerEssential } from './container/container-essential';
import { containerLinks } from './container/container-links';
import { containerMemory } from './container/container-memory';
import { containerName } from './container/container-name';
import type { Rule } from './rule';
import { scalingDaemonStrategy } from './scaling/scaling-daemon-strategy';

/** Every rule, by family. The order is that of `docs/rules.md` and of findings of one severity. */
export const CATALOG: readonly Rule[] = [
  // fit
  // capacity
  // rollout
  // scaling
  scalingDaemonStrategy,
  // network
  // image
  // container
  containerDependency,
  containerEssential,
  containerLinks,
  containerMemory,
  containerName,
  // security
  // delete
  // cost
];
