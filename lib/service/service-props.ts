import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { ICluster, PropagatedTagSource, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { CapacityStrategy, ICapacityCluster } from '../cluster';
import type { Refused } from '../task';
import type { Deployment } from './deployment/deployment';
import type { CloudMap } from './discovery/cloud-map';
import type { ServiceConnect } from './discovery/service-connect';
import type { Exposure } from './load-balancing/exposure';
import type { PlacementOptions } from './placement/placement';
import type { Scaling } from './scaling';

/** The part of a service's properties that depends on whether it is a daemon. */
export type CapacityPart<C extends string, D extends boolean> = [D] extends [true]
  ? {
      /** A daemon is no capacity provider's task: it runs on every instance. */
      readonly capacity?: Refused<'a daemon runs on every instance; leave out capacity'>;
    }
  : {
      /**
       * Which capacities run the tasks, and how much each. It is required: a service without a strategy gets a launch
       * type, and its tasks then never make a capacity provider add instances.
       */
      readonly capacity: CapacityStrategy<C>;
    };

/**
 * What a {@link Service} takes; see {@link ServiceOptions} and, for `capacity`, {@link CapacityPart}.
 */
export type ServiceProps<
  T extends TaskDefinition = TaskDefinition,
  C extends string = string,
  D extends boolean = false,
  M extends number = never,
> = ServiceOptions<T, C, D, M> & CapacityPart<NoInfer<C>, D>;

/**
 * What a {@link Service} takes besides its capacity. `T` is the task definition, whose container and port names the
 * options may mention; `C` are the cluster's capacity names; `D` tells a daemon, and `M` whether the service scales.
 */
export interface ServiceOptions<
  T extends TaskDefinition = TaskDefinition,
  C extends string = string,
  D extends boolean = false,
  M extends number = never,
> {
  /** The cluster: an `Ec2Cluster`, or any other, whose capacity providers are then named themselves. */
  readonly cluster: ICapacityCluster<C> | ICluster;

  /** What runs. It must be able to run on EC2. */
  readonly taskDefinition: T;

  /**
   * Whether one task runs on every instance of the cluster, or on those that the placement constraints allow.
   *
   * @default false
   */
  readonly daemon?: D;

  /**
   * How many tasks run.
   *
   * @default - not in the template: ECS starts one, and a deployment leaves alone what scaling or a person has changed
   */
  readonly desiredCount?: [D] extends [true]
    ? Refused<'a daemon runs one task on every instance; leave out desiredCount'>
    : [M] extends [never]
      ? number
      : Refused<'scaling sets the number of tasks; leave out desiredCount'>;

  /** How the number of tasks follows the load. @default - it does not */
  readonly scaling?: [D] extends [true] ? Refused<'a daemon has one task an instance; leave out scaling'> : Scaling<M>;

  /**
   * How a new version replaces the old one.
   *
   * @default - rolling between 100 and 200 percent (a daemon: 0 and 100), circuit breaker with rollback
   */
  readonly deployment?: Deployment;

  /** Where the tasks may and should run. @default - spread by zone, then binpack by memory */
  readonly placement?: PlacementOptions;

  /**
   * Whether ECS evens out the zones by itself. It needs `maximumPercent` above 100, spread by zone as the first
   * placement strategy if there is any, and no constraint on the zone.
   *
   * @default - on where ECS allows it, and always written into the template; turn it off for tasks that hold state
   */
  readonly availabilityZoneRebalancing?: boolean;

  /** The ports that load balancers reach. @default - none */
  readonly loadBalancing?: readonly Exposure<T>[];

  /**
   * How long ECS ignores failing health checks of a new task.
   *
   * @default - the start-up budget of the task definition and the time the load balancer takes to notice; required with
   * `loadBalancing` where a container behind it has no health check
   */
  readonly healthCheckGracePeriod?: Duration;

  /** Service Connect; `{}` makes the service a client. @default - none */
  readonly serviceConnect?: ServiceConnect<T>;

  /** A name in Cloud Map. @default - none */
  readonly cloudMap?: CloudMap<T>;

  /** The subnets of the tasks' network interfaces; only in awsvpc mode. @default - the VPC's private subnets */
  readonly vpcSubnets?: SubnetSelection;

  /** The security groups of the tasks; only in awsvpc mode. @default - a new one, open to nothing but what is exposed */
  readonly securityGroups?: readonly ISecurityGroup[];

  /**
   * Whether a person may open a shell in the containers (ECS Exec).
   *
   * @default false - a shell in production should be a decision
   */
  readonly exec?: boolean;

  /** Where the tags of tasks come from. @default PropagatedTagSource.SERVICE - costs can be told apart by service */
  readonly propagateTags?: PropagatedTagSource;

  /** Whether ECS tags the tasks with cluster and service. @default true - costs can be told apart by service */
  readonly ecsManagedTags?: boolean;

  /**
   * A value whose change starts a new deployment even if nothing else changes, such as a secret's version.
   *
   * @default - only changes of the service start a deployment
   */
  readonly redeployOn?: string;

  /** The service's name. @default - a generated one: a service with a fixed name cannot be replaced */
  readonly serviceName?: string;
}

/** The properties of any service, once the compiler has checked the names. */
export type NamedServiceProps = Omit<ServiceOptions<TaskDefinition, string, boolean, number>, 'desiredCount'> & {
  readonly desiredCount?: number;
  readonly capacity?: CapacityStrategy;
};
