import type { Task } from '@aws-sdk/client-ecs';
import { normalizedReason } from '../../../../lib/operations/diagnose/causes/stopped/normalized-reason';
import { reasonIn } from '../../../../lib/operations/diagnose/causes/stopped/reason-words';
import { whyStopped } from '../../../../lib/operations/diagnose/causes/stopped/why-stopped';
import { pull, STOP_MESSAGES } from './stop-messages';

test.each(STOP_MESSAGES)('%s: %s', (_, message, expected) => {
  expect(reasonIn(message)).toMatchObject(expected);
  // Whatever ECS says the end was initiated by, and wherever it says it.
  const containers = [{ name: 'app', reason: message }];
  for (const task of [{ stoppedReason: message }, { stoppedReason: 'Task failed to start', containers }]) {
    expect(whyStopped({ ...task, stopCode: 'TaskFailedToStart' })).toMatchObject(expected);
    expect(whyStopped({ ...task, stopCode: 'ServiceSchedulerInitiated' })).toMatchObject(expected);
  }
});

test.each<[string, Task, object | undefined]>([
  // docs: stopped-task-error-codes; amazon-ecs-agent#625 for 139.
  [
    'a container of a service ended',
    { stopCode: 'EssentialContainerExited', containers: [{ exitCode: 139 }] },
    { code: 'container-exited' },
  ],
  [
    'a service whose container ends with 0',
    { stopCode: 'EssentialContainerExited', containers: [{ exitCode: 0 }] },
    { code: 'container-exited' },
  ],
  [
    'Spot',
    { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' },
    { code: 'spot-interrupted' },
  ],
  ['a notice of termination', { stopCode: 'TerminationNotice' }, { code: 'instance-lost' }],
  ['anything else', { stopCode: 'TaskFailedToStart', stoppedReason: 'Task failed to start' }, { code: 'task-stopped' }],
  [
    'a deployment, which is none',
    {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
      containers: [{ exitCode: 137 }],
    },
    undefined,
  ],
  ['a person, which is none', { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' }, undefined],
])('why a task of a service stopped: %s', (_, task, expected) => {
  expect(whyStopped({ group: 'service:Web', stoppedReason: 'Essential container in task exited', ...task })).toEqual(
    expected,
  );
});

test('a task that was run alone and has done its work ended as it should', () => {
  const job: Task = { group: 'family:job', stopCode: 'EssentialContainerExited' };
  expect(whyStopped({ ...job, containers: [{ exitCode: 0 }] })).toBeUndefined();
  expect(whyStopped({ ...job, containers: [{ exitCode: 1 }] })).toEqual({ code: 'container-exited' });
});

test('figures in a digest or an account are no status codes', () => {
  const digest = `${pull}ref pull has been retried 1 time(s): unexpected end of web@sha256:403404403404 in 404403404403`;
  expect(reasonIn(digest)).toEqual({ code: 'image-not-pulled', why: 'other' });
});

test('reasons that differ by ids, addresses and times only are one reason', () => {
  const reason = (id: string, at: string) =>
    `at ${at}: dial tcp 10.0.0.${id}:443: no answer for task ${id.repeat(32)} on i-0000000${id}, request id: 7463029c-${id}, GetImageBlob44${id}`;
  expect(normalizedReason(reason('1', '2026-01-01T00:00:00Z'))).toBe(
    normalizedReason(reason('2', '2026-01-01T00:00:09.5Z')),
  );
  expect(normalizedReason('exit 1')).not.toBe(normalizedReason('exit 2'));
});
