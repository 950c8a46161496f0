import { breakerThreshold } from '../../../lib/placement/rollout/circuit-breaker';

test('an unbounded percentage rounds up and is never 0', () => {
  expect(breakerThreshold(3, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(2);
  expect(breakerThreshold(0, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(1);
});

test('a bounded percentage stays between 3 and 200', () => {
  expect(breakerThreshold(0)).toBe(3);
  expect(breakerThreshold(7)).toBe(4);
  expect(breakerThreshold(100_000)).toBe(200);
});
