import type { Rule } from './rule';

/** Every rule, by family. The order is that of `docs/rules.md` and of findings of one severity. */
export const CATALOG: readonly Rule[] = [
  // fit
  // capacity
  // rollout
  // scaling
  // network
  // image
  // container
  // security
  // delete
  // cost
];
