import { type Instance, nearNames } from '../../placement';
import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/problem/operation-error';
import { describedGroups } from '../live/capacity/auto-scaling-groups';
import type { LiveCluster } from '../live/cluster/live-cluster';

/**
 * The instances that names stand for: one, by its EC2 id, container instance id or ARN; all of a capacity provider; or
 * all of an Auto Scaling group.
 * @throws OperationError with near names
 */
export async function findDrained(
  clients: Clients,
  { cluster, instances }: Pick<LiveCluster, 'cluster' | 'instances'>,
  names: readonly string[],
): Promise<readonly Instance[]> {
  const found = new Set<Instance>();
  for (const name of names) {
    const named = instancesNamed(instances, name) ?? (await instancesOfGroup(clients, instances, name));
    if (named.length === 0) throw notFound(cluster.clusterName, instances, shortName(name));
    for (const one of named) found.add(one);
  }
  return [...found];
}

function instancesNamed(instances: readonly Instance[], name: string): readonly Instance[] | undefined {
  const id = shortName(name);
  const one = instances.filter((instance) => instance.id === id || instance.ec2InstanceId === id);
  if (one.length > 0) return one;
  const all = instances.filter(({ capacityProvider }) => capacityProvider === name);
  return all.length > 0 ? all : undefined;
}

/** Asked only for a name that is nothing else; EC2 ids are no names of groups. */
async function instancesOfGroup(
  clients: Clients,
  instances: readonly Instance[],
  name: string,
): Promise<readonly Instance[]> {
  if (/^i-[0-9a-f]+$/.test(name) || name.startsWith('arn:')) return [];
  const groups = await describedGroups(clients, [name]);
  const ids = new Set(groups.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId)));
  return instances.filter(({ ec2InstanceId }) => ids.has(ec2InstanceId));
}

function notFound(clusterName: string, instances: readonly Instance[], name: string): OperationError {
  const names = instances.flatMap(({ ec2InstanceId = [], capacityProvider = [] }) =>
    [ec2InstanceId, capacityProvider].flat(),
  );
  const isInstance = /^i-[0-9a-f]+$|^[0-9a-f]{32}$|^[0-9a-f-]{36}$/.test(name);
  return new OperationError({
    ...{ code: 'not-found', kind: isInstance ? 'container instance' : 'instance or capacity', name },
    where: isInstance ? `cluster ${clusterName}` : `cluster ${clusterName}, or it has no instances there`,
    near: nearNames(name, [...new Set(names)]),
  });
}
