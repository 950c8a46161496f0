import type { Model } from '../template';
import type { Facts, Outcome } from './outcome';

/** `error`: the deployment, or a service it creates, will fail. `warning`: it works and will hurt. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One rule: a pure function from what was read to answers, and the words for them.
 * A rule asks the engine; it does not know itself how ECS places, scales or rolls.
 */
export interface Rule<F extends Facts = Facts> {
  /** `family-name`; public, never reused. */
  readonly id: string;
  readonly severity: Severity;
  /** What must be so, as a sentence without its full stop. */
  readonly title: string;
  /** What happens otherwise, and when. */
  readonly why: string;
  /** What to change, in general; a finding says it with its own figures. */
  readonly remedy: string;
  /** AWS's page on it. */
  readonly link: string;
  /** Every answer, one for each resource it applies to. */
  check(model: Model): readonly Outcome<F>[];
  /** The sentence of a finding. */
  message(facts: F): string;
  /** What to change, with this finding's figures. */
  fix(facts: F): string;
}

/** Declares a rule; the facts' type is what its `check` finds and its sentences are made of. */
export const rule = <F extends Facts>(declared: Rule<F>): Rule => declared as unknown as Rule;
