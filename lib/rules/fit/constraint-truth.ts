import { type Candidate, type Condition, type Expression, evaluateExpression, expressionFacts } from '../../placement';
import { type CapacityInTemplate, isUnknown } from '../../template';

/** Whether an expression may hold on an instance that runs nothing, as far as templates tell. */
export type ConstraintTruth =
  | { readonly holds: true | false }
  /** It hangs on what is known only later; why, or nothing when it hangs only on what tasks run there. */
  | { readonly holds: 'open'; readonly why?: string };

const YES: ConstraintTruth = { holds: true };
const NO: ConstraintTruth = { holds: false };

/**
 * Evaluates a cluster query expression for an empty instance of a capacity. Attributes that a template cannot hold,
 * and custom ones that may be put at run time, leave it open; so does what AWS does not document.
 */
export function constraintTruth(
  expression: Expression,
  candidate: Candidate,
  capacity: CapacityInTemplate,
): ConstraintTruth {
  const zones = isUnknown(capacity.zones) || capacity.zones.some((zone) => zone.includes('#')) ? [''] : capacity.zones;
  return any(zones.map((zone) => truthIn(expression, { candidate, capacity, zone })));
}

interface Place {
  readonly candidate: Candidate;
  readonly capacity: CapacityInTemplate;
  /** Empty when it is not known. */
  readonly zone: string;
}

function truthIn(expression: Expression, place: Place): ConstraintTruth {
  switch (expression.kind) {
    case 'not':
      return negated(truthIn(expression.operand, place));
    case 'or':
      return any(expression.operands.map((operand) => truthIn(operand, place)));
    case 'and':
      return negated(any(expression.operands.map((operand) => negated(truthIn(operand, place)))));
    case 'condition':
      return conditionTruth(expression, place);
  }
}

const negated = (truth: ConstraintTruth): ConstraintTruth => (truth.holds === 'open' ? truth : { holds: !truth.holds });

/** True if one is, else open if one is; a reason to name counts more than none. */
function any(truths: readonly ConstraintTruth[]): ConstraintTruth {
  const open = truths.filter(({ holds }) => holds === 'open');
  if (truths.some(({ holds }) => holds === true)) return YES;
  return open.find((truth) => 'why' in truth) ?? open[0] ?? NO;
}

function conditionTruth(condition: Condition, place: Place): ConstraintTruth {
  const { subject } = condition;
  if (subject.name !== 'attribute')
    return subject.name === 'agentConnected' ? evaluated(condition, place) : { holds: 'open' };
  const why = openAttribute(subject.attribute, place);
  return why === undefined ? evaluated(condition, place) : { holds: 'open', why };
}

function evaluated(condition: Condition, { candidate, zone }: Place): ConstraintTruth {
  const facts = expressionFacts(candidate);
  const attribute = (name: string) => (name === 'ecs.availability-zone' ? zone : facts.attribute(name));
  const { holds, doubts } = evaluateExpression(condition, { ...facts, attribute });
  if (holds === 'unknown' || doubts.length > 0) {
    return { holds: 'open', why: 'AWS does not document the answer to a condition in it' };
  }
  return holds ? YES : NO;
}

/** Why an attribute's value is not known before deployment; undefined when it is. */
function openAttribute(name: string, { candidate, capacity, zone }: Place): string | undefined {
  if (name === 'ecs.availability-zone') return zone === '' ? 'the names of the zones are not known' : undefined;
  if (Object.hasOwn(candidate.attributes, name)) return undefined;
  if (name === 'ecs.awsvpc-trunk-id') {
    return capacity.trunking === 'unknown' ? 'whether ENI trunking is on is a setting of the account' : undefined;
  }
  if (name.includes('.capability.')) {
    return capacity.agentIsKnown ? undefined : 'what the agent of the machine image can do is not known';
  }
  return name.startsWith('ecs.')
    ? `the attribute ${name} is known only at deployment`
    : `the attribute ${name} may be put on instances at run time`;
}
