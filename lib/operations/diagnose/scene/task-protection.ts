import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import type { Looker } from '../../live/looker';
import { isOfService } from '../../live/task/task-group';
import type { Scene } from './scene';

/** A task that scale-in protection keeps from being stopped. */
export interface ProtectedTask {
  readonly id: string;
  /** When the protection ends by itself, in ISO 8601. */
  readonly until?: string;
}

/** Those of some tasks that are protected. Only tasks of services can be; ECS is asked about no other. */
export async function protectedAmong(
  tasks: readonly Task[],
  { cluster: { clusterArn: cluster } }: Scene,
  clients: Clients,
  looker: Looker,
): Promise<readonly ProtectedTask[]> {
  const arns = tasks.filter(isOfService).flatMap(({ taskArn }) => taskArn ?? []);
  const answers = await looker.at('scale-in protection of tasks', () =>
    inBatches(
      arns,
      100,
      async (batch) => (await clients.ecs.getTaskProtection({ cluster, tasks: batch })).protectedTasks,
    ),
  );
  return (answers ?? []).flatMap(({ taskArn, protectionEnabled, expirationDate }) =>
    taskArn && protectionEnabled
      ? [{ id: shortName(taskArn), ...(expirationDate && { until: expirationDate.toISOString() }) }]
      : [],
  );
}
