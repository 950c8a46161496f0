import {
  clientsFor,
  exitCodeOf,
  type LogLine,
  OperationError,
  type RunTaskResult,
  runTask,
} from '../../../lib/operations';
import { type RandomSource, seededRandom } from '../../../lib/placement';
import { EmulatedEcs, type EmulatedTask, linesOf } from './emulated-ecs';
import { type FaultRates, FaultyHandler } from './faulty-handler';
import { VirtualClock } from './virtual-clock';

const RUNS = 500;

/** Seconds that stopping may take after the timeout. */
const AFTERMATH = 30;

/** Each fault of its own severity: often none, sometimes most of the time. */
function ratesFrom(random: RandomSource): FaultRates {
  const rate = (most: number) => (random() < 0.5 ? 0 : random() * most);
  return {
    throttled: rate(0.6),
    failed: rate(0.5),
    droppedBefore: rate(0.4),
    droppedAfter: rate(0.5),
    slow: rate(0.3),
    expired: rate(0.3),
  };
}

interface Outcome {
  readonly seed: number;
  /** None if the request was given up before anything was asked to run. */
  readonly result?: RunTaskResult;
  readonly tasks: readonly EmulatedTask[];
  readonly count: number;
  readonly timeoutSeconds: number;
  readonly seconds: number;
  readonly lines: readonly LogLine[];
  readonly faults: number;
}

async function runWith(seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const ecs = new EmulatedEcs(clock, random);
  const handler = new FaultyHandler(ecs, ratesFrom(random), clock, random);
  const count = random() < 0.8 ? 1 : 1 + Math.floor(random() * 14);
  const timeoutSeconds = 60 + Math.floor(random() * 600);
  if (random() < 0.1) ecs.deletedAt = clock.now() + random() * 120_000;
  const clients = clientsFor({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: handler as never,
  });
  const lines: LogLine[] = [];
  const began = clock.now();
  const result = await runTask(
    clients,
    { task: { family: 'job' }, cluster: 'Shop', count },
    { clock, timeoutSeconds, onEvent: (event) => event.code === 'log' && lines.push(event) },
  ).catch((error: unknown) => {
    if (error instanceof OperationError) return undefined;
    throw error;
  });
  const seconds = (clock.now() - began) / 1000;
  return {
    seed,
    ...(result && { result }),
    tasks: ecs.tasks,
    count,
    timeoutSeconds,
    seconds,
    lines,
    faults: handler.faults,
  };
}

/** What a run must be whatever befell it. */
function faultsOf({ result, tasks, count, timeoutSeconds, seconds, lines }: Outcome): readonly string[] {
  const wrong: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };
  must(tasks.length <= count, `${tasks.length} tasks were started for ${count}`);
  must(seconds <= timeoutSeconds + AFTERMATH + 1, `it took ${seconds} s of ${timeoutSeconds}`);
  if (!result) {
    must(tasks.length === 0, 'it gave up with tasks running');
    return wrong;
  }
  const inView = new Set(result.tasks.map(({ taskArn }) => taskArn));
  const isTold = result.refusals.some(({ code }) => code === 'no-answer') && result.missing > 0;
  must(tasks.every(({ taskArn }) => inView.has(taskArn)) || isTold, 'a task was lost from view');
  must([125, ...rightCodes(result, tasks)].includes(exitCodeOf(result)), `the exit code is ${exitCodeOf(result)}`);
  for (const task of tasks) {
    const seen = lines.filter(({ taskArn }) => taskArn === task.taskArn).map(({ message }) => message);
    const written = linesOf(task).map(({ message }) => message);
    must(
      seen.every((message, index) => message === written[index]),
      'lines are out of order, or come twice',
    );
    if (result.code === 'stopped' && result.logsComplete) must(seen.length === written.length, 'lines are missing');
  }
  return wrong;
}

/** The exit code that a run has to end with, if it does not end with 125. */
function rightCodes({ code }: RunTaskResult, tasks: readonly EmulatedTask[]): readonly number[] {
  if (code !== 'stopped') return [];
  const codes = tasks.map(({ exitCode }) => exitCode ?? 125);
  return [codes.find((one) => one !== 0) ?? 0];
}

describe(`${RUNS} runs through faults`, () => {
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    for (let seed = 1; seed <= RUNS; seed++) outcomes.push(await runWith(seed));
  }, 300_000);

  test('start no task twice, lose none from view, end in time with the right code or 125', () => {
    const wrong = outcomes.flatMap((outcome) => faultsOf(outcome).map((what) => `seed ${outcome.seed}: ${what}`));
    expect(wrong).toEqual([]);
  });

  test('meet every kind of end, and mostly the right one', () => {
    const ends = outcomes.map(({ result }) => result?.code ?? 'refused');
    expect(new Set(ends)).toEqual(new Set(['stopped', 'timed-out', 'not-started', 'refused']));
    expect(ends.filter((end) => end === 'stopped').length).toBeGreaterThan(RUNS / 2);
    const withFaults = outcomes.filter(({ result, faults }) => result?.code === 'stopped' && faults > 0);
    expect(withFaults.length).toBeGreaterThan(RUNS / 4);
    const codes = withFaults.map(({ result }) => result && exitCodeOf(result));
    expect(codes).toEqual(expect.arrayContaining([0, 1, 3, 125, 137]));
  });

  test('read most logs to their end', () => {
    const stopped = outcomes.filter(({ result }) => result?.code === 'stopped');
    expect(stopped.filter(({ result }) => result?.logsComplete).length).toBeGreaterThan(stopped.length * 0.8);
  });
});
