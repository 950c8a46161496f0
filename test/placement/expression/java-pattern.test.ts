import fc from 'fast-check';
import { PatternError, parseJavaPattern } from '../../../lib/placement/expression/pattern/java-pattern';
import { matchPattern } from '../../../lib/placement/expression/pattern/pattern-match';

const match = (pattern: string, text: string) => matchPattern(parseJavaPattern(pattern), text);

test.each([
  ['t2.*', 't2.micro', true, true],
  ['t2', 't2.micro', false, true],
  ['(?!t3).*', 't3.micro', false, true],
  ['(?!t3).*', 't2.micro', true, true],
  ['.*(?<=micro)', 't2.micro', true, true],
  ['.*(?<!micro)', 't2.micro', false, true],
  ['\\Qa.b\\E+', 'a.bb', true, true],
  ['\\Qa.b\\E', 'axb', false, false],
  ['[]a]+', ']a', true, true],
  ['[^a-c]x', 'dx', true, true],
  ['[a\\-z]+', '-az', true, true],
  ['a]}', 'a]}', true, true],
  ['\\p{Lower}\\P{Lower}', 'aA', true, true],
  ['\\x41\\u0042\\x{43}', 'ABC', true, true],
  ['\\w+\\b.*', 'ab-c', true, true],
  ['a{2}', 'aaa', false, true],
  ['a{2,}', 'aaa', true, true],
  ['(?<name>a)(?:b)', 'ab', true, true],
  ['', '', true, true],
  ['x\\B', 'x', false, false],
])('%s on %s', (pattern, text, anchored, unanchored) => {
  expect(match(pattern, text)).toEqual({ anchored, unanchored });
});

test.each([
  ['a++', 'possessive quantifier'],
  ['(?i)a', 'inline flag'],
  ['(?>a)', 'atomic group'],
  ['(a)\\1', 'back-reference'],
  ['(?<n>a)\\k<n>', 'back-reference'],
  ['[a&&[b]]', 'intersection of character classes'],
  ['[a[b]]', 'union of character classes'],
  ['\\p{javaLowerCase}', '\\p{javaLowerCase}'],
  ['\\G', '\\G'],
  ['\\012', '\\0'],
])('%s is refused by name', (pattern, feature) => {
  expect(() => parseJavaPattern(pattern)).toThrow(expect.objectContaining({ unsupported: true, what: feature }));
});

test.each(['*a', 'a**', '(a', 'a)', '[a', 'a\\', 'a{2,1}', 'a{x}', '[z-a]', '{2}', '(?x'])(
  '%s is malformed',
  (pattern) => {
    expect(() => parseJavaPattern(pattern)).toThrow(PatternError);
  },
);

test('agrees with the regular expressions of JavaScript where the two languages mean the same', () => {
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '^', '$', '\\b', '(?=a)', '(?!ab)', '(?<=b)'),
      fc.tuple(tie('node'), tie('node')).map(([left, right]) => left + right),
      fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(${left}|${right})`),
      fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '*?')).map(([of, n]) => `(?:${of})${n}`),
    ),
  }));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), maxLength: 6 });
  fc.assert(
    fc.property(node, text, (pattern, value) => {
      expect(match(pattern, value)).toEqual({
        anchored: new RegExp(`^(?:${pattern})$`).test(value),
        unanchored: new RegExp(pattern).test(value),
      });
    }),
    { numRuns: 3000 },
  );
});
