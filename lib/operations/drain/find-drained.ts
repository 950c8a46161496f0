import { type Instance, nearNames } from '../../placement';
import { OperationError } from '../aws/operation-error';
import type { LiveCluster } from '../live/live-cluster';
import { shortName } from '../live/pages';

/**
 * The instances that a name stands for: one, by its EC2 id, container instance id or ARN; or all of a capacity
 * provider.
 * @throws OperationError with near names
 */
export function findDrained({ cluster, instances }: LiveCluster, name: string): readonly Instance[] {
  const id = shortName(name);
  const one = instances.filter((instance) => instance.id === id || instance.ec2InstanceId === id);
  if (one.length > 0) return one;
  const all = instances.filter(({ capacityProvider }) => capacityProvider === name);
  if (all.length > 0) return all;
  const names = instances.flatMap((instance) => [instance.ec2InstanceId ?? [], instance.capacityProvider ?? []].flat());
  throw new OperationError({
    code: 'not-found',
    kind: 'container instance',
    name: id,
    where: `cluster ${cluster.clusterName}`,
    near: nearNames(id, [...new Set(names)]),
  });
}
