import { clientsFor, exitCodeOf } from '../../../lib/operations';
import { seededRandom } from '../../../lib/placement';
import { EmulatedEcs } from './emulated-ecs';
import { Misfortune, ratesFrom } from './faults';
import { FaultyHandler } from './faulty-handler';
import { carryOut, faultsOf, type Outcome, planFrom } from './faulty-run';
import { forSeeds } from './for-seeds';
import { VirtualClock } from './virtual-clock';
import { retriesOn } from './virtual-retries';

const RUNS = 500;

/** Each second run repeats its calls by itself only; the others have the SDK repeat them first. */
async function runWith(seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const isLeft = seed % 3 === 0;
  // What is left would not end by itself before it is looked at.
  const ecs = new EmulatedEcs(clock, random, isLeft ? { start: 40_000, end: 1_200_000, log: 20_000 } : undefined);
  const misfortune = new Misfortune(ratesFrom(random), clock, random);
  const plan = planFrom(seed, random, isLeft);
  if (random() < 0.1) ecs.deletedAt = clock.now() + random() * 120_000;
  const clients = clientsFor({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...(seed % 2 === 0 ? { retryStrategy: await retriesOn(clock, 4) } : { maxAttempts: 1 }),
    // The SDK's type wants more of a handler than the SDK calls.
    requestHandler: new FaultyHandler(ecs, misfortune, clock) as never,
  });
  return carryOut(plan, { ecs, clock, clients, misfortune });
}

describe(`${RUNS} runs through faults`, () => {
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    outcomes = await forSeeds(RUNS, 4, runWith);
  }, 300_000);

  test('start no task twice, lose none from view, end in time with the right code or 125', () => {
    expect(outcomes.flatMap(faultsOf)).toEqual([]);
  });

  test('meet every kind of end, and mostly the right one', () => {
    const ends = outcomes.map(({ result }) => result?.code ?? 'refused');
    expect(new Set(ends)).toEqual(new Set(['stopped', 'timed-out', 'not-started', 'left', 'refused']));
    const whole = outcomes.filter(({ left }) => !left);
    expect(whole.filter(({ result }) => result?.code === 'stopped').length).toBeGreaterThan(whole.length / 2);
    const withFaults = outcomes.filter(
      ({ result, faults }) => result?.code === 'stopped' && Object.keys(faults).length > 0,
    );
    expect(withFaults.length).toBeGreaterThan(RUNS / 4);
    const codes = withFaults.map(({ result }) => result && exitCodeOf(result));
    expect(codes).toEqual(expect.arrayContaining([0, 1, 3, 125, 137]));
  });

  test('that are left with tasks running stop them all, or leave them all', () => {
    const left = outcomes.filter(({ left, result }) => left && result?.code === 'left');
    const told = (how: string) => left.filter((one) => one.left?.how === how && one.tasks.length > 0).length;
    expect(told('detach')).toBeGreaterThan(RUNS / 50);
    const stopped = outcomes.filter((one) => one.left?.how === 'stop' && one.tasks.some((task) => task.stopped));
    expect(stopped.length).toBeGreaterThan(RUNS / 50);
  });

  test('read most logs to their end', () => {
    const stopped = outcomes.filter(({ result }) => result?.code === 'stopped');
    expect(stopped.filter(({ result }) => result?.logsComplete).length).toBeGreaterThan(stopped.length * 0.8);
  });
});
