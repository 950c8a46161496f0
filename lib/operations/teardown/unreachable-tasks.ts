import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../aws/clients';
import { inBatches } from '../live/pages';
import type { Attempts } from './attempts';
import type { Age } from './teardown-progress';

/** Seconds for an agent to connect again, which it often does by itself. */
const PATIENCE = 60;

/**
 * Counts tasks that are to stop on instances whose agent is not connected: nobody tells them. In a cluster that goes
 * with the stack such an instance is deregistered after a while, which ends its tasks for ECS.
 */
export async function unreachable(
  clients: Clients,
  {
    cluster,
    isOwn,
    stopping,
    age,
    made,
  }: {
    readonly cluster: string;
    readonly isOwn: boolean;
    readonly stopping: readonly Task[];
    readonly age: Age;
    readonly made: Attempts;
  },
): Promise<number> {
  const hosts = [...new Set(stopping.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []))];
  const instances = await inBatches(
    hosts,
    100,
    async (containerInstances) =>
      (await clients.ecs.describeContainerInstances({ cluster, containerInstances })).containerInstances,
  );
  const away = instances.flatMap(({ agentConnected, containerInstanceArn }) =>
    agentConnected === false && containerInstanceArn ? containerInstanceArn : [],
  );
  for (const containerInstance of away) {
    if (!isOwn || age(`disconnected ${containerInstance}`) < PATIENCE) continue;
    await deregister(clients, cluster, containerInstance, made);
  }
  return stopping.filter(({ containerInstanceArn = '' }) => away.includes(containerInstanceArn)).length;
}

/** Takes an instance out of a cluster, whatever runs on it. One that has gone meanwhile is refused. */
export const deregister = (
  clients: Clients,
  cluster: string,
  containerInstance: string,
  made: Attempts,
): Promise<void> =>
  made.make(
    () => clients.ecs.deregisterContainerInstance({ cluster, containerInstance, force: true }),
    ...['InvalidParameterException', 'ClientException'],
  );
