import {
  type Clients,
  exitCodeOf,
  type LogLine,
  OperationError,
  type RunTaskResult,
  runTask,
} from '../../../lib/operations';
import type { RandomSource } from '../../../lib/placement';
import { type EmulatedEcs, type EmulatedTask, linesOf } from './emulated-ecs';
import type { Misfortune } from './faults';
import type { VirtualClock } from './virtual-clock';

/** Seconds that stopping may take after the timeout. */
const AFTERMATH = 30;

/** Seconds that leaving may take: a call to start tasks that is under way, a look for what it started, their stop. */
const LEAVING = { detach: 120, stop: 300 };

/** Where a run goes, and what befalls it there. */
export interface Scenery {
  readonly ecs: EmulatedEcs;
  readonly clock: VirtualClock;
  readonly clients: Clients;
  readonly misfortune: Misfortune;
}

/** How a run went. */
export interface Outcome {
  readonly seed: number;
  /** None if the request was given up before anything was asked to run. */
  readonly result?: RunTaskResult;
  /** As they were at its end. */
  readonly tasks: readonly (EmulatedTask & { readonly hasEnded: boolean })[];
  readonly count: number;
  readonly timeoutSeconds: number;
  readonly seconds: number;
  readonly lines: readonly LogLine[];
  readonly faults: Misfortune['met'];
  /** When it was left, and how. */
  readonly left?: { readonly how: 'stop' | 'detach'; readonly after: number };
}

/** What a run is asked to be. */
export interface RunPlan {
  readonly seed: number;
  readonly count: number;
  readonly timeoutSeconds: number;
  readonly left?: Outcome['left'];
}

/** Draws a run. */
export const planFrom = (seed: number, random: RandomSource, isLeft: boolean): RunPlan => ({
  seed,
  count: random() < 0.8 ? 1 : 1 + Math.floor(random() * 14),
  timeoutSeconds: 60 + Math.floor(random() * 600),
  ...(isLeft && { left: { how: random() < 0.5 ? 'stop' : 'detach', after: Math.floor(random() ** 2 * 120) } }),
});

export async function carryOut(plan: RunPlan, { ecs, clock, clients, misfortune }: Scenery): Promise<Outcome> {
  const { seed, count, timeoutSeconds, left } = plan;
  const lines: LogLine[] = [];
  const began = clock.now();
  const leave = new AbortController();
  const over = new AbortController();
  let hasLeft = false;
  if (left) {
    void clock.sleep(left.after * 1000, over.signal).then(() => {
      hasLeft = !over.signal.aborted;
      if (hasLeft) leave.abort(left.how);
    });
  }
  const result = await runTask(
    clients,
    { task: { family: 'job' }, cluster: 'Shop', count },
    { clock, timeoutSeconds, leave: leave.signal, onEvent: (event) => event.code === 'log' && lines.push(event) },
  ).catch((error: unknown) => {
    if (error instanceof OperationError) return undefined;
    throw error;
  });
  const now = clock.now();
  over.abort();
  return {
    ...{ seed, count, timeoutSeconds, lines, seconds: (now - began) / 1000, faults: misfortune.met },
    tasks: ecs.tasks.map((task) => ({ ...task, hasEnded: task.stopped === true || now >= task.endsAt })),
    ...(result && { result }),
    ...(left && hasLeft ? { left } : {}),
  };
}

/** What is wrong with a run, whatever befell it. */
export function faultsOf(outcome: Outcome): readonly string[] {
  const { result, tasks, count, timeoutSeconds, seconds, lines, left } = outcome;
  const wrong: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) wrong.push(`seed ${outcome.seed}: ${what}`);
  };
  must(tasks.length <= count, `${tasks.length} tasks were started for ${count}`);
  must(seconds <= timeoutSeconds + AFTERMATH + 1, `it took ${seconds} s of ${timeoutSeconds}`);
  if (left) must(seconds <= left.after + LEAVING[left.how], `left after ${left.after} s, it took ${seconds} s`);
  if (!result) {
    must(tasks.length === 0, 'it gave up with tasks running');
    return wrong;
  }
  const inView = new Set(result.tasks.map(({ taskArn }) => taskArn));
  const isTold = result.refusals.some(({ code }) => code === 'no-answer') && result.missing > 0;
  must(tasks.every(({ taskArn }) => inView.has(taskArn)) || isTold, 'a task was lost from view');
  const code = exitCodeOf(result);
  // What was to be stopped and may run on is no success.
  if (result.code !== 'left' || left?.how === 'stop') {
    must([125, ...rightCodes(result, tasks)].includes(code), `the exit code is ${code}`);
  }
  if (left?.how === 'stop') {
    const mayRun = isTold || (result.code === 'left' && result.stopping === false) || result.code === 'lost-contact';
    const isTimedOut = result.code === 'timed-out' && result.stopping !== true;
    must(mayRun || isTimedOut || tasks.every(({ hasEnded }) => hasEnded), 'a task was left running, and nobody told');
  }
  if (left?.how === 'detach')
    must(
      tasks.every(({ stopped }) => !stopped || result.code === 'timed-out'),
      'a task was stopped',
    );
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
  const codes = tasks.map(({ exitCode, stopped, runsAt, endsAt }) =>
    exitCode === undefined || endsAt < runsAt ? 125 : stopped ? 143 : exitCode,
  );
  return [codes.find((one) => one !== 0) ?? 0];
}
