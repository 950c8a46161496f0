import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { containerInstancesOf } from '../../live/cluster/container-instances';
import type { TeardownPlan } from '../plan/teardown-plan';
import type { RegistrationsLeft } from '../teardown-progress';
import { attempts } from './attempts';
import { deregister } from './unreachable-tasks';

/**
 * Takes what is left of instances out of a stack's clusters, which could not be deleted with them. The groups are empty
 * by then: what is registered has gone, or runs by itself.
 * @returns what is left; undefined once nothing is
 */
export async function clearRegistrations(
  clients: Clients,
  { clusters, instances, withOthers }: TeardownPlan,
): Promise<RegistrationsLeft | undefined> {
  const left: Record<string, number> = {};
  const made = attempts();
  for (const cluster of clusters) {
    for (const { containerInstanceArn, ec2InstanceId = '', agentConnected } of await registeredIn(clients, cluster)) {
      if (!containerInstanceArn) continue;
      left[shortName(cluster)] = (left[shortName(cluster)] ?? 0) + 1;
      // One that somebody else has registered since the plan was made is only waited for.
      if (agentConnected && !withOthers && !instances.includes(ec2InstanceId)) continue;
      await deregister(clients, cluster, containerInstanceArn, made);
    }
  }
  return Object.keys(left).length > 0 ? { code: 'registrations', clusters: left } : undefined;
}

async function registeredIn(clients: Clients, clusterArn: string) {
  try {
    return await containerInstancesOf(clients, { clusterArn, clusterName: clusterArn });
  } catch (error) {
    if (refusedWith(error, 'ClusterNotFoundException')) return [];
    throw error;
  }
}
