import { locate, type Model, type Resource, type StackId } from '../template';
import type { Facts, Outcome } from './outcome';
import type { Rule, Severity } from './rule';
import { unknownSentence } from './unknown-sentence';

/** One finding, in the words and shapes of the JSON contract (version 1). */
export interface Finding {
  /** The rule's id, or `internal-error`. */
  readonly id: string;
  /** `unknown`: the rule cannot be decided before deployment; the message says what would have to be known. */
  readonly state: 'fails' | 'unknown';
  readonly severity: Severity;
  readonly stack: StackId;
  readonly logicalId: string;
  /** Where the CDK construct stands that made the resource. */
  readonly constructPath?: string;
  /** The file of the template, with line and column for templates written by hand. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The property of the resource that decides, when it is one. */
  readonly property?: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
  readonly facts: Facts;
  /** Why the finding is accepted, when somebody said so. */
  readonly acknowledged?: string;
}

/** The findings that a rule's answers amount to; what holds is no finding. */
export function findingsOf(rule: Rule, outcomes: readonly Outcome[]): Finding[] {
  return outcomes.flatMap((outcome): Finding[] => {
    if (outcome.state === 'holds') return [];
    const place = placeOf(outcome.resource, outcome.path);
    const { id, severity } = rule;
    if (outcome.state === 'fails') {
      const { facts, resource } = outcome;
      if (resource.doubt) {
        // It fails if it will exist, and that is not known.
        const message = `${rule.message(facts)}, if ${resource.logicalId} exists, but ${unknownSentence(resource.doubt)}`;
        return [{ id, state: 'unknown', severity, ...place, message, fix: rule.fix(facts), facts }];
      }
      return [{ id, state: 'fails', severity, ...place, message: rule.message(facts), fix: rule.fix(facts), facts }];
    }
    const reasons = [...new Set(outcome.unknowns.map(unknownSentence))];
    const message = `${rule.title}: cannot be decided before deployment, since ${reasons.join(' and ')}`;
    return [{ id, state: 'unknown', severity, ...place, message, fix: rule.remedy, facts: { unknown: reasons } }];
  });
}

/** What a rule that throws amounts to: a mistake of ours that must not hide the other rules' findings. */
export function internalError(rule: Rule, error: unknown, model: Model): Finding {
  const [stack] = model.set.stacks;
  return {
    id: 'internal-error',
    state: 'unknown',
    severity: 'error',
    stack: stack?.stack ?? '',
    logicalId: '',
    file: stack?.source.file ?? '',
    message: `the rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'report this to the makers of cdk-stowage, with the template if you can',
    facts: { rule: rule.id },
  };
}

function placeOf(resource: Resource, path: Outcome['path']) {
  const { stack, logicalId, constructPath } = resource;
  return {
    stack: stack.stack,
    logicalId,
    constructPath,
    file: stack.source.file,
    ...locate(resource, path),
    property: path,
  };
}
