import loadHighs, { type Highs } from 'highs';
import { type BoundedPacking, cheapestInstances, fewestInstances, type PackingProblem } from '../../../lib/placement';
import { flaws } from './packing-check';
import { provenOptimum } from './proven-optimum';
import { randomProblem } from './random-problem';

const PROBLEMS = 150;
const micros = (usd: number): number => Math.round(usd * 1e6);

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

interface Compared {
  readonly seed: number;
  readonly bound: number;
  readonly optimum: number;
  readonly value: number;
  readonly flaws: readonly string[];
}

/** The first problems that can be solved at all and that HiGHS solves to the end. */
function compare(
  manyTypes: boolean,
  solve: (problem: PackingProblem) => ReturnType<typeof fewestInstances>,
  measure: (answer: BoundedPacking) => { bound: number; value: number },
  cost: (usdPerHour: number) => number,
): readonly Compared[] {
  const compared: Compared[] = [];
  for (let seed = 1; compared.length < PROBLEMS; seed++) {
    const problem = randomProblem(seed, manyTypes);
    const answer = solve(problem);
    if (answer.code === 'impossible') continue;
    const optimum = provenOptimum(highs, problem, ({ usdPerHour }) => cost(usdPerHour!));
    if (optimum === undefined) continue;
    compared.push({ seed, optimum, ...measure(answer), flaws: flaws(problem, answer) });
  }
  return compared;
}

test.each([
  {
    what: 'fewest instances of one type',
    compared: () =>
      compare(
        false,
        fewestInstances,
        ({ lowerBound, instances }) => ({ bound: lowerBound, value: instances }),
        () => 1,
      ),
  },
  {
    what: 'cheapest mix of types',
    compared: () =>
      compare(
        true,
        cheapestInstances,
        ({ lowerBound, usdPerHour }) => ({ bound: micros(lowerBound), value: micros(usdPerHour!) }),
        micros,
      ),
  },
])(
  '$what: the bound is never above, the packing never below, what HiGHS proves',
  ({ compared }) => {
    const all = compared();
    expect(all.filter(({ bound, optimum }) => bound > optimum)).toEqual([]);
    expect(all.filter(({ value, optimum }) => value < optimum)).toEqual([]);
    expect(all.filter((one) => one.flaws.length > 0)).toEqual([]);
    const average = (excess: (one: Compared) => number): number =>
      all.reduce((sum, one) => sum + excess(one), 0) / all.length;
    expect(average(({ value, optimum }) => value / optimum - 1)).toBeLessThan(0.02);
    expect(average(({ value, bound }) => value / bound - 1)).toBeLessThan(0.02);
  },
  120_000,
);
