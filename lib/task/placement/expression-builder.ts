import {
  type Expression,
  type Operator,
  printExpression,
  SUBJECTS,
  type Subject,
  type SubjectName,
} from '../../placement/expression';

/** A question about instances in the cluster query language, put together from {@link attribute} and its siblings. */
export class PlacementExpression {
  constructor(readonly expression: Expression) {}

  /** Both must hold. */
  and(other: PlacementExpression): PlacementExpression {
    return new PlacementExpression(join('and', this.expression, other.expression));
  }

  /** At least one must hold. */
  or(other: PlacementExpression): PlacementExpression {
    return new PlacementExpression(join('or', this.expression, other.expression));
  }

  /** This must not hold. */
  not(): PlacementExpression {
    return new PlacementExpression({ kind: 'not', operand: this.expression });
  }

  /** The expression as ECS takes it. */
  toString(): string {
    return printExpression(this.expression);
  }
}

function join(kind: 'and' | 'or', left: Expression, right: Expression): Expression {
  const operands = [left, right].flatMap((one) => (one.kind === kind ? one.operands : [one]));
  return { kind, operands };
}

const METHODS = {
  equals: '==',
  notEquals: '!=',
  greaterThan: '>',
  atLeast: '>=',
  lessThan: '<',
  atMost: '<=',
  exists: 'exists',
  doesNotExist: '!exists',
  isIn: 'in',
  isNotIn: '!in',
  matches: '=~',
  doesNotMatch: '!~',
} as const satisfies Record<string, Operator>;

type Methods = typeof METHODS;

type Value = string | number | boolean;

type Arguments<O extends Operator> = O extends 'exists' | '!exists'
  ? []
  : O extends 'in' | '!in'
    ? [first: Value, ...more: Value[]]
    : [value: Value];

/** The questions that the language lets be asked about a subject. */
export type Questions<S extends SubjectName> = {
  readonly [M in keyof Methods as Methods[M] extends (typeof SUBJECTS)[S][number] ? M : never]: (
    ...values: Arguments<Methods[M]>
  ) => PlacementExpression;
};

function questions<S extends SubjectName>(subject: Subject & { readonly name: S }): Questions<S> {
  const operators: readonly Operator[] = SUBJECTS[subject.name];
  const asked = Object.entries(METHODS).filter(([, operator]) => operators.includes(operator));
  const ask =
    (operator: Operator) =>
    (...values: Value[]) =>
      new PlacementExpression({ kind: 'condition', subject, operator, values: values.map(String) });
  // The table gives the same methods as the type, which is made from the same table.
  return Object.fromEntries(asked.map(([method, operator]) => [method, ask(operator)])) as unknown as Questions<S>;
}

/** Asks for an attribute of the instance: a built-in one such as `ecs.instance-type`, or one of your own. */
export const attribute = (name: string): Questions<'attribute'> => questions({ name: 'attribute', attribute: name });

/** Asks for the version of the container agent. */
export const agentVersion = (): Questions<'agentVersion'> => questions({ name: 'agentVersion' });

/** Asks for the EC2 instance id. */
export const ec2InstanceId = (): Questions<'ec2InstanceId'> => questions({ name: 'ec2InstanceId' });

/** Asks for the groups of the tasks that run on the instance, such as `service:web`. */
export const taskGroup = (): Questions<'task:group'> => questions({ name: 'task:group' });

/** Asks for the number of tasks that run on the instance. */
export const runningTasksCount = (): Questions<'runningTasksCount'> => questions({ name: 'runningTasksCount' });

/** Asks for the time at which the instance registered. */
export const registeredAt = (): Questions<'registeredAt'> => questions({ name: 'registeredAt' });
