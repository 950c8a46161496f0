import type { Condition, Expression, Subject } from './ast';

/**
 * Writes an expression in the short spelling, with no more parentheses than are needed.
 * Reading it again gives the same expression.
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'or':
      return expression.operands.map((operand) => within(operand, operand.kind === 'or')).join(' or ');
    case 'and':
      return expression.operands.map((operand) => within(operand, 'operands' in operand)).join(' and ');
    case 'not':
      return `not ${within(expression.operand, 'operands' in expression.operand)}`;
    default:
      return printCondition(expression);
  }
}

const within = (expression: Expression, parenthesized: boolean): string =>
  parenthesized ? `(${printExpression(expression)})` : printExpression(expression);

function printCondition({ subject, operator, values }: Condition): string {
  const head = `${printSubject(subject)} ${operator}`;
  if (operator === 'exists' || operator === '!exists') return head;
  if (operator === 'in' || operator === '!in') return `${head} [${values.map(printLiteral).join(', ')}]`;
  const value = values[0]!;
  return `${head} ${operator === '=~' || operator === '!~' ? printPattern(value) : printLiteral(value)}`;
}

const printSubject = (subject: Subject): string =>
  subject.name === 'attribute' ? `attribute:${subject.attribute}` : subject.name;

const printLiteral = (value: string): string => (/^[^\s()[\],'"&|!]+$/.test(value) ? value : quote(value));

/** The language has no escapes: a value with one kind of quote is wrapped in the other. */
const quote = (value: string): string => (value.includes("'") ? `"${value}"` : `'${value}'`);

/** A pattern with both kinds of quotes can only have been written bare. */
function printPattern(value: string): string {
  const plain = /^[^\s'"()]+$/.test(value) && !value.includes('[') && !value.endsWith('\\');
  return plain || (value.includes("'") && value.includes('"')) ? value : quote(value);
}
