import { OperationError, type OperationProblem } from '../../../lib/operations';
import { askingAgain } from '../../../lib/operations/patience/asking-again';
import { FakeClock } from '../fake-clock';

const throttled: OperationProblem = { code: 'throttled', action: 'ecs:ListTasks' };
const cut: OperationProblem = { code: 'unreachable', action: 'ecs:ListTasks', why: 'connection', detail: 'hang up' };
const fault: OperationProblem = { code: 'service-fault', action: 'ecs:ListTasks', detail: 'HTTP 500' };

/** Makes a call that ends with each of these in turn, the last again and again; `undefined` is an answer. */
function calling(patience = 30_000) {
  const clock = new FakeClock();
  const began = clock.now();
  const told: string[] = [];
  const repeat = askingAgain({ clock, patience, onTrouble: ({ code }) => told.push(code) });
  const call = async (...outcomes: (OperationProblem | undefined)[]) => {
    let made = 0;
    const end = await repeat(async () => {
      const problem = outcomes[Math.min(made++, outcomes.length - 1)];
      if (problem) throw new OperationError(problem);
      return 'answer';
    }).catch((error: OperationError) => error.problem.code);
    return { end, made };
  };
  return { call, told, seconds: () => (clock.now() - began) / 1000 };
}

test('what passes is asked for again, and told once for each kind', async () => {
  const { call, told, seconds } = calling();
  expect(await call(throttled, fault, throttled, undefined)).toEqual({ end: 'answer', made: 4 });
  expect(seconds()).toBe(7);
  expect(await call(throttled, undefined)).toEqual({ end: 'answer', made: 2 });
  expect(told).toEqual(['throttled', 'service-fault']);
});

test('all calls together are asked for again for so long from the first trouble on', async () => {
  const { call, seconds } = calling();
  expect(await call(throttled)).toEqual({ end: 'throttled', made: 5 });
  expect(seconds()).toBeLessThanOrEqual(30);
  // Most of it is used up.
  expect((await call(throttled)).made).toBeLessThan(5);
  expect(seconds()).toBeLessThanOrEqual(30);
});

test('the time that passes without trouble is not counted', async () => {
  const { call } = calling();
  expect(await call(undefined)).toEqual({ end: 'answer', made: 1 });
  expect(await call(throttled, undefined)).toEqual({ end: 'answer', made: 2 });
});

test('nobody is asked again who has never answered; whoever has is', async () => {
  const { call, told } = calling();
  expect(await call(cut)).toEqual({ end: 'unreachable', made: 1 });
  expect(told).toEqual([]);
  await call(undefined);
  expect(await call(cut, undefined)).toEqual({ end: 'answer', made: 2 });
});

test('what does not pass ends it at once', async () => {
  const { call } = calling();
  const denied: OperationProblem = { code: 'access-denied', action: 'ecs:ListTasks', explicit: false };
  expect(await call(denied, undefined)).toEqual({ end: 'access-denied', made: 1 });
  const refused = askingAgain({ clock: new FakeClock(), patience: 30_000 });
  await expect(refused(() => Promise.reject(new TypeError('a mistake')))).rejects.toThrow(TypeError);
});
