import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';

/** The processor architecture of a capacity's instances, as ECS names it in `ecs.cpu-architecture`. */
export type Architecture = 'arm64' | 'x86_64';

/** The accelerator whose driver the machine image must hold. */
export type Accelerator = 'gpu' | 'neuron';

/** Instances by name; the machine image's architecture and accelerator follow from the names. */
export interface NamedInstances {
  /**
   * The instance types to launch, such as `m7g.large`, in order of preference. They must share one architecture and
   * one accelerator, and should be of about the same size: managed scaling assumes it.
   */
  readonly instanceTypes: readonly [string, ...string[]];
  readonly requirements?: never;
  readonly architecture?: never;
  readonly accelerator?: never;
}

/** Instances by what they must offer; EC2 Auto Scaling finds the types. */
export interface RequiredInstances {
  readonly instanceTypes?: never;

  /**
   * What an instance type must offer. Leave memory and vCPU ranges narrow: managed scaling assumes instances of
   * about the same size.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-mixed-instances-group-attribute-based-instance-type-selection.html
   */
  readonly requirements: CfnAutoScalingGroup.InstanceRequirementsProperty;

  /** The architecture of the machine image; EC2 Auto Scaling then considers only types that can boot it. */
  readonly architecture: Architecture;

  /**
   * The accelerator whose driver the machine image holds.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;
}

/** Which instances a capacity launches: by name, or by requirements. */
export type InstanceChoice = NamedInstances | RequiredInstances;
