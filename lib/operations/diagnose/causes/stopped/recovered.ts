import type { Task } from '@aws-sdk/client-ecs';
import { serviceGroup } from '../../../../placement';
import type { FoundService } from '../../../live/service/find-service';
import type { Scene } from '../../scene/scene';

/** A service that runs all its tasks and has lost none for so long has recovered. */
const RECOVERED_MS = 600_000;

/** The service that runs a task, of those that are asked about. */
export const serviceOf = ({ group }: Task, { services }: Scene): FoundService | undefined =>
  services.find(({ serviceName }) => serviceGroup(serviceName) === group);

/** When a task stopped, in milliseconds since 1970. */
export const stopTime = ({ stoppedAt, stoppingAt }: Task): number => (stoppedAt ?? stoppingAt)?.getTime() ?? 0;

/** Whether the service of a task that stopped has got over it. Whoever asks about one task asks about its end. */
export function hasRecovered(last: Task, scene: Scene): boolean {
  const service = serviceOf(last, scene);
  const at = stopTime(last);
  if (!service || scene.task || at === 0 || scene.now - at < RECOVERED_MS) return false;
  const { runningCount = 0, desiredCount = 0, deployments = [] } = service;
  const isDone = deployments.every(({ rolloutState = 'COMPLETED' }) => rolloutState === 'COMPLETED');
  return isDone && runningCount >= desiredCount;
}
