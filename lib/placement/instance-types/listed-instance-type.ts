import type { InstanceType } from '../instance-type';

/** A figure that AWS does not state, or states twice and differently: it lies between these two. */
export interface FigureBounds {
  readonly atLeast: number;
  readonly atMost: number;
}

/** Who makes the processors, in the words of EC2's instance requirements. */
export type CpuManufacturer = 'intel' | 'amd' | 'amazon-web-services';

/** An instance type of the generated table: what an {@link InstanceType} holds, and what tells types apart. */
export interface ListedInstanceType extends InstanceType {
  /** What stands before the dot, such as `m7g`. */
  readonly family: string;
  /** What stands after the dot, such as `large`. */
  readonly size: string;
  readonly cpuManufacturer: CpuManufacturer;
  /**
   * The most `awsvpc` tasks without ENI trunking. It is one less than the interfaces; for types of several network
   * cards it is known only where AWS states it.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   */
  readonly awsvpcTasks: FigureBounds;
  /**
   * The most `awsvpc` tasks with ENI trunking; zero without it. For types newer than 2023 it is derived:
   * interfaces and branch interfaces less two, 120 at most, as the rows that AWS publishes are.
   */
  readonly trunkedTasks: FigureBounds;
  /** EBS volumes at most, the root volume included, and whether network interfaces count against the same limit. */
  readonly ebsAttachments: { readonly limit: number; readonly sharedWithNetworkInterfaces: boolean };
  readonly maxEbsVolumes: number;
  /** Whether AWS calls it a type of the current generation. */
  readonly currentGeneration: boolean;
  /** Whether it is sold as spot capacity. */
  readonly spot: boolean;
  readonly bareMetal: boolean;
  /** Whether its CPU runs on credits. */
  readonly burstable: boolean;
  /** Whether it carries AWS Inferentia or Trainium. */
  readonly neuron: boolean;
  /** Whether it has instance store volumes. */
  readonly localStorage: boolean;
}
