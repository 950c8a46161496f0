import type { CpuArchitecture } from './task-demand';

/**
 * What an EC2 instance type offers, before an agent registers any of it.
 * Give one by hand for a type that the generated table does not hold.
 */
export interface InstanceType {
  /** Such as `m7g.large`. */
  readonly name: string;
  /** Default number of vCPUs. */
  readonly vcpus: number;
  /** Memory as EC2 advertises it, in MiB; an instance registers less. */
  readonly memoryMiB: number;
  readonly architecture: CpuArchitecture;
  /** The most network interfaces the type takes, the primary one included. */
  readonly maxNetworkInterfaces: number;
  /** The most `awsvpc` tasks without ENI trunking, if that is not one less than the interfaces. */
  readonly awsvpcTasks?: { readonly atLeast: number; readonly atMost: number };
  /**
   * The most `awsvpc` tasks with ENI trunking. The two bounds differ where AWS's pages contradict each other.
   * @default - the type takes no trunk
   */
  readonly trunkedTasks?: { readonly atLeast: number; readonly atMost: number };
  /** GPUs that ECS can give to tasks. */
  readonly gpus: number;
  /** EBS volumes that can be attached besides the root volume. @default - 26: the 28 attachments of most Nitro types less the root volume and the primary network interface */
  readonly maxEbsVolumes?: number;
  /** Price per hour in US dollars, if one is known. */
  readonly usdPerHour?: number;
}
