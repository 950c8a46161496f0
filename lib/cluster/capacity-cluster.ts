import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { MisuseError } from '../errors';

/**
 * A cluster whose capacities have names that the compiler knows: an `Ec2Cluster`, or an imported cluster.
 * It is an `ecs.ICluster`, so everything in the CDK that takes a cluster takes it.
 */
export interface ICapacityCluster<C extends string = string> extends ICluster {
  /** The names of the cluster's capacities, in the order in which they were declared. */
  readonly capacityKeys: readonly C[];

  /**
   * The name of the capacity provider behind a capacity (usually a token).
   *
   * @throws MisuseError `CapacityUnknown` when the cluster has no capacity of that name
   */
  capacityProviderName(key: C): string;
}

/** Whether a cluster knows its capacities by name. */
export function isCapacityCluster(cluster: ICluster): cluster is ICapacityCluster {
  return 'capacityKeys' in cluster && 'capacityProviderName' in cluster;
}

/** What stands under a capacity's name. */
export function lookUp<T>(capacities: ReadonlyMap<string, T>, key: string, cluster: ICluster): T {
  const found = capacities.get(key);
  if (found !== undefined) return found;
  const known = [...capacities.keys()].join(', ');
  throw new MisuseError('CapacityUnknown', `no capacity '${key}'; the cluster has: ${known}`, cluster);
}
