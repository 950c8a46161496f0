import fc from 'fast-check';
import { matchesTag, patternsOverlap } from '../../lib/images/tag-pattern';

const asRegExp = (pattern: string) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
const letters = fc.constantFrom('a', 'b', '.', '*');
const pattern = fc.string({ unit: letters, maxLength: 6 });
const tag = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 6 });

test('a pattern matches as a regular expression does', () => {
  fc.assert(fc.property(pattern, tag, (p, t) => matchesTag(p, t) === asRegExp(p).test(t)));
});

test('two patterns that match one tag overlap, whichever comes first', () => {
  fc.assert(
    fc.property(pattern, pattern, tag, (left, right, t) => {
      if (matchesTag(left, t) && matchesTag(right, t)) expect(patternsOverlap(left, right)).toBe(true);
      expect(patternsOverlap(left, right)).toBe(patternsOverlap(right, left));
    }),
  );
});

test('disjoint patterns do not overlap', () => {
  expect(patternsOverlap('v*', 'pr-*')).toBe(false);
  expect(patternsOverlap('*-a', '*-b')).toBe(false);
  expect(patternsOverlap('v1*', '*2')).toBe(true);
});
