import type { BoundedPacking } from '../../../lib/placement';
import type { Fewest } from '../../../lib/plan';
import { fewestText } from '../../../lib/report/plan/fewest-text';

const bounded = (instances: number, lowerBound = instances): BoundedPacking => ({
  code: 'bounded',
  packing: [],
  instances,
  lowerBound,
  gap: (instances - lowerBound) / instances,
  optimal: instances === lowerBound,
  packedBy: 'greedy',
  boundedBy: 'pattern-prices',
  nodes: 0,
});

const text = (present: number, answer: Fewest['answer'], more: Partial<Fewest> = {}) =>
  fewestText({ capacity: 'c', instanceType: 'm5.large', present, minInstances: 0, relaxed: false, answer, ...more });

test.each([
  [3, bounded(3), {}, '3 m5.large; fewer cannot hold the tasks (proved)'],
  [4, bounded(3), {}, '4 m5.large; 3 (proved the fewest) would do'],
  [5, bounded(4, 3), {}, '5 m5.large; 4 (3 at least) would do'],
  [4, bounded(4, 3), {}, '4 m5.large; whether 3 would do is not known'],
  [2, bounded(4, 3), {}, '2 m5.large; all tasks need 4 (3 at least)'],
  [4, bounded(3), { minInstances: 4 }, '4 m5.large (the minimum size); 3 (proved the fewest) would do'],
  [
    4,
    bounded(3),
    { spread: { zones: 2, answer: bounded(4) } },
    '4 m5.large; 3 (proved the fewest) would do; 4 to keep each service even over 2 zones',
  ],
  [4, bounded(3), { relaxed: true }, '4 m5.large; 3 (proved the fewest) would do, constraints on other tasks aside'],
] as const)('%d instances where %o', (present, answer, more, expected) => {
  expect(text(present, answer, more)).toBe(expected);
});

test('no tasks, and tasks that no number of instances holds', () => {
  expect(text(2, bounded(0))).toContain('no tasks of services');
  expect(text(2, { code: 'impossible', services: [{ service: 'web', types: [] }] })).toContain('holds web');
});
