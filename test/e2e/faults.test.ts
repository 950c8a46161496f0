import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../../lib/operations';
import { type RandomSource, seededRandom } from '../../lib/placement';
import { type FAULTS, Misfortune, ratesFrom } from '../operations/faults/faults';
import { faultyProxy } from '../operations/faults/faulty-proxy';
import { forSeeds } from '../operations/faults/for-seeds';
import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';
import { Stowage } from './stowage';

// The built command through a proxy that throttles, fails, drops and delays, before fakecloud and real containers.
// Nothing is scaled but logins, which expire every 15 s, and slow answers, which take up to 5 s.

const RUNS = Number(process.env['FAULT_RUNS'] ?? 20);
const AT_ONCE = 3;
const TIMEOUT = 40;

/** Seconds besides its timeout that a run may take: to stop tasks, and to start and end a process on a busy machine. */
const BESIDES = 30 + 30;

const CODES = [0, 0, 1, 3, 42];

const quickLogins: Clock = { ...systemClock, now: () => Date.now() * 20 };

interface Outcome {
  readonly wrong: readonly string[];
  readonly code: number | null;
  readonly met: Partial<Record<(typeof FAULTS)[number], number>>;
}

inContainers(`${RUNS} runs of stowage run-task through faults, with real containers`, () => {
  let shop: EcsInContainers;
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.define('job');
    outcomes = await forSeeds(RUNS, AT_ONCE, (seed) => runWith(seed, seededRandom(seed)));
  }, RUNS * 60_000);
  afterAll(() => shop?.stop());

  /** Every task that carries a token. */
  async function startedWith(token: string) {
    const tasks: string[] = [];
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const { taskArns = [] } = await shop.ecs.listTasks({ cluster: CLUSTER, desiredStatus });
      tasks.push(...taskArns);
    }
    if (tasks.length === 0) return [];
    const described = await shop.ecs.describeTasks({ cluster: CLUSTER, tasks: tasks.slice(-100) });
    return described.tasks!.filter(({ startedBy }) => startedBy === token);
  }

  async function runWith(seed: number, random: RandomSource): Promise<Outcome> {
    const token = `fault-run-${seed}`;
    const misfortune = new Misfortune(ratesFrom(random, 0.6), quickLogins, random);
    const proxy = await faultyProxy(shop.settings.endpoint, {
      next: ({ request }) =>
        // What the registry and its images go through is no business of the command.
        request.headers['x-amz-target'] === undefined ? undefined : misfortune.next(),
      slow: () => sleep(misfortune.delay() / 18),
    });
    const own = CODES[Math.floor(random() * CODES.length)]!;
    const isStopped = random() < 0.2;
    const began = Date.now();
    const command = new Stowage({ ...shop.environment, AWS_ENDPOINT_URL: proxy.endpoint }, [
      ...['run-task', 'job', '--cluster', CLUSTER, '--client-token', token, '--timeout', `${TIMEOUT}s`],
      ...['--env', `CODE=${own}`, '--env', 'LINES=5', ...(isStopped ? ['--env', 'BUSY=1'] : [])],
    ]);
    if (isStopped) void sleep(2_000 + random() * 10_000).then(() => command.interrupt());
    const { code, out, err } = await command.ended;
    const seconds = (Date.now() - began) / 1000;
    await proxy.stop();
    const started = await startedWith(token);
    const wrong: string[] = [];
    const must = (holds: boolean, what: string) => holds || wrong.push(`seed ${seed}: ${what}\n${err}`);
    must(started.length <= 1, `${started.length} tasks were started`);
    // 130: interrupted before anything of it was loaded.
    must(
      [125, own, ...(isStopped ? [143, 137, 130, null] : [])].includes(code),
      `the exit code is ${code}, not ${own}`,
    );
    must(seconds <= TIMEOUT + BESIDES, `it took ${seconds} s`);
    must(started.length === 0 || /\bstarted |may run|token/.test(err), 'a task runs that nobody was told of');
    const said = out
      .replace(/^\[app\] /, '')
      .split('\n')
      .filter(Boolean);
    must(
      said.every((line, index) => line === `line ${index}`),
      `lines are missing, come twice or are out of order: ${out}`,
    );
    return { wrong, code, met: misfortune.met };
  }

  test('start no container twice, and end in time with the code of the container or 125', () => {
    const tally: Record<string, number> = {};
    for (const { code, met } of outcomes) {
      tally[`code ${code}`] = (tally[`code ${code}`] ?? 0) + 1;
      for (const [fault, times] of Object.entries(met)) tally[fault] = (tally[fault] ?? 0) + times;
    }
    console.info(JSON.stringify(tally));
    expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(outcomes.filter(({ code }) => code !== 125).length).toBeGreaterThan(RUNS / 3);
  });
});
