import fc from 'fast-check';
import { capacityProviderStrategyProblems, distributeTasks, nextCapacityProvider } from '../../../lib/placement';

const items = (...of: readonly (readonly [string, number, number])[]) =>
  of.map(([capacityProvider, base, weight]) => ({ capacityProvider, base, weight }));

test('the base comes first, then the first listed of those with fewest for their weight', () => {
  const strategy = items(['od', 1, 1], ['spot', 0, 3]);
  const running = new Map([
    ['od', 0],
    ['spot', 0],
  ]);
  const order = Array.from({ length: 6 }, () => {
    const provider = nextCapacityProvider(strategy, running);
    running.set(provider, running.get(provider)! + 1);
    return provider;
  });
  expect(order).toEqual(['od', 'od', 'spot', 'spot', 'spot', 'od']);
});

test('what runs already counts', () => {
  const { tasks } = distributeTasks(items(['a', 0, 1], ['b', 0, 1]), 4, new Map([['a', 3]]));
  expect(Object.fromEntries(tasks)).toEqual({ a: 4, b: 3 });
});

test('a split with a remainder, or a base without a weight, is not certain', () => {
  expect(distributeTasks(items(['a', 0, 1], ['b', 0, 1]), 4).certain).toBe(true);
  expect(distributeTasks(items(['a', 0, 1], ['b', 0, 1]), 5).certain).toBe(false);
  expect(distributeTasks(items(['a', 2, 0], ['b', 0, 1]), 5)).toMatchObject({ certain: false });
  expect(distributeTasks(items(['a', 2, 0], ['b', 0, 1]), 5).tasks.get('a')).toBe(2);
});

test('a provider that is alone needs no weight', () => {
  expect(distributeTasks([{ capacityProvider: 'a' }], 3)).toEqual({ tasks: new Map([['a', 3]]), certain: true });
});

test.each([
  [[], ['missing']],
  [items(['a', 1, 1], ['b', 1, 1]), ['conflict']],
  [items(['a', 0, 0], ['b', 0, 0]), ['conflict']],
  [items(['a', 0, 1], ['a', 0, 1]), ['duplicate']],
  [items(['a', 100_001, 1]), ['not-allowed']],
  [items(['a', 0, 1001]), ['not-allowed']],
  [items(['a', -1, 1]), ['negative']],
  [Array.from({ length: 21 }, (_, i) => ({ capacityProvider: `cp${i}`, weight: 1 })), ['too-many', 'missing']],
])('%j has problems', (strategy, codes) => {
  expect(capacityProviderStrategyProblems(strategy).map(({ code }) => code)).toEqual(codes.slice(0, 1));
});

test('no provider is ever more than one task from its share, and none is lost', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(weights, fc.nat(200), fc.nat(20), (of, count, base) => {
      const strategy = of.map((weight, i) => ({ capacityProvider: `cp${i}`, weight, base: i === 0 ? base : 0 }));
      const tasks = [...distributeTasks(strategy, count).tasks.values()];
      expect(tasks.reduce((sum, one) => sum + one, 0)).toBe(count);
      const total = of.reduce((sum, weight) => sum + weight, 0);
      const beyond = Math.max(0, count - base);
      tasks.forEach((one, i) => {
        const share = (beyond * of[i]!) / total;
        const ofWeight = i === 0 ? Math.max(0, one - base) : one;
        expect(Math.abs(ofWeight - share)).toBeLessThanOrEqual(of.length);
      });
    }),
  );
});
