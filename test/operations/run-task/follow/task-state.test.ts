import type { Container, Task } from '@aws-sdk/client-ecs';
import { exitCodeOf, type RunTaskResult, type TaskState } from '../../../../lib/operations';
import { stateOf } from '../../../../lib/operations/run-task/follow/task-state';
import { stopped } from '../answers';

const ended = (containers: Container[], more: Partial<Task> = {}) => stopped(0, { containers, ...more });

test.each<[string, Container[], number, string]>([
  [
    'the one that failed',
    [
      { name: 'app', exitCode: 3 },
      { name: 'proxy', exitCode: 143 },
    ],
    3,
    'app',
  ],
  [
    'the one that ended well, others being told to stop',
    [
      { name: 'app', exitCode: 0 },
      { name: 'proxy', exitCode: 137 },
    ],
    0,
    'app',
  ],
  [
    'the one that ran out of memory, killed as others are',
    [
      { name: 'app', exitCode: 143 },
      { name: 'proxy', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
    ],
    137,
    'proxy',
  ],
  [
    'any, if all were told to stop',
    [
      { name: 'app', exitCode: 143 },
      { name: 'proxy', exitCode: 143 },
    ],
    143,
    'app',
  ],
])('of several essential containers: %s', (_, containers, exitCode, container) => {
  expect(stateOf(ended(containers), ['app', 'proxy'])).toMatchObject({ code: 'exited', exitCode, container });
});

test('a container that is not essential is not the end', () => {
  const task = ended([
    { name: 'setup', exitCode: 4 },
    { name: 'app', exitCode: 0 },
  ]);
  expect(stateOf(task, ['app'])).toEqual({ code: 'exited', exitCode: 0, container: 'app' });
});

test('what kept the essential container from starting is told', () => {
  const stoppedReason = 'Task failed to start';
  const task = ended([{ name: 'setup', exitCode: 4 }, { name: 'app' }], {
    stopCode: 'TaskFailedToStart',
    stoppedReason,
  });
  expect(stateOf(task, ['app'])).toEqual({ code: 'never-ran', reason: 'Task failed to start; setup exited with 4' });
});

test('who stopped it is told beside the exit code', () => {
  const stoppedReason = 'Your Spot Task was interrupted.';
  const task = ended([{ name: 'app', exitCode: 143 }], { stopCode: 'SpotInterruption', stoppedReason });
  expect(stateOf(task, ['app'])).toMatchObject({ code: 'exited', exitCode: 143, reason: stoppedReason });
});

describe('the exit code of the command', () => {
  const codeFor = (...states: readonly TaskState[]) =>
    exitCodeOf({
      ...{ code: 'stopped', clusterArn: '', taskDefinitionArn: '', clientToken: '', missing: 0, refusals: [] },
      ...{ logsComplete: true, tasks: states.map((state) => ({ taskArn: 't', state })) },
    } satisfies RunTaskResult);
  const exited = (exitCode: number): TaskState => ({ code: 'exited', exitCode, container: 'app' });

  test.each([
    [0, 0],
    [3, 3],
    [255, 255],
    // What a process would end with, save that no failure becomes a success.
    [256, 1],
    [-1, 255],
    // Windows: STATUS_CONTROL_C_EXIT.
    [3_221_225_786, 58],
  ])('of %i is %i', (code, expected) => expect(codeFor(exited(code))).toBe(expected));

  test('of several tasks is the first that is not 0', () => {
    expect(codeFor(exited(0), exited(4), exited(5))).toBe(4);
  });
});
