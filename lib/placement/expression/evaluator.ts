import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../assumptions';
import type { Condition, Expression } from './ast';
import { compareVersions, parseInstant, parseVersion } from './operand';
import { patternAnswers } from './pattern/pattern-answers';

/** What expressions can ask of a container instance. */
export interface ExpressionFacts {
  readonly agentConnected: boolean;
  /** Undefined while nobody can know it. */
  readonly agentVersion: string | undefined;
  /** Undefined while nobody can know it. */
  readonly ec2InstanceId: string | undefined;
  /** Undefined while nobody can know it. */
  readonly registeredAt: string | undefined;
  /** Tasks whose desired status is RUNNING. */
  readonly runningTasksCount: number;
  /** The value of an attribute; empty for one without a value, undefined for one that is absent. */
  attribute(name: string): string | undefined;
  /** The groups of the tasks whose desired status is RUNNING. */
  groups(): Iterable<string>;
}

/** Whether an expression holds for an instance; unknown where AWS documents no answer or nobody can know it yet. */
export type Truth = boolean | 'unknown';

/** Why an answer is not certain. */
export type Doubt =
  /** A whole match and a partial match answer differently, and which one ECS makes is not documented. */
  | { readonly code: 'pattern-anchoring'; readonly pattern: string }
  /** No member of the group, or a member of another group: the readings differ. */
  | { readonly code: 'negated-task-group' }
  /** What greater and less mean for attributes and groups is not documented. */
  | { readonly code: 'undocumented-order'; readonly subject: string }
  /** The value is known only at run time. */
  | { readonly code: 'not-known-yet'; readonly subject: string };

/** The answer to an expression together with everything it hangs on. */
export interface Evaluation {
  readonly holds: Truth;
  readonly doubts: readonly Doubt[];
}

/** Evaluates an expression for an instance and says what makes the answer uncertain. */
export function evaluateExpression(
  expression: Expression,
  facts: ExpressionFacts,
  assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
): Evaluation {
  const doubts: Doubt[] = [];
  return { holds: truthOf(expression, facts, assumptions, doubts), doubts };
}

function truthOf(expression: Expression, facts: ExpressionFacts, assumptions: Assumptions, doubts: Doubt[]): Truth {
  switch (expression.kind) {
    case 'not':
      return not(truthOf(expression.operand, facts, assumptions, doubts));
    case 'or':
      return not(all(expression.operands, (operand) => not(truthOf(operand, facts, assumptions, doubts))));
    case 'and':
      return all(expression.operands, (operand) => truthOf(operand, facts, assumptions, doubts));
    case 'condition':
      return conditionHolds(expression, facts, assumptions, doubts);
  }
}

const not = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth);

/** False if one is false, else unknown if one is unknown. */
function all(operands: readonly Expression[], truth: (operand: Expression) => Truth): Truth {
  let answer: Truth = true;
  for (const operand of operands) {
    const holds = truth(operand);
    if (holds === false) return false;
    if (holds === 'unknown') answer = holds;
  }
  return answer;
}

function conditionHolds(
  condition: Condition,
  facts: ExpressionFacts,
  assumptions: Assumptions,
  doubts: Doubt[],
): Truth {
  const { subject } = condition;
  switch (subject.name) {
    case 'attribute':
      return attributeHolds(condition, facts.attribute(subject.attribute), assumptions, doubts);
    case 'task:group':
      return groupHolds(condition, [...facts.groups()], assumptions, doubts);
    case 'agentConnected':
      return textHolds(condition, String(facts.agentConnected), assumptions, doubts);
    case 'runningTasksCount':
      return ordered(condition, (value) => facts.runningTasksCount - Number(value));
    case 'ec2InstanceId':
      if (facts.ec2InstanceId === undefined) break;
      return textHolds(condition, facts.ec2InstanceId, assumptions, doubts);
    case 'agentVersion': {
      const version = facts.agentVersion === undefined ? undefined : parseVersion(facts.agentVersion);
      if (!version) break;
      return ordered(condition, (value) => compareVersions(version, parseVersion(value)!));
    }
    case 'registeredAt': {
      const instant = facts.registeredAt === undefined ? undefined : parseInstant(facts.registeredAt);
      if (instant === undefined) break;
      return ordered(condition, (value) => instant - parseInstant(value)!);
    }
  }
  doubts.push({ code: 'not-known-yet', subject: subject.name });
  return 'unknown';
}

