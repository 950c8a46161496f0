import type { ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { ICluster, PlacementStrategy, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { CapacityStrategy, ICapacityCluster } from '../cluster';
import type { ContainerOverrides } from './container-overrides';

/** What every job says: which task runs where. */
export interface Job<C extends string, T extends TaskDefinition> {
  /** Cluster that runs the task: an `Ec2Cluster`, or any other, whose capacity providers are then named themselves. */
  readonly cluster: ICapacityCluster<C> | ICluster;

  /** Which capacities run the task. A launch type is never set: with one, ECS adds no instance for the task. */
  readonly capacity: CapacityStrategy<NoInfer<C>>;

  /** What runs. It must be able to run on EC2. */
  readonly taskDefinition: T;

  /**
   * What this job does differently from the task definition, by container.
   *
   * @default - nothing
   */
  readonly overrides?: ContainerOverrides<NoInfer<T>>;

  /**
   * How an instance is chosen.
   *
   * @default [PlacementStrategy.packedByMemory()] - jobs fill gaps, and fewer instances wait for their end to scale in
   */
  readonly placementStrategies?: readonly PlacementStrategy[];

  /**
   * The subnets of the task's network interface; only in awsvpc mode.
   *
   * @default - the VPC's private subnets: a task on an EC2 instance never gets a public address
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the task; only in awsvpc mode.
   *
   * @default - a new one, so that `database.connections.allowDefaultPortFrom(job)` lets in this job alone
   */
  readonly securityGroups?: readonly ISecurityGroup[];
}

/** Any job, once the compiler has checked the names. */
export type NamedJob = Omit<Job<string, TaskDefinition>, 'overrides'> & {
  readonly overrides?: ContainerOverrides<TaskDefinition>;
};
