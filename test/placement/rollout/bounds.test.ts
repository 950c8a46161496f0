import fc from 'fast-check';
import { configDeadlock, taskBounds } from '../../../lib/placement/rollout/bounds';

const percents = (minimumHealthyPercent: number, maximumPercent: number) => ({ minimumHealthyPercent, maximumPercent });
const fixed = (desired: number) => ({ min: desired, max: desired });

describe('the bounds of a rolling deployment', () => {
  test('the lower bound rounds up and the upper bound rounds down', () => {
    expect(taskBounds(3, percents(50, 150))).toEqual({ lower: 2, upper: 4 });
    expect(taskBounds(0, percents(100, 200))).toEqual({ lower: 0, upper: 0 });
  });
});

describe('a configuration deadlock', () => {
  test.each([
    [1, 100, 100],
    [1, 100, 199],
    [1, 1, 100],
    [3, 100, 125],
    [2, 75, 100],
  ])('holds for desired %i with %i/%i', (desired, min, max) => {
    expect(configDeadlock(fixed(desired), percents(min, max))).toMatchObject({ from: desired, to: desired });
  });

  test.each([
    [1, 0, 100],
    [1, 100, 200],
    [4, 100, 125],
    [2, 50, 100],
    [0, 100, 100],
  ])('does not hold for desired %i with %i/%i', (desired, min, max) => {
    expect(configDeadlock(fixed(desired), percents(min, max))).toBeUndefined();
  });

  test('an autoscaled service is deadlocked only at the counts that leave no room', () => {
    expect(configDeadlock({ min: 1, max: 10 }, percents(100, 150))).toEqual({
      code: 'config-deadlock',
      from: 1,
      to: 1,
      bounds: { lower: 1, upper: 1 },
      maximumPercentNeeded: 200,
      minimumHealthyPercentAllowed: 0,
    });
    expect(configDeadlock({ min: 2, max: 10 }, percents(100, 150))).toBeUndefined();
    expect(configDeadlock({ min: 0, max: 10 }, percents(100, 110))).toMatchObject({ from: 1, to: 9 });
  });

  test('values that are no counts give no answer', () => {
    expect(configDeadlock(fixed(Number.NaN), percents(100, 100))).toBeUndefined();
    expect(configDeadlock({ min: 5, max: 2 }, percents(100, 100))).toBeUndefined();
    expect(configDeadlock(fixed(1), percents(Number.NaN, 100))).toBeUndefined();
  });

  const arbitraryPercents = fc.record({
    minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
    maximumPercent: fc.integer({ min: 100, max: 250 }),
  });

  test('the interval is the set of counts without a step, and both mendings mend', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(120), arbitraryPercents, (min, more, given) => {
        const range = { min, max: min + more };
        const stuck = [];
        for (let d = Math.max(1, min); d <= range.max; d++) {
          const { lower, upper } = taskBounds(d, given);
          if (d - lower <= 0 && upper - d <= 0) stuck.push(d);
        }
        const found = configDeadlock(range, given);
        expect([found?.from, found?.to]).toEqual([stuck[0], stuck.at(-1)]);
        if (!found) return;
        expect(stuck).toHaveLength(found.to - found.from + 1);
        const { minimumHealthyPercentAllowed, maximumPercentNeeded } = found;
        expect(configDeadlock(range, percents(minimumHealthyPercentAllowed, given.maximumPercent))).toBeUndefined();
        expect(configDeadlock(range, percents(given.minimumHealthyPercent, maximumPercentNeeded))).toBeUndefined();
        expect(configDeadlock(range, percents(given.minimumHealthyPercent, maximumPercentNeeded - 1))).toBeDefined();
      }),
    );
  });
});
