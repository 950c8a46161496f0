import { didYouMean } from '../near-names';
import { type Condition, type Expression, OPERATOR_WORDS, SUBJECTS, type Subject, type SubjectName } from './ast';
import { ExpressionError } from './expression-error';
import { Lexer } from './lexer';
import { operandProblem } from './operand';

/** ECS takes no longer expression. */
const MAX_LENGTH = 2000;

/** Deep enough for anything a person writes, shallow enough for the call stack. */
const MAX_DEPTH = 100;

const SUBJECT_SPELLINGS = Object.keys(SUBJECTS).map((name) => (name === 'attribute' ? 'attribute:' : name));

/**
 * Reads a cluster query expression. Where the documentation leaves precedence open, `not` binds tighter than `and`,
 * and `and` tighter than `or`.
 * @throws ExpressionError with the column of the first mistake; nothing else, whatever the text.
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_LENGTH) throw new ExpressionError('too-long', text, MAX_LENGTH + 1, '');
  const lexer = new Lexer(text);
  if (lexer.peek() === '') throw new ExpressionError('empty', text, 1, '');
  const expression = parseOr(lexer, 0);
  if (lexer.peek() === '') return expression;
  throw lexer.error('unexpected-text', undefined, didYouMean(lexer.nextWord(), ['and', 'or']));
}

function parseOr(lexer: Lexer, depth: number): Expression {
  const operands = [parseAnd(lexer, depth)];
  while (lexer.takeSymbol('||') || lexer.takeWord('or')) operands.push(parseAnd(lexer, depth));
  return operands.length === 1 ? operands[0]! : { kind: 'or', operands };
}

function parseAnd(lexer: Lexer, depth: number): Expression {
  const operands = [parseNot(lexer, depth)];
  while (lexer.takeSymbol('&&') || lexer.takeWord('and')) operands.push(parseNot(lexer, depth));
  return operands.length === 1 ? operands[0]! : { kind: 'and', operands };
}

function parseNot(lexer: Lexer, depth: number): Expression {
  if (depth > MAX_DEPTH) throw lexer.error('too-deep');
  if (lexer.takeSymbol('!') || lexer.takeWord('not')) return { kind: 'not', operand: parseNot(lexer, depth + 1) };
  const start = lexer.position();
  if (!lexer.takeSymbol('(')) return parseCondition(lexer);
  const inner = parseOr(lexer, depth + 1);
  if (lexer.takeSymbol(')')) return inner;
  throw lexer.peek() === '' ? lexer.error('unclosed-parenthesis', start) : lexer.error('unexpected-text');
}

function parseCondition(lexer: Lexer): Condition {
  const subject = parseSubject(lexer);
  const start = lexer.position();
  const operator = lexer.takeOperator();
  if (operator === undefined) {
    if (lexer.peek() === '') throw lexer.error('unexpected-end');
    throw lexer.error('unknown-operator', start, suggestOperator(lexer));
  }
  if (!(SUBJECTS[subject.name] as readonly string[]).includes(operator)) {
    throw lexer.error('operator-not-allowed', start, SUBJECTS[subject.name].join(' '));
  }
  const condition: Condition = { kind: 'condition', subject, operator, values: parseValues(lexer, operator) };
  const problem = operandProblem(condition);
  if (problem) throw lexer.error(problem.code, start, problem.feature);
  return condition;
}

function suggestOperator(lexer: Lexer): string | undefined {
  const word = lexer.nextWord();
  if (word === '') return lexer.peek() === '=' ? '==' : undefined;
  return didYouMean(word, Object.keys(OPERATOR_WORDS));
}

function parseSubject(lexer: Lexer): Subject {
  const word = lexer.nextWord();
  if (word === '') throw lexer.error(lexer.peek() === '' ? 'unexpected-end' : 'unexpected-character');
  if (word.startsWith('attribute:')) {
    const attribute = word.slice('attribute:'.length);
    if (attribute === '') throw lexer.error('missing-attribute-name');
    lexer.takeWord(word);
    return { name: 'attribute', attribute };
  }
  if (word === 'attribute' || !Object.hasOwn(SUBJECTS, word)) {
    const prefix = word.split(':')[0]!;
    const suggestion = didYouMean(word, SUBJECT_SPELLINGS) ?? didYouMean(`${prefix}:`, SUBJECT_SPELLINGS);
    throw lexer.error('unknown-subject', undefined, suggestion);
  }
  lexer.takeWord(word);
  return { name: word as Exclude<SubjectName, 'attribute'> };
}

function parseValues(lexer: Lexer, operator: Condition['operator']): readonly string[] {
  if (operator === 'exists' || operator === '!exists') return [];
  if (operator === 'in' || operator === '!in') return parseList(lexer);
  const value = operator === '=~' || operator === '!~' ? lexer.takePattern() : lexer.takeLiteral();
  if (value === undefined) throw lexer.error('missing-value');
  return [value];
}

function parseList(lexer: Lexer): readonly string[] {
  const start = lexer.position();
  if (!lexer.takeSymbol('[')) throw lexer.error('missing-value', undefined, '[a, b]');
  if (lexer.takeSymbol(']')) throw lexer.error('empty-list', start);
  const values: string[] = [];
  do {
    const value = lexer.takeLiteral();
    if (value === undefined) throw lexer.error(lexer.peek() === '' ? 'unclosed-list' : 'missing-value');
    values.push(value);
  } while (lexer.takeSymbol(','));
  if (!lexer.takeSymbol(']')) throw lexer.error('unclosed-list', start);
  return values;
}
