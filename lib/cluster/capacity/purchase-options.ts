import type { Duration } from 'aws-cdk-lib';
import type { SpotAllocationStrategy, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { IMachineImage, ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { AgentSettings } from '../agent/agent-settings';
import type { InstanceChoice } from '../instance/instance-choice';
import type { OperatingSystem } from '../instance/machine-image';
import type { MetadataAccess } from '../instance/metadata-access';
import type { RootVolume } from '../instance/root-volume';
import type { ManagedScaling } from './managed-scaling';

/** How a capacity's instances are paid for. */
export type PurchaseOption = 'on-demand' | 'spot' | 'mixed' | 'reserved';

/** What every capacity says, whatever its purchase option. */
export interface CommonCapacityOptions {
  /**
   * The fewest instances to keep running.
   *
   * @default 0 - managed scaling starts instances when tasks wait for them; the first start from 0 takes two
   */
  readonly min?: number;

  /** The most instances ever to run. Count what a deployment needs on top: see `stowage check`. */
  readonly max: number;

  /**
   * The operating system; its image follows from the instances' architecture and accelerator. A newer image reaches
   * new instances with the next deployment; running ones are replaced only by an `updatePolicy`.
   *
   * @default 'al2023'
   */
  readonly operatingSystem?: OperatingSystem;

  /**
   * Another image of this operating system, such as a pinned one: `MachineImage.genericLinux({ 'eu-west-1': 'ami-…' })`.
   * It must be ECS-optimized and suit the instances' architecture and accelerator.
   *
   * @default - the newest that AWS recommends at each deployment
   */
  readonly machineImage?: IMachineImage;

  /**
   * The subnets of the instances, and so the zones of their tasks.
   *
   * @default - the VPC's private subnets with egress: nothing on the internet can reach an instance, and the agent
   * reaches ECS and ECR
   */
  readonly subnets?: SubnetSelection;

  /**
   * Further security groups of the instances, besides the capacity's own.
   *
   * @default - none
   */
  readonly securityGroups?: readonly ISecurityGroup[];

  /** @default - 60 GiB gp3, encrypted */
  readonly rootVolume?: RootVolume;

  /** Settings of the container agent. */
  readonly agent?: AgentSettings;

  /**
   * Attributes of the container instances, for placement constraints such as `attribute:stack == prod`.
   *
   * @default - none but those of ECS
   */
  readonly attributes?: { readonly [name: string]: string };

  /**
   * Which containers can reach the instance's metadata, and through it the instance role.
   *
   * @default - none, save those in host mode, which cannot be kept away
   */
  readonly metadata?: MetadataAccess;

  /**
   * How ECS sizes the capacity; `'off'` leaves the size between `min` and `max` to you.
   *
   * @default - on, filling instances completely
   */
  readonly scaling?: ManagedScaling | 'off';

  /**
   * Lets people open a shell on an instance with AWS Systems Manager. There is never a key pair. On Bottlerocket the
   * L2 always grants it: there is no other way in.
   *
   * @default false - who needs a shell in a container uses ECS Exec
   */
  readonly sessionManager?: boolean;

  /**
   * How CloudFormation replaces instances when the image or user data changes.
   *
   * @default - not at all; only new instances get the new launch template
   */
  readonly updatePolicy?: UpdatePolicy;

  /**
   * The age at which an instance is replaced; 1 to 365 days.
   *
   * @default - none
   */
  readonly maxInstanceLifetime?: Duration;
}

/** What a capacity can say whose instances EC2 never takes back. */
export interface UninterruptedOptions {
  /**
   * Never scale in an instance that runs tasks (managed termination protection). Draining moves the tasks of services
   * gently; this is for tasks that must not be moved, such as long jobs. Comes with a teardown that removes the
   * protection when the stack is deleted, which would otherwise hang.
   *
   * @default false
   */
  readonly scaleInProtection?: boolean;
}

/** Instances that are started ahead and wait, ready in less time and at less cost than new ones. */
export interface WarmPool {
  /**
   * The fewest instances kept ready.
   *
   * @default 0
   */
  readonly min?: number;

  /**
   * The most instances prepared, those in use included.
   *
   * @default - the capacity's `max`
   */
  readonly maxPrepared?: number;

  /**
   * Whether they wait stopped, costing only their volumes, or running.
   *
   * @default 'stopped'
   */
  readonly state?: 'stopped' | 'running';
}

/** Options of on-demand instances. */
export type OnDemandOptions = CommonCapacityOptions &
  UninterruptedOptions &
  InstanceChoice & {
    /**
     * Instances kept ready beyond those in use.
     *
     * @default - none
     */
    readonly warmPool?: WarmPool;
  };

/** How spot instances are chosen. */
export interface SpotSelection {
  /**
   * Which of the spot pools EC2 takes instances from.
   *
   * @default SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED - few interruptions first, then price
   */
  readonly spotAllocation?: SpotAllocationStrategy;
}

/** Options of spot instances. */
export type SpotOptions = CommonCapacityOptions & InstanceChoice & SpotSelection;

/** Options of a mixture of on-demand and spot instances in one Auto Scaling group. */
export type MixedOptions = CommonCapacityOptions &
  InstanceChoice &
  SpotSelection & {
    /**
     * The number of on-demand instances before any spot instance.
     *
     * @default 0
     */
    readonly onDemandBase?: number;

    /** The share of on-demand instances above the base, in percent, 0 to 100. */
    readonly onDemandPercent: number;
  };

/** The capacity reservations to launch into, by their ids or by resource groups that hold them. */
export type Reservations =
  | { readonly ids: readonly [string, ...string[]]; readonly resourceGroupArns?: never }
  | { readonly resourceGroupArns: readonly [string, ...string[]]; readonly ids?: never };

/** Options of instances in capacity reservations. */
export type ReservedOptions = CommonCapacityOptions &
  UninterruptedOptions &
  InstanceChoice & {
    /** The targeted capacity reservations; they must match the instance types and the zones of the subnets. */
    readonly reservations: Reservations;

    /**
     * What happens when the reservations are full: wait for room in them, or launch on demand.
     *
     * @default 'wait' - who targets a reservation means it, and sees at once when it is too small
     */
    readonly whenFull?: 'wait' | 'on-demand';
  };

/** On-demand instances: `onDemand(…)`. */
export type OnDemandCapacity = OnDemandOptions & { readonly purchaseOption: 'on-demand' };
/** Spot instances: `spot(…)`. */
export type SpotCapacity = SpotOptions & { readonly purchaseOption: 'spot' };
/** On-demand and spot instances in one group: `mixed(…)`. */
export type MixedCapacity = MixedOptions & { readonly purchaseOption: 'mixed' };
/** Instances in capacity reservations: `reserved(…)`. */
export type ReservedCapacity = ReservedOptions & { readonly purchaseOption: 'reserved' };

/** The declaration of one capacity of a cluster. */
export type CapacitySpec = OnDemandCapacity | SpotCapacity | MixedCapacity | ReservedCapacity;

/** Instances at the on-demand price, for what must not be interrupted. */
export function onDemand(options: OnDemandOptions): OnDemandCapacity {
  return { ...options, purchaseOption: 'on-demand' };
}

/**
 * Spare instances at a lower price that EC2 may take back with a two-minute warning: the agent then drains the
 * instance, and a replacement is started already when the risk rises (capacity rebalancing).
 */
export function spot(options: SpotOptions): SpotCapacity {
  return { ...options, purchaseOption: 'spot' };
}

/**
 * On-demand and spot instances in one Auto Scaling group. ECS cannot tell them apart; to have the first tasks of a
 * service on demand and the rest on spot, declare two capacities and give one a base in the service's strategy.
 */
export function mixed(options: MixedOptions): MixedCapacity {
  return { ...options, purchaseOption: 'mixed' };
}

/** Instances in capacity that is reserved, and paid for, already. */
export function reserved(options: ReservedOptions): ReservedCapacity {
  return { ...options, purchaseOption: 'reserved' };
}
