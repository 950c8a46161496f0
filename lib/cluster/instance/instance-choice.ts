import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';

/** The processor architecture of a capacity's instances, as ECS names it in `ecs.cpu-architecture`. */
export type Architecture = 'arm64' | 'x86_64';

/** The accelerator whose driver the machine image must hold: NVIDIA GPUs, or AWS Inferentia and Trainium. */
export type Accelerator = 'gpu' | 'neuron';

/** Instances by name; the machine image's architecture and accelerator follow from the names. */
export interface NamedInstances {
  /**
   * The instance types to launch, such as `m7g.large`, in order of preference. They must share one architecture and
   * one accelerator, and should be of about the same size: managed scaling assumes it.
   */
  readonly instanceTypes: readonly [string, ...string[]];

  /**
   * The architecture, needed only when an instance type is a token and so cannot be read.
   *
   * @default - read from the instance types
   */
  readonly architecture?: Architecture;

  /**
   * The accelerator, needed only when an instance type is a token and so cannot be read.
   *
   * @default - read from the instance types
   */
  readonly accelerator?: Accelerator;

  readonly requirements?: never;
}

/** Instances by what they must offer; EC2 Auto Scaling finds the types. */
export interface RequiredInstances {
  /**
   * What an instance type must offer. Keep the ranges of vCPU and memory narrow: managed scaling assumes instances of
   * about the same size. Without an `accelerator`, types that have one are left out unless `acceleratorCount` says
   * otherwise: EC2 would take them, and their price.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-mixed-instances-group-attribute-based-instance-type-selection.html
   */
  readonly requirements: CfnAutoScalingGroup.InstanceRequirementsProperty;

  /** The architecture of the machine image; EC2 Auto Scaling then launches only types that can boot it. */
  readonly architecture: Architecture;

  /**
   * The accelerator whose driver the machine image holds.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;

  readonly instanceTypes?: never;
}

/** Which instances a capacity launches: by name, or by requirements. */
export type InstanceChoice = NamedInstances | RequiredInstances;
