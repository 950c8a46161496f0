import { Cluster, type ClusterAttributes } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { type ICapacityCluster, lookUp } from './capacity-cluster';

/** What identifies an existing cluster and its capacities. */
export interface CapacityClusterAttributes<C extends string = string>
  extends Omit<ClusterAttributes, 'hasEc2Capacity'> {
  /** The names by which services call the capacities, and the name of the capacity provider behind each. */
  readonly capacity: { readonly [K in C]: string };
}

/** An existing cluster with names for its capacity providers: see `Ec2Cluster.fromCapacityAttributes`. */
export function importCluster<C extends string>(
  scope: Construct,
  id: string,
  attributes: CapacityClusterAttributes<C>,
): ICapacityCluster<C> {
  const { capacity, ...clusterAttributes } = attributes;
  const providers = new Map(Object.entries<string>(capacity));
  const cluster = Cluster.fromClusterAttributes(scope, id, clusterAttributes);
  return Object.assign(cluster, {
    capacityKeys: Object.keys(capacity) as C[],
    capacityProviderName: (key: C) => lookUp(providers, key, cluster),
  });
}
