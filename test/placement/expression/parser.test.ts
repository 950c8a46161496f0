import fc from 'fast-check';
import { ExpressionError, parseExpression, printExpression } from '../../../lib/placement';
import { anyExpression } from './arbitrary-expression';

const problem = (text: string): { code: string; column: number; suggestion?: string } | undefined => {
  try {
    parseExpression(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, column, suggestion } = error;
    return suggestion === undefined ? { code, column } : { code, column, suggestion };
  }
};

const stack = (operator: string, ...values: string[]) => ({
  kind: 'condition',
  subject: { name: 'attribute', attribute: 'stack' },
  operator,
  values,
});

test.each([
  ['attribute:stack == prod', stack('==', 'prod')],
  ['attribute:stack equals prod', stack('==', 'prod')],
  ["attribute:stack not_equals 'a b'", stack('!=', 'a b')],
  ['attribute:stack=="prod"', stack('==', 'prod')],
  ['attribute:stack exists', stack('exists')],
  ['attribute:stack !exists', stack('!exists')],
  ['attribute:stack not_exists', stack('!exists')],
  ["attribute:stack in ['a', b ,c]", stack('in', 'a', 'b', 'c')],
  ['attribute:stack not_in [a]', stack('!in', 'a')],
  ['attribute:stack !in[a]', stack('!in', 'a')],
  ['attribute:stack =~ (p[2,3]|g[3,4]|f[1]).*', stack('=~', '(p[2,3]|g[3,4]|f[1]).*')],
  ['(attribute:stack matches t2.*)', stack('=~', 't2.*')],
  ['attribute:stack not_matches [a b]+', stack('!~', '[a b]+')],
])('reads %s', (text, expected) => {
  expect(parseExpression(text)).toEqual(expected);
});

test('not binds tighter than and, and tighter than or, in both spellings', () => {
  const symbols = parseExpression('!attribute:a exists && attribute:b exists || attribute:c exists');
  const words = parseExpression('not attribute:a exists and attribute:b exists or attribute:c exists');
  expect(symbols).toEqual(words);
  expect(symbols).toMatchObject({ kind: 'or', operands: [{ kind: 'and', operands: [{ kind: 'not' }, {}] }, {}] });
});

test.each([
  ['', { code: 'empty', column: 1 }],
  ['  ', { code: 'empty', column: 1 }],
  ['a'.repeat(2001), { code: 'too-long', column: 2001 }],
  ['!'.repeat(500), { code: 'too-deep', column: 102 }],
  ['('.repeat(1900), { code: 'too-deep', column: 102 }],
  ['attribut:x == y', { code: 'unknown-subject', column: 1, suggestion: 'attribute:' }],
  ['agentConected == true', { code: 'unknown-subject', column: 1, suggestion: 'agentConnected' }],
  ['attribute: == y', { code: 'missing-attribute-name', column: 1 }],
  ['attribute:x = y', { code: 'unknown-operator', column: 13, suggestion: '==' }],
  ['attribute:x equal y', { code: 'unknown-operator', column: 13, suggestion: 'equals' }],
  ['attribute:x', { code: 'unexpected-end', column: 12 }],
  ['attribute:x ==', { code: 'missing-value', column: 15 }],
  ["attribute:x == 'y", { code: 'unterminated-quote', column: 16 }],
  ['attribute:x in []', { code: 'empty-list', column: 16 }],
  ['attribute:x in [a', { code: 'unclosed-list', column: 16 }],
  ['attribute:x in [a,', { code: 'unclosed-list', column: 19 }],
  ['attribute:x in a', { code: 'missing-value', column: 16, suggestion: '[a, b]' }],
  ['(attribute:x exists', { code: 'unclosed-parenthesis', column: 1 }],
  ['attribute:x exists)', { code: 'unexpected-text', column: 19 }],
  ['attribute:x exists adn attribute:y exists', { code: 'unexpected-text', column: 20, suggestion: 'and' }],
  ['attribute:x == a attribute:y == b', { code: 'unexpected-text', column: 18 }],
  ['attribute:x =~ (a', { code: 'unterminated-bracket', column: 16 }],
  ["attribute:x =~ 'a)'", { code: 'invalid-pattern', column: 13, suggestion: expect.any(String) }],
  ['attribute:x =~ a++', { code: 'unsupported-pattern', column: 13, suggestion: 'possessive quantifier' }],
  ['agentConnected > true', { code: 'operator-not-allowed', column: 16, suggestion: '== != in !in =~ !~' }],
  ['agentConnected == yes', { code: 'invalid-boolean', column: 16 }],
  ['runningTasksCount > many', { code: 'invalid-number', column: 19 }],
  ['agentVersion > new', { code: 'invalid-version', column: 14 }],
  ['registeredAt > 2018-13-01', { code: 'invalid-date', column: 14 }],
  ['] == 1', { code: 'unexpected-character', column: 1 }],
])('refuses %j', (text, expected) => {
  expect(problem(text)).toEqual(expected);
});

test('what is printed reads as the same expression', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      expect(parseExpression(printExpression(expression))).toEqual(expression);
    }),
    { numRuns: 2000 },
  );
});

test('no text makes the parser throw anything but its own error, nor print what it would not read', () => {
  const pieces = fc.constantFrom(
    ...['attribute:x', 'task:group', 'agentVersion', ' ', '==', '=~', 'in', '[', ']', '(', ')', ',', "'", '"', '!'],
    ...['not', 'and', '||', 'exists', 'a', '1.2', '\\', '{', '*', '+', '?', '|', '^', '$', '.', '<', '\\p', '&&'],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 14 }).map((list) => list.join('')),
      ),
      (text) => {
        try {
          const expression = parseExpression(text);
          expect(parseExpression(printExpression(expression))).toEqual(expression);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      },
    ),
    { numRuns: 5000 },
  );
});
