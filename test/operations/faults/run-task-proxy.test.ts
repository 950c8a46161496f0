import { clientsFor, exitCodeOf } from '../../../lib/operations';
import { seededRandom } from '../../../lib/placement';
import { EmulatedEcs } from './emulated-ecs';
import { serveEmulator } from './emulator-server';
import { FAULTS, Misfortune, ratesFrom } from './faults';
import { faultyProxy } from './faulty-proxy';
import { carryOut, faultsOf, type Outcome, planFrom } from './faulty-run';
import { forSeeds } from './for-seeds';
import { PacedHandler, REQUEST_ID } from './paced-handler';
import { VirtualClock } from './virtual-clock';
import { retriesOn } from './virtual-retries';

// The SDK with its own HTTP and its own retries, a proxy that throttles, fails, drops and delays, a server: all over
// sockets. What is not real is time: the seconds of a run, of the retries, of the request timeout and of slow answers
// are those of a clock that stands while a request is under way and jumps when everybody sleeps. So no run depends on
// how fast this machine is. Tasks live shorter than elsewhere, to be asked about less often.

const RUNS = 500;
const AT_ONCE = 8;
const LIVES = { start: 8_000, end: 16_000, log: 8_000 };

async function runWith(seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const ecs = new EmulatedEcs(clock, random, LIVES);
  const misfortune = new Misfortune(ratesFrom(random), clock, random);
  const plan = planFrom(seed, random, seed % 3 === 0);
  if (random() < 0.1) ecs.deletedAt = clock.now() + random() * 30_000;
  const server = await serveEmulator(ecs);
  const proxy = await faultyProxy(server.endpoint, {
    next: () => misfortune.next(),
    slow: (headers) => clock.rest(String(headers[REQUEST_ID]), misfortune.delay()),
  });
  const requestHandler = new PacedHandler(clock);
  try {
    const clients = clientsFor({
      region: 'eu-west-1',
      endpoint: proxy.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      retryStrategy: await retriesOn(clock, 4),
      // The SDK's type wants more of a handler than the SDK calls.
      requestHandler: requestHandler as never,
    });
    return await carryOut(plan, { ecs, clock, clients, misfortune });
  } finally {
    requestHandler.destroy();
    await proxy.stop();
    await server.stop();
  }
}

describe(`${RUNS} runs through a proxy`, () => {
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    outcomes = await forSeeds(RUNS, AT_ONCE, runWith);
  }, 600_000);

  test('start no task twice, lose none from view, end in time with the right code or 125', () => {
    expect(outcomes.flatMap(faultsOf)).toEqual([]);
  });

  test('meet every fault, and mostly end well', () => {
    const total = (fault: (typeof FAULTS)[number]) =>
      outcomes.reduce((sum, { faults }) => sum + (faults[fault] ?? 0), 0);
    for (const fault of FAULTS) expect([fault, total(fault) > RUNS / 5]).toEqual([fault, true]);
    const whole = outcomes.filter(({ left }) => !left);
    expect(whole.filter(({ result }) => result?.code === 'stopped').length).toBeGreaterThan(whole.length / 2);
    const codes = outcomes.map(({ result }) => result && exitCodeOf(result));
    expect(codes).toEqual(expect.arrayContaining([0, 1, 3, 125, 137]));
  });
});
