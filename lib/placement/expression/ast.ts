/** A cluster query expression, as `memberOf` constraints hold it. */
export type Expression = Disjunction | Conjunction | Negation | Condition;

/** Holds if any operand does; at least two operands. */
export interface Disjunction {
  readonly kind: 'or';
  readonly operands: readonly Expression[];
}

/** Holds if every operand does; at least two operands. */
export interface Conjunction {
  readonly kind: 'and';
  readonly operands: readonly Expression[];
}

/** Holds if its operand does not. */
export interface Negation {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** One question about an instance. */
export interface Condition {
  readonly kind: 'condition';
  readonly subject: Subject;
  readonly operator: Operator;
  /** None for `exists` and `!exists`, any number but zero for `in` and `!in`, else one. */
  readonly values: readonly string[];
}

/** What a condition asks about. */
export type Subject =
  | { readonly name: Exclude<SubjectName, 'attribute'> }
  | { readonly name: 'attribute'; readonly attribute: string };

/**
 * The subjects of the language, each with the operators AWS documents for it.
 * The table for attributes and groups is not restricted; what order means for them is not documented.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export const SUBJECTS = {
  agentConnected: ['==', '!=', 'in', '!in', '=~', '!~'],
  agentVersion: ['==', '!=', '>', '>=', '<', '<='],
  attribute: ['==', '!=', '>', '>=', '<', '<=', 'exists', '!exists', 'in', '!in', '=~', '!~'],
  ec2InstanceId: ['==', '!=', 'in', '!in', '=~', '!~'],
  registeredAt: ['==', '!=', '>', '>=', '<', '<='],
  runningTasksCount: ['==', '!=', '>', '>=', '<', '<='],
  'task:group': ['==', '!=', '>', '>=', '<', '<=', 'exists', '!exists', 'in', '!in', '=~', '!~'],
} as const satisfies Record<string, readonly Operator[]>;

/** The name of a subject; attributes carry their own name besides. */
export type SubjectName = keyof typeof SUBJECTS;

/** The operators in their short spelling. */
export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'exists' | '!exists' | 'in' | '!in' | '=~' | '!~';

/** The operators by their long spelling. */
export const OPERATOR_WORDS: Readonly<Record<string, Operator>> = {
  equals: '==',
  not_equals: '!=',
  greater_than: '>',
  greater_than_equal: '>=',
  less_than: '<',
  less_than_equal: '<=',
  exists: 'exists',
  not_exists: '!exists',
  in: 'in',
  not_in: '!in',
  matches: '=~',
  not_matches: '!~',
};

/** Whether some condition asks about the subject. */
export function mentions(expression: Expression, subject: SubjectName): boolean {
  if (expression.kind === 'condition') return expression.subject.name === subject;
  if (expression.kind === 'not') return mentions(expression.operand, subject);
  return expression.operands.some((operand) => mentions(operand, subject));
}

/** Whether the answer can change when tasks start or stop on the instance. */
export const dependsOnTasks = (expression: Expression): boolean =>
  mentions(expression, 'task:group') || mentions(expression, 'runningTasksCount');
