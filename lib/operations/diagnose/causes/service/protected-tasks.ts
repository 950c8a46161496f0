import { serviceGroup } from '../../../../placement';
import type { FoundService } from '../../../live/service/find-service';
import { isDaemon, primaryOf } from '../../../live/service/service-kind';
import type { Look } from '../../look';
import { type ProtectedTask, protectedAmong } from '../../scene/task-protection';

/** Tasks that a service should stop, and that scale-in protection keeps. */
export interface ProtectedTasks {
  readonly code: 'tasks-protected';
  readonly service: string;
  /** What waits for their end: a deployment that replaces them, or a smaller desired count. */
  readonly holds: 'deployment' | 'scale-in';
  /** Never empty. */
  readonly tasks: readonly ProtectedTask[];
}

/** Scale-in protection that holds up services; ECS is asked only where tasks are to be stopped. */
export async function protectedTasks(look: Look): Promise<readonly ProtectedTasks[]> {
  const causes = await Promise.all(
    look.scene.services.filter(({ status }) => status === 'ACTIVE').map((service) => causeOf(service, look)),
  );
  return causes.flatMap((one) => one ?? []);
}

async function causeOf(service: FoundService, { scene, clients, looker }: Look): Promise<ProtectedTasks | undefined> {
  const { serviceName, deployments = [], desiredCount = 0 } = service;
  const running = (scene.tasks ?? []).filter(
    ({ group, lastStatus }) => group === serviceGroup(serviceName) && lastStatus === 'RUNNING',
  );
  const primary = primaryOf(service);
  const older = deployments.length > 1 ? running.filter(({ startedBy }) => startedBy !== primary?.id) : [];
  const isSurplus = !isDaemon(service) && deployments.length === 1 && running.length > desiredCount;
  const toStop = older.length > 0 ? older : isSurplus ? running : [];
  if (toStop.length === 0) return undefined;
  const tasks = await protectedAmong(toStop, scene, clients, looker);
  // Of a surplus ECS stops those first that are not protected.
  const isHeld = older.length > 0 ? tasks.length > 0 : tasks.length > desiredCount;
  if (!isHeld) return undefined;
  return { code: 'tasks-protected', service: serviceName, holds: older.length > 0 ? 'deployment' : 'scale-in', tasks };
}