function ordered({ operator, values }: Condition, compare: (value: string) => number): boolean {
  const difference = compare(values[0]!);
  switch (operator) {
    case '==':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    default:
      return difference <= 0;
  }
}

/** An instance without the attribute satisfies nothing but `!exists`, `!=` included. */
function attributeHolds(
  condition: Condition,
  value: string | undefined,
  assumptions: Assumptions,
  doubts: Doubt[],
): Truth {
  if (condition.operator === 'exists') return value !== undefined;
  if (condition.operator === '!exists') return value === undefined;
  return value === undefined ? false : textHolds(condition, value, assumptions, doubts);
}

/** The answer for one text; negated operators are the opposite of what they negate. */
function textHolds(condition: Condition, text: string, assumptions: Assumptions, doubts: Doubt[]): Truth {
  const { operator, values } = condition;
  switch (operator) {
    case '==':
    case 'in':
      // An attribute without a value equals nothing, an empty text included.
      return text !== '' && values.includes(text);
    case '!=':
    case '!in':
      return text === '' || !values.includes(text);
    case '=~':
    case '!~': {
      const matches = patternHolds(condition, text, assumptions, doubts);
      return operator === '=~' ? matches : not(matches);
    }
    default:
      doubts.push({ code: 'undocumented-order', subject: condition.subject.name });
      return 'unknown';
  }
}

function patternHolds(condition: Condition, text: string, assumptions: Assumptions, doubts: Doubt[]): Truth {
  const { anchored, unanchored } = patternAnswers(condition, text);
  if (anchored !== unanchored) {
    doubts.push({ code: 'pattern-anchoring', pattern: condition.values[0]! });
    if (assumptions.regexMatching === 'unknown') return 'unknown';
  }
  return assumptions.regexMatching === 'unanchored' ? unanchored : anchored;
}

const AFFIRMED = { '!=': '==', '!in': 'in', '!~': '=~', '!exists': 'exists' } as const;

/** Groups are a set: a condition holds if it holds for any; a negated one, if the affirmed one holds for none. */
function groupHolds(condition: Condition, groups: readonly string[], assumptions: Assumptions, doubts: Doubt[]): Truth {
  if (condition.operator === 'exists') return groups.length > 0;
  if (condition.operator === '!exists') return groups.length === 0;
  const negated = condition.operator === '!=' || condition.operator === '!in' || condition.operator === '!~';
  if (!negated) return any(groups, (group) => textHolds(condition, group, assumptions, doubts));
  const affirmed: Condition = { ...condition, operator: AFFIRMED[condition.operator as keyof typeof AFFIRMED] };
  const noMember = not(any(groups, (group) => textHolds(affirmed, group, assumptions, doubts)));
  const someOther = any(groups, (group) => textHolds(condition, group, assumptions, doubts));
  if (assumptions.negatedTaskGroup === 'no-member') return noMember;
  if (assumptions.negatedTaskGroup === 'some-other-member') return someOther;
  if (noMember === someOther) return noMember;
  doubts.push({ code: 'negated-task-group' });
  return 'unknown';
}

function any(texts: readonly string[], truth: (text: string) => Truth): Truth {
  let answer: Truth = false;
  for (const text of texts) {
    const holds = truth(text);
    if (holds === true) return true;
    if (holds === 'unknown') answer = holds;
  }
  return answer;
}
