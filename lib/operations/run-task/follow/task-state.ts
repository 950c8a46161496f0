import type { Container, Task } from '@aws-sdk/client-ecs';
import type { TaskState } from '../run-task-result';

/** Killed at the end of the stop timeout, or asked to stop: what happens to the others when one container ends. */
const SIGNALLED = [137, 143];

/** How far a task came. @param deciding names of the containers whose exit codes may be that of the task */
export function stateOf(task: Task, deciding: readonly string[]): TaskState {
  if (task.lastStatus !== 'STOPPED') {
    return task.lastStatus === 'RUNNING'
      ? { code: 'running' }
      : { code: 'pending', status: task.lastStatus ?? 'UNKNOWN' };
  }
  const containers = task.containers ?? [];
  const ended = firstEnded(containers.filter(({ name }) => deciding.includes(name ?? '')));
  if (ended?.exitCode !== undefined) {
    const plain = task.stopCode === undefined || task.stopCode === 'EssentialContainerExited';
    const reason = plain && ended.reason === undefined ? {} : { reason: reasonOf(task, containers) };
    return { code: 'exited', exitCode: ended.exitCode, container: ended.name ?? '', ...reason };
  }
  const reason = reasonOf(
    task,
    containers,
    containers.filter(({ exitCode = 0 }) => exitCode !== 0),
  );
  return { code: task.startedAt && task.stopCode !== 'TaskFailedToStart' ? 'unknown' : 'never-ran', reason };
}

/**
 * Of several essential containers, one that ended by itself: the others were stopped because of it. One that ECS gives
 * a reason for, such as running out of memory, did so whatever its code.
 */
function firstEnded(essential: readonly Container[]): Container | undefined {
  const ended = essential.filter(({ exitCode }) => exitCode !== undefined);
  const byThemselves = ended.filter(({ exitCode, reason }) => reason || !SIGNALLED.includes(exitCode ?? 0));
  return byThemselves.find(({ exitCode }) => exitCode !== 0) ?? byThemselves[0] ?? ended[0];
}

/** What ECS says, and of a task whose essential container never ended what others that failed before it did. */
function reasonOf(task: Task, containers: readonly Container[], failedBefore: readonly Container[] = []): string {
  const reasons = containers.flatMap(({ name, reason }) => (reason ? [`${name}: ${reason}`] : []));
  const failures = failedBefore.map(({ name, exitCode }) => `${name} exited with ${exitCode}`);
  const all = [...(task.stoppedReason ? [task.stoppedReason] : []), ...failures, ...reasons];
  return all.length > 0 ? all.join('; ') : (task.stopCode ?? 'ECS gives no reason');
}
