import type { Container, Task } from '@aws-sdk/client-ecs';
import { isOfService } from '../../../live/task/task-group';
import { reasonIn } from './reason-words';
import type { StopReason } from './stop-reason';

/** What a stopped task says of its end, of itself and of its containers. */
export const reasonText = ({ stoppedReason = '', containers = [] }: Task): string =>
  [stoppedReason, ...containers.flatMap(({ reason }) => (reason && !stoppedReason.includes(reason) ? [reason] : []))]
    .filter((text) => text !== '')
    .join('; ');

/** @returns nothing where the task ended as it should: it was told to, or had done its work */
export function whyStopped(task: Task): StopReason | undefined {
  const told = reasonIn(reasonText(task));
  if (told) return told;
  switch (task.stopCode) {
    case 'SpotInterruption':
      return { code: 'spot-interrupted' };
    case 'TerminationNotice':
      return { code: 'instance-lost' };
    case 'EssentialContainerExited':
      return isOfService(task) || hasFailed(task.containers) ? { code: 'container-exited' } : undefined;
    case 'ServiceSchedulerInitiated':
    case 'UserInitiated':
      return undefined;
  }
  return { code: 'task-stopped' };
}

const hasFailed = (containers: readonly Container[] = []): boolean =>
  containers.some(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
