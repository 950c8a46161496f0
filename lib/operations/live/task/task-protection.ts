import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import { isOfService } from './task-group';

/** A task that scale-in protection keeps from being stopped. */
export interface TaskProtection {
  readonly taskArn: string;
  /** When the protection ends by itself, in ISO 8601. */
  readonly until?: string;
}

/** Those of a cluster's tasks that are protected. Only tasks of services can be; ECS is asked about no other. */
export async function protectionsOf(
  clients: Clients,
  cluster: string,
  tasks: readonly Task[],
): Promise<readonly TaskProtection[]> {
  const found = await inBatches(
    tasks.filter(isOfService).flatMap(({ taskArn }) => taskArn ?? []),
    100,
    async (batch) => (await clients.ecs.getTaskProtection({ cluster, tasks: batch })).protectedTasks,
  );
  return found.flatMap(({ taskArn, protectionEnabled, expirationDate }) =>
    taskArn && protectionEnabled ? [{ taskArn, ...(expirationDate && { until: expirationDate.toISOString() }) }] : [],
  );
}
