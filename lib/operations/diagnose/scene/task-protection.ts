import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import type { Looker } from '../../live/looker';
import { protectionsOf } from '../../live/task/task-protection';
import type { Scene } from './scene';

/** A task that scale-in protection keeps from being stopped. */
export interface ProtectedTask {
  readonly id: string;
  /** When the protection ends by itself, in ISO 8601. */
  readonly until?: string;
}

/** Those of some tasks that are protected, as far as that may be read. */
export async function protectedAmong(
  tasks: readonly Task[],
  { cluster: { clusterArn: cluster } }: Scene,
  clients: Clients,
  looker: Looker,
): Promise<readonly ProtectedTask[]> {
  const found = await looker.at('scale-in protection of tasks', () => protectionsOf(clients, cluster, tasks));
  return (found ?? []).map(({ taskArn, until }) => ({ id: shortName(taskArn), ...(until && { until }) }));
}
