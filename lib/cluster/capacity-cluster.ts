import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';
import { didYouMean } from '../placement/near-names';

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
  requireCapacity([...capacities.keys()], key, cluster);
  return capacities.get(key)!;
}

/** @throws MisuseError `CapacityUnknown` at the construct that names a capacity which the cluster does not have */
export function requireCapacity(known: readonly string[], key: string, scope: IConstruct): void {
  if (known.includes(key)) return;
  const meant = didYouMean(key, known);
  const hint = meant === undefined ? `the cluster has: ${known.join(', ')}` : `did you mean '${meant}'?`;
  throw new MisuseError('CapacityUnknown', `no capacity '${key}'; ${hint}`, scope);
}
