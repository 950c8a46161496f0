import type { Model } from '../template';
import { type Acknowledgement, acknowledge } from './acknowledgement';
import { type Finding, findingsOf, internalError } from './finding';
import type { Rule } from './rule';

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Runs rules over what was read. A rule that throws becomes a finding `internal-error`; the others still run.
 * Findings come most severe first, what fails before what is unknown, then in the order of rules and templates.
 */
export function runRules(
  rules: readonly Rule[],
  model: Model,
  acknowledgements: readonly Acknowledgement[] = [],
): readonly Finding[] {
  const findings = rules.flatMap((rule) => {
    try {
      return findingsOf(rule, rule.check(model));
    } catch (error) {
      return [internalError(rule, error, model)];
    }
  });
  const rank = ({ severity, state }: Finding) => SEVERITY_ORDER[severity] * 2 + (state === 'fails' ? 0 : 1);
  return findings.map((finding) => acknowledge(finding, model, acknowledgements)).sort((a, b) => rank(a) - rank(b));
}
