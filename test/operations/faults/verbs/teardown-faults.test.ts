import { OperationError, planTeardown, type TeardownEnd, teardown } from '../../../../lib/operations';
import { seededRandom } from '../../../../lib/placement';
import { emulatedClients } from '../../teardown/account/emulated-clients';
import { randomAccount } from '../../teardown/account/random-account';
import { Misfortune, ratesFrom } from '../faults';
import { forSeeds } from '../for-seeds';
import { VirtualClock } from '../virtual-clock';
import { faultyClients } from './faulty-clients';

const RUNS = 150;
const ATTEMPTS = 4;
const TIMEOUT = 3600;

interface Outcome {
  readonly ends: readonly (TeardownEnd['code'] | 'threw' | 'obstacle')[];
  readonly wrong: readonly string[];
}

/** Takes an account's stack down, anew whenever that ends before its end. */
async function tornDown(seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const world = randomAccount(seed, clock.now());
  const misfortune = new Misfortune(ratesFrom(random, 0.05), clock, random);
  const clients = faultyClients(emulatedClients(world, clock), misfortune, clock);
  const wrong: string[] = [];
  const ends: Outcome['ends'][number][] = [];
  const must = (holds: boolean, what: string) => holds || wrong.push(`seed ${seed}: ${what}`);
  const isOver = () => ['gone', 'failed', 'obstacle'].includes(ends.at(-1) ?? '');
  for (let attempt = 0; attempt < ATTEMPTS && !isOver(); attempt++) {
    const began = clock.now();
    try {
      const plan = await planTeardown(clients, { stack: 'Shop' });
      if (plan.obstacles.length > 0) {
        ends.push('obstacle');
        break;
      }
      const planned = clock.now();
      const end = await teardown(clients, plan, { clock, timeoutSeconds: TIMEOUT });
      ends.push(end.code);
      const seconds = (clock.now() - planned) / 1000;
      must(seconds <= TIMEOUT + 1, `it took ${seconds} s`);
      const left = world.stacks.filter(({ name, status }) => name === 'Shop' && status !== 'DELETE_COMPLETE');
      if (end.code === 'gone') must(left.length === 0, 'gone, it said');
      if (end.code === 'failed')
        must(
          left.some(({ status }) => status === 'DELETE_FAILED'),
          'failed, it said',
        );
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      ends.push('threw');
      must(clock.now() - began <= (TIMEOUT + 600) * 1000, 'it took too long to give up');
      await clock.sleep(60_000);
    }
  }
  for (const what of world.violations) must(false, `the stack was deleted while ${what}`);
  return { ends, wrong };
}

test(`${RUNS} teardowns through faults never say gone while something is left, and go on when repeated`, async () => {
  const outcomes = await forSeeds(RUNS, 4, tornDown);
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
  const last = outcomes.map(({ ends }) => ends.at(-1));
  expect(last.filter((end) => end === 'gone').length).toBeGreaterThan(RUNS / 4);
  const goneLater = outcomes.filter(({ ends }) => ends.length > 1 && ends.at(-1) === 'gone');
  expect(goneLater.length).toBeGreaterThan(RUNS / 30);
}, 200_000);
