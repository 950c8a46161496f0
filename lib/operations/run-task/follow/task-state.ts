import type { Container, Task } from '@aws-sdk/client-ecs';
import type { TaskState } from '../run-task-result';

/** Killed at the end of the stop timeout, or asked to stop: what happens to the others when one container ends. */
const SIGNALLED = [137, 143];

/** How far a task came. */
export function stateOf(task: Task, essential: readonly string[]): TaskState {
  if (task.lastStatus !== 'STOPPED') {
    return task.lastStatus === 'RUNNING'
      ? { code: 'running' }
      : { code: 'pending', status: task.lastStatus ?? 'UNKNOWN' };
  }
  const containers = task.containers ?? [];
  const reason = reasonOf(task, containers);
  const ended = firstEnded(containers.filter(({ name }) => essential.includes(name ?? '')));
  if (ended?.exitCode !== undefined) {
    const plain = task.stopCode === undefined || task.stopCode === 'EssentialContainerExited';
    const worthSaying = !plain || ended.reason !== undefined;
    return { code: 'exited', exitCode: ended.exitCode, container: ended.name ?? '', ...(worthSaying && { reason }) };
  }
  return { code: task.startedAt && task.stopCode !== 'TaskFailedToStart' ? 'unknown' : 'never-ran', reason };
}

/** Of several essential containers, one that ended by itself: the others were stopped because of it. */
function firstEnded(essential: readonly Container[]): Container | undefined {
  const ended = essential.filter(({ exitCode }) => exitCode !== undefined);
  const byThemselves = ended.filter(({ exitCode }) => !SIGNALLED.includes(exitCode ?? 0));
  return byThemselves.find(({ exitCode }) => exitCode !== 0) ?? byThemselves[0] ?? ended[0];
}

function reasonOf(task: Task, containers: readonly Container[]): string {
  const reasons = containers.flatMap(({ name, reason }) => (reason ? [`${name}: ${reason}`] : []));
  const all = [...(task.stoppedReason ? [task.stoppedReason] : []), ...reasons];
  return all.length > 0 ? all.join('; ') : (task.stopCode ?? 'ECS gives no reason');
}
