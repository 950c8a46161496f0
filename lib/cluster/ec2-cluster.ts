import { RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  type CfnCluster,
  type CloudMapNamespaceOptions,
  Cluster,
  ContainerInsights,
  type ExecuteCommandConfiguration,
  ExecuteCommandLogging,
  type ManagedStorageConfiguration,
} from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { MisuseError } from '../errors';
import { Capacity } from './capacity/capacity';
import type { CapacitySpec } from './capacity/purchase-options';
import { type ICapacityCluster, lookUp } from './capacity-cluster';
import { type CapacityClusterAttributes, importCluster } from './imported-cluster';
import { type CapacityStrategy, renderStrategy } from './strategy';

/** Properties of an `Ec2Cluster`. */
export interface Ec2ClusterProps<C extends string = string> {
  /** The VPC of the instances and, in awsvpc mode, of the tasks. */
  readonly vpc: IVpc;

  /**
   * The cluster's capacity, one to twenty, under names of your choice: services and jobs name them, and a misspelt
   * name does not compile. Declare each with `onDemand`, `spot`, `mixed` or `reserved`.
   */
  readonly capacity: { readonly [K in C]: CapacitySpec };

  /**
   * What runs tasks that name no capacity themselves, such as those of a plain `ecs.Ec2Service` made elsewhere.
   * (The CDK's own `ecs.Ec2Service` without a strategy asks for the launch type EC2 and ignores this.)
   *
   * @default - nothing; Stowage's services and jobs always say their capacity
   */
  readonly defaultStrategy?: CapacityStrategy<NoInfer<C>>;

  /**
   * Whether CloudWatch gathers the cluster's metrics.
   *
   * @default ContainerInsights.ENABLED - without it nobody sees how full the instances are; ENHANCED adds figures for
   * each container, at a price for each
   */
  readonly containerInsights?: ContainerInsights;

  /**
   * Where ECS Exec logs what people type into containers, and the key that encrypts their sessions.
   *
   * @default - a log group of the cluster, kept for a month and deleted with the cluster
   */
  readonly executeCommandConfiguration?: ExecuteCommandConfiguration;

  /**
   * The KMS keys of the storage that ECS manages for tasks, such as EBS volumes configured at launch.
   *
   * @default - keys of AWS
   */
  readonly managedStorageConfiguration?: ManagedStorageConfiguration;

  /**
   * A Cloud Map namespace for service discovery and Service Connect.
   *
   * @default - none
   */
  readonly defaultCloudMapNamespace?: CloudMapNamespaceOptions;

  /**
   * Turns ENI trunking on for the instances' roles, so that many more tasks in awsvpc mode fit an instance. Account
   * settings have no CloudFormation resource: a small inline Lambda function sets it before the first instance starts.
   * It cannot reach instances that run already, and types without trunking (t3, t4g and others) stay as they are.
   * Whoever manages account settings centrally leaves this off and runs, once in each region,
   * `aws ecs put-account-setting-default --name awsvpcTrunking --value enabled`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   * @default false - the account decides
   */
  readonly trunking?: boolean;
}

const MAX_CAPACITIES = 20;
const CAPACITY_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/**
 * An ECS cluster whose tasks run on EC2 instances, with its capacity declared under names.
 *
 * It is an `ecs.Cluster`: everything in the CDK that takes one takes it. It has no physical names, so nothing of it
 * stands in the way of a replacement, and its parts are deleted in an order in which tasks can drain.
 *
 * @throws MisuseError `CapacityEmpty`, `CapacityTooMany`, `CapacityNameInvalid`, and what each capacity refuses
 */
export class Ec2Cluster<C extends string = string> extends Cluster implements ICapacityCluster<C> {
  /**
   * An existing cluster, with names for its capacity providers that the compiler checks like those of an own cluster.
   * Give its `securityGroups` (those of the instances) if services in bridge or host mode stand behind load balancers.
   */
  static fromCapacityAttributes<C extends string>(
    scope: Construct,
    id: string,
    attributes: CapacityClusterAttributes<C>,
  ): ICapacityCluster<C> {
    return importCluster(scope, id, attributes);
  }

  readonly capacityKeys: readonly C[];

  private readonly capacities: ReadonlyMap<string, Capacity>;
  private readonly sessionConfiguration: ExecuteCommandConfiguration;

  constructor(scope: Construct, id: string, props: Ec2ClusterProps<C>) {
    super(scope, id, {
      vpc: props.vpc,
      containerInsightsV2: props.containerInsights ?? ContainerInsights.ENABLED,
      defaultCloudMapNamespace: props.defaultCloudMapNamespace,
      executeCommandConfiguration: props.executeCommandConfiguration,
      managedStorageConfiguration: props.managedStorageConfiguration,
    });
    this.sessionConfiguration = props.executeCommandConfiguration ?? this.logSessions();
    this.capacityKeys = Object.keys(props.capacity) as C[];
    this.requireNames();
    const parent = new Construct(this, 'Capacities');
    const place = { cluster: this, vpc: props.vpc, trunking: props.trunking ?? false };
    this.capacities = new Map(
      this.capacityKeys.map((key) => [key, new Capacity(parent, key, place, props.capacity[key])]),
    );
    // The L2 leaves this out for capacity providers; a load balancer could then not reach tasks in bridge mode.
    for (const { securityGroup } of this.capacities.values()) this.connections.addSecurityGroup(securityGroup);
    if (props.defaultStrategy) {
      this.addDefaultCapacityProviderStrategy(renderStrategy<C>(this, props.defaultStrategy, this));
    }
  }

  /**
   * What was made for a capacity: the Auto Scaling group, its launch template and role, the capacity provider.
   *
   * @throws MisuseError `CapacityUnknown` when the cluster has no capacity of that name
   */
  capacityOf(key: C): Capacity {
    return lookUp(this.capacities, key, this);
  }

  capacityProviderName(key: C): string {
    return this.capacityOf(key).provider.capacityProviderName;
  }

  override get executeCommandConfiguration(): ExecuteCommandConfiguration {
    return this.sessionConfiguration;
  }

  /** A log group below the cluster cannot be made before the cluster is: the L2's own property comes too early. */
  private logSessions(): ExecuteCommandConfiguration {
    const logGroup = new LogGroup(this, 'ExecSessions', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const resource = this.node.defaultChild as CfnCluster;
    resource.configuration = {
      ...(resource.configuration as CfnCluster.ClusterConfigurationProperty | undefined),
      executeCommandConfiguration: {
        logging: ExecuteCommandLogging.OVERRIDE,
        logConfiguration: { cloudWatchLogGroupName: logGroup.logGroupName },
      },
    };
    return { logging: ExecuteCommandLogging.OVERRIDE, logConfiguration: { cloudWatchLogGroup: logGroup } };
  }

  private requireNames(): void {
    const count = this.capacityKeys.length;
    if (count === 0) throw new MisuseError('CapacityEmpty', 'declare at least one capacity', this);
    if (count > MAX_CAPACITIES) {
      throw new MisuseError('CapacityTooMany', `${count} capacities; a cluster takes ${MAX_CAPACITIES}`, this);
    }
    const invalid = this.capacityKeys.find((key) => !CAPACITY_NAME.test(key));
    if (invalid !== undefined) {
      throw new MisuseError(
        'CapacityNameInvalid',
        `'${invalid}': take a letter, then letters, digits, - and _, 64 at most`,
        this,
      );
    }
  }
}
