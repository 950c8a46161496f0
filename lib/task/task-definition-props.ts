import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { CpuArchitecture } from '../placement';
import type { ContainerPart, HealthPart, PortsPart } from './container/container-props';
import type { TaskSize } from './container/sizes';
import type { HealthCheck } from './health/health-check';
import type { Namespaces } from './isolation/namespaces';
import type { Logging } from './logging/logging';
import type { HealthyNames, PortNames, Refused } from './names';
import type { NetworkMode } from './network-mode';
import type { PlacementExpression } from './placement/expression-builder';
import type { TaskVolume } from './volumes/volume';

/** What a container's health check must be: one that asks a port of the container, or none. */
type CheckedHealth<W, P extends string> =
  W extends HealthCheck<infer Q>
    ? [Q] extends [P]
      ? HealthCheck<P>
      : Refused<`healthCheck asks port ${Q}, which this container does not have`>
    : HealthCheck<P>;

/**
 * The containers of a task definition by name. The first two parts infer what each container has, the third checks
 * every name that another container or the task mentions.
 */
export type ContainerMap<P, H, V extends string, N extends NetworkMode> = {
  readonly [K in keyof P]: PortsPart<P[K], NoInfer<N>>;
} & { readonly [K in keyof H]: HealthPart<H[K]> } & {
  readonly [K in keyof NoInfer<P>]: ContainerPart<
    keyof NoInfer<P> & string,
    NoInfer<V>,
    NoInfer<N>,
    CheckedHealth<K extends keyof H ? NoInfer<H>[K] : unknown, PortNames<NoInfer<P>[K]>>,
    HealthyNames<NoInfer<H>>
  >;
};

/** What a {@link TaskDefinition} takes. */
export interface TaskDefinitionProps<P, H, V extends string, N extends NetworkMode> extends TaskSize, Namespaces {
  /**
   * How the containers reach the network. There is no default, as each mode has its price: awsvpc takes one of the
   * instance's few network interfaces, bridge opens a range of the instance's ports to the load balancer, host allows
   * one copy of a port on an instance.
   */
  readonly networkMode: N;
  /** The containers by name. At least one is essential. */
  readonly containers: ContainerMap<P, H, V, N>;
  /** The volumes by name. @default - none */
  readonly volumes?: { readonly [Q in V]: TaskVolume };
  /**
   * The architecture of the images. ECS on EC2 does not choose instances by it; a service of this package refuses
   * capacity of another one.
   *
   * @default - not stated
   */
  readonly architecture?: CpuArchitecture;
  /** Where the containers' output goes. @default awsLogs() - one log group for the task definition, kept a month */
  readonly logging?: Logging | ecs.LogDriver;
  /**
   * Instances that may run the task: expressions of the cluster query language, as text or from {@link attribute}; all
   * must hold. At most 10 together with those of the service.
   *
   * @default - every instance of the capacity
   */
  readonly placementConstraints?: readonly (PlacementExpression | string)[];
  /** The role of the application in the containers. @default - a new one without permissions */
  readonly taskRole?: iam.IRole;
  /**
   * The role of the container agent, with exactly what it takes to pull the images, read the secrets and write the
   * logs.
   *
   * @default - a new one where it is needed
   */
  readonly executionRole?: iam.IRole;
  /** The name that the revisions share. @default - from the construct's path */
  readonly family?: string;
  /**
   * Whether revisions stay usable when a newer one takes their place or the stack is deleted, so that an operator can
   * put a service back on one by hand.
   *
   * @default false - CloudFormation deregisters them, and deleting the stack leaves nothing
   */
  readonly retainRevisions?: boolean;
}
