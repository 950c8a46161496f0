import type { Container, Task } from '@aws-sdk/client-ecs';
import { denialIn } from '../../../aws/translate';

/** Why tasks stopped, as far as it is a fault. */
export type StopReason =
  | { readonly code: 'container-exited' }
  | { readonly code: 'out-of-memory' }
  | {
      readonly code: 'image-not-pulled';
      readonly why: 'not-found' | 'refused' | 'no-network' | 'rate-limited' | 'wrong-platform' | 'disk-full' | 'other';
    }
  | {
      /** A role of the task may not do what ECS does for the task before it starts. */
      readonly code: 'permission-missing';
      /** As IAM names it. */
      readonly action?: string;
      readonly resource?: string;
      readonly principal?: string;
    }
  | { readonly code: 'resource-not-initialized' }
  | { readonly code: 'container-not-started' }
  | { readonly code: 'health-check-failed'; readonly by: 'container' | 'load-balancer' }
  | { readonly code: 'spot-interrupted' }
  | { readonly code: 'instance-lost' }
  | { readonly code: 'task-stopped' };

/** What a stopped task says of its end, of itself and of its containers. */
export const reasonText = ({ stoppedReason = '', containers = [] }: Task): string =>
  [stoppedReason, ...containers.flatMap(({ reason }) => (reason && !stoppedReason.includes(reason) ? [reason] : []))]
    .filter((text) => text !== '')
    .join('; ');

/** @returns nothing where the task ended as it should: it was told to, or had done its work */
export function stopReason(task: Task): StopReason | undefined {
  const text = reasonText(task);
  const isOfService = task.group?.startsWith('service:') === true;
  if (/OutOfMemory/i.test(text)) return { code: 'out-of-memory' };
  // Whatever was to be done: the action that is missing says more.
  if (/not authorized to perform/i.test(text)) return { code: 'permission-missing', ...denialIn(text) };
  if (/CannotPull/i.test(text)) return { code: 'image-not-pulled', why: pullFailure(text) };
  const health = /failed (container|ELB) health checks/i.exec(text)?.[1];
  if (health)
    return { code: 'health-check-failed', by: health.toUpperCase() === 'ELB' ? 'load-balancer' : 'container' };
  if (/AccessDenied|unable to assume/i.test(text)) return { code: 'permission-missing', ...denialIn(text) };
  if (/ResourceInitializationError/i.test(text)) return { code: 'resource-not-initialized' };
  if (/Cannot(Start|Create|Inspect)Container|ContainerRuntimeError|CannotCreateVolume/i.test(text)) {
    return { code: 'container-not-started' };
  }
  switch (task.stopCode) {
    case 'SpotInterruption':
      return { code: 'spot-interrupted' };
    case 'TerminationNotice':
      return { code: 'instance-lost' };
    case 'EssentialContainerExited':
      return isOfService || hasFailed(task.containers) ? { code: 'container-exited' } : undefined;
    case 'ServiceSchedulerInitiated':
    case 'UserInitiated':
      return undefined;
  }
  return /Host EC2 .*(terminated|stopped)/i.test(text) ? { code: 'instance-lost' } : { code: 'task-stopped' };
}

const hasFailed = (containers: readonly Container[] = []): boolean =>
  containers.some(({ exitCode }) => exitCode !== undefined && exitCode !== 0);

function pullFailure(text: string): Extract<StopReason, { code: 'image-not-pulled' }>['why'] {
  if (/no space left/i.test(text)) return 'disk-full';
  if (/toomanyrequests|rate limit/i.test(text)) return 'rate-limited';
  if (/no matching manifest|does not match.*platform|descriptor matching platform/i.test(text)) return 'wrong-platform';
  if (
    /i\/o timeout|dial tcp|no such host|request canceled|connection refused|TLS handshake|deadline exceeded/i.test(text)
  ) {
    return 'no-network';
  }
  if (/AccessDenied|not authorized|denied|no basic auth|unauthorized|403/i.test(text)) {
    return /does not exist/i.test(text) ? 'not-found' : 'refused';
  }
  return /not found|does not exist|manifest unknown|NotFound|404/i.test(text) ? 'not-found' : 'other';
}

/** A reason without what differs from task to task, so that like reasons are counted together. */
export const normalized = (reason: string): string =>
  reason
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '…')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '…')
    .replace(/\b[0-9a-f]{32,64}\b/gi, '…')
    .replace(/\bi-[0-9a-f]{8,17}\b/g, 'i-…')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '…')
    .replace(/\bport \d+\b/g, 'port …');
