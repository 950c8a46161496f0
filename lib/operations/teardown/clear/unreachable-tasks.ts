import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { describedInstances } from '../../live/cluster/container-instances';
import type { Age } from '../teardown-progress';
import type { Attempts } from './attempts';

/** Seconds for an agent to connect again, which it often does by itself. */
const PATIENCE = 60;

/**
 * Counts tasks that are to stop on instances whose agent is not connected: nobody tells them. An instance that goes
 * with the stack is deregistered after a while, which ends its tasks for ECS.
 */
export async function unreachable(
  clients: Clients,
  stopping: readonly Task[],
  {
    cluster,
    age,
    made,
    goes,
  }: {
    readonly cluster: string;
    readonly age: Age;
    readonly made: Attempts;
    /** Whether an instance, by its EC2 id, goes with the stack. */
    readonly goes: (ec2InstanceId: string) => boolean;
  },
): Promise<number> {
  const hosts = [...new Set(stopping.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []))];
  const instances = await describedInstances(clients, cluster, hosts);
  const away = instances.filter(({ agentConnected }) => agentConnected === false);
  for (const { containerInstanceArn = '', ec2InstanceId = '' } of away) {
    if (!goes(ec2InstanceId) || age(`disconnected ${containerInstanceArn}`) < PATIENCE) continue;
    await deregister(clients, cluster, containerInstanceArn, made);
  }
  const arns = new Set(away.map(({ containerInstanceArn }) => containerInstanceArn));
  return stopping.filter(({ containerInstanceArn }) => arns.has(containerInstanceArn)).length;
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
