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
  // security
  // delete
  // cost
];
