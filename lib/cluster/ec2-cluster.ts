import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, type ClusterAttributes, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { MisuseError } from '../errors';
import { Capacity } from './capacity/capacity';
import type { CapacitySpec } from './capacity/purchase-options';
import type { ICapacityCluster } from './capacity-cluster';

/** Properties of an `Ec2Cluster`. */
export interface Ec2ClusterProps<C extends string = string> {
  /** The VPC of the instances and, in awsvpc mode, of the tasks. */
  readonly vpc: IVpc;

  /** The cluster's capacity under names of your choice; services and jobs then name them. */
  readonly capacity: { readonly [K in C]: CapacitySpec };
}

/** What identifies an existing cluster and its capacities. */
export interface CapacityClusterAttributes<C extends string = string>
  extends Omit<ClusterAttributes, 'hasEc2Capacity'> {
  /** The names by which services call the capacities, and the capacity provider behind each. */
  readonly capacity: { readonly [K in C]: string };
}

/**
 * An ECS cluster whose tasks run on EC2 instances, with its capacity declared under names.
 *
 * It is an `ecs.Cluster`: everything in the CDK that takes one takes it.
 */
export class Ec2Cluster<C extends string = string> extends Cluster implements ICapacityCluster<C> {
  /**
   * An existing cluster, with names for its capacity providers that the compiler checks like those of an own cluster.
   *
   * @throws MisuseError `CapacityUnknown` when asked for a name that was not given
   */
  static fromCapacityAttributes<C extends string>(
    scope: Construct,
    id: string,
    attributes: CapacityClusterAttributes<C>,
  ): ICapacityCluster<C> {
    const providers: Readonly<Record<string, string>> = attributes.capacity;
    const cluster: ICluster = Cluster.fromClusterAttributes(scope, id, attributes);
    return Object.assign(cluster, {
      capacityKeys: keysOf(attributes.capacity),
      capacityProviderName: (key: C) => providers[key] ?? refuseUnknown(key, Object.keys(providers), cluster),
    });
  }

  readonly capacityKeys: readonly C[];

  private readonly capacities: ReadonlyMap<string, Capacity>;

  constructor(scope: Construct, id: string, props: Ec2ClusterProps<C>) {
    super(scope, id, { vpc: props.vpc });
    this.capacityKeys = keysOf(props.capacity);
    const parent = new Construct(this, 'Capacity');
    this.capacities = new Map(
      this.capacityKeys.map((key) => [key, new Capacity(parent, key, props.vpc, props.capacity[key])]),
    );
    for (const capacity of this.capacities.values()) {
      this.addAsgCapacityProvider(capacity.provider);
      this.connections.addSecurityGroup(...capacity.asg.connections.securityGroups);
    }
  }

  /**
   * What was made for a capacity: the Auto Scaling group, the capacity provider, the architecture of its instances.
   *
   * @throws MisuseError `CapacityUnknown` when the cluster has no capacity of that name
   */
  capacityOf(key: C): Capacity {
    return this.capacities.get(key) ?? refuseUnknown(key, this.capacityKeys, this);
  }

  capacityProviderName(key: C): string {
    return this.capacityOf(key).provider.capacityProviderName;
  }
}

function keysOf<C extends string>(capacity: { readonly [K in C]: unknown }): C[] {
  return Object.keys(capacity) as C[];
}

function refuseUnknown(key: string, keys: readonly string[], cluster: ICluster): never {
  throw new MisuseError('CapacityUnknown', `no capacity '${key}'; the cluster has: ${keys.join(', ')}`, cluster);
}
