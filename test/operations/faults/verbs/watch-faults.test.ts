import { OperationError, type WatchEnd, watch } from '../../../../lib/operations';
import { seededRandom } from '../../../../lib/placement';
import { Misfortune, ratesFrom } from '../faults';
import { VirtualClock } from '../virtual-clock';
import { faultyClients } from './faulty-clients';
import { RollingService } from './rolling-service';

const RUNS = 300;

interface Outcome {
  readonly end: WatchEnd['code'] | 'expired-credentials' | 'gave-up';
  readonly wrong: readonly string[];
  readonly faults: number;
}

async function watched(seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const service = new RollingService(clock, random);
  const misfortune = new Misfortune(ratesFrom(random, 0.2), clock, random);
  const clients = faultyClients(service.clients, misfortune, clock);
  const timeoutSeconds = 120 + Math.floor(random() * 900);
  const interruptedAfter = random() < 0.2 ? random() * timeoutSeconds * 1000 : undefined;
  const stop = new AbortController();
  const over = new AbortController();
  if (interruptedAfter !== undefined) {
    void clock.sleep(interruptedAfter, over.signal).then(() => over.signal.aborted || stop.abort());
  }
  const began = clock.now();
  const wrong: string[] = [];
  const must = (holds: boolean, what: string) => holds || wrong.push(`seed ${seed}, ${service.course}: ${what}`);
  let standing = new Set<string>();
  const end = await watch(
    clients,
    { cluster: 'Shop', service: 'Web' },
    {
      timeoutSeconds,
      clock,
      signal: stop.signal,
      onLook: () => {
        standing = new Set();
      },
      onTrouble: ({ code }) => {
        must(!standing.has(code), `${code} was said twice in a row`);
        standing.add(code);
      },
    },
  ).catch((error: unknown) => {
    if (error instanceof OperationError) return error.problem;
    throw error;
  });
  over.abort();
  const seconds = (clock.now() - began) / 1000;
  must(seconds <= timeoutSeconds + 1, `it took ${seconds} s of ${timeoutSeconds}`);
  if (stop.signal.aborted) must(seconds <= interruptedAfter! / 1000 + 1, 'it went on after it was interrupted');
  switch (end.code) {
    case 'steady':
      must(service.isOver && /steady|held/.test(service.course), 'steady, it said');
      break;
    case 'rolled-back':
    case 'deleted':
      must(service.isOver && service.course === end.code, `${end.code}, it said`);
      break;
    case 'stuck':
      must(service.course === 'stuck', 'stuck, it said');
      break;
    case 'timed-out':
      must(seconds >= timeoutSeconds, 'timed out, it said');
      break;
    case 'interrupted':
      must(stop.signal.aborted, 'interrupted, it said');
      break;
    case 'expired-credentials':
      break;
    default:
      must(seconds <= 200, `it gave up after ${seconds} s with ${end.code}`);
      return { end: 'gave-up', wrong, faults: misfortune.faults };
  }
  return { end: end.code, wrong, faults: misfortune.faults };
}

test(`${RUNS} watches through faults are right about how it ends, or say that they do not know`, async () => {
  const outcomes: Outcome[] = [];
  for (let seed = 1; seed <= RUNS; seed++) outcomes.push(await watched(seed));
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
  const through = (end: Outcome['end']) => outcomes.filter((one) => one.end === end && one.faults > 0).length;
  for (const end of ['steady', 'rolled-back', 'stuck', 'deleted', 'timed-out', 'interrupted'] as const) {
    expect([end, through(end) > RUNS / 60]).toEqual([end, true]);
  }
  expect(through('gave-up')).toBeLessThan(RUNS / 10);
}, 120_000);
