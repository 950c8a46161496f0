import type { Instance } from './instance';
import type { PlacementConstraint, PlacementStrategy } from './placement-request';
import type { RegisteredResources } from './resources';
import type { TaskDemand } from './task-demand';

/**
 * Everything that decides what runs where: the one model between those who read it from somewhere
 * (a template, the live API) and those who ask it something (placement, rules, simulation, report).
 * All figures are known numbers; a reader that does not know one keeps that knowledge to itself.
 */
export interface Fleet {
  readonly clusters: readonly Cluster[];
}

/** One ECS cluster. */
export interface Cluster {
  readonly name: string;
  /** Auto Scaling groups whose instances join the cluster. */
  readonly capacities: readonly Capacity[];
  /** Instances that are there now; none for a fleet read from a template. */
  readonly instances: readonly Instance[];
  readonly services: readonly Service[];
  /** Tasks started by schedules, state machines and hand, which no service keeps running. */
  readonly standaloneTasks: readonly StandaloneTask[];
  /**
   * What services and tasks get that name neither a strategy nor a launch type. Readers have given it to those
   * already.
   * @default - none
   */
  readonly defaultCapacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
}

/** How the instances of a capacity are paid for. */
export type PurchaseOption = 'on-demand' | 'spot' | 'mixed' | 'reserved';

/** An Auto Scaling group whose instances join a cluster, behind a capacity provider or not. */
export interface Capacity {
  /** The group's name or logical id; unique in the cluster. */
  readonly name: string;
  /** Availability zones of its subnets, at least one. */
  readonly zones: readonly string[];
  /** The types it may launch, the preferred one first. */
  readonly instanceTypes: readonly CapacityInstanceType[];
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Instances at the start. @default - `minInstances` */
  readonly desiredInstances?: number;
  readonly purchaseOption: PurchaseOption;
  /** @default - none: its instances take launch-type tasks only */
  readonly capacityProvider?: CapacityProvider;
}

/** A type that a capacity may launch and what an instance of it registers. */
export interface CapacityInstanceType {
  /** Such as `m7g.large`. */
  readonly name: string;
  readonly registered: RegisteredResources;
  /** What its instances report, without zone and type: capabilities, custom attributes, architecture. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Price per hour in US dollars, if one is known. */
  readonly usdPerHour?: number;
}

/** A capacity provider over an Auto Scaling group. */
export interface CapacityProvider {
  readonly name: string;
  /** @default - disabled: nothing changes the number of instances */
  readonly managedScaling?: ManagedScaling;
  /** Whether instances with tasks (other than daemons') are protected from scale-in. */
  readonly managedTerminationProtection: boolean;
  /** Whether instances that are about to be terminated are drained first. */
  readonly managedDraining: boolean;
}

/** The settings of managed scaling, named as in the ECS API. */
export interface ManagedScaling {
  /** Percent, 1 to 100. */
  readonly targetCapacity: number;
  /** Instances, 1 to 10000. */
  readonly minimumScalingStepSize: number;
  /** Instances, 1 to 10000. */
  readonly maximumScalingStepSize: number;
  /** Seconds, 0 to 10000. */
  readonly instanceWarmupPeriodSeconds: number;
}

/** One entry of a capacity provider strategy, in the shape of the ECS API. */
export interface CapacityProviderStrategyItem {
  readonly capacityProvider: string;
  /** Tasks that go to it before weights count; 0 to 100000. @default 0 */
  readonly base?: number;
  /** Its share of the other tasks, 0 to 1000. @default 0, as in the API (the console writes 1) */
  readonly weight?: number;
}

/** What places and sizes tasks alike for services and standalone tasks. */
export interface TaskSource {
  readonly demand: TaskDemand;
  /** Constraints of the task definition and of the service or call together. */
  readonly constraints: readonly PlacementConstraint[];
  /** @default - the zone, then the instance, with the fewest tasks of the group */
  readonly strategies?: readonly PlacementStrategy[];
  /** @default - none: a launch-type task, invisible to capacity providers */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /** Zones of the subnets of `awsvpc` tasks. @default - every zone */
  readonly subnetZones?: readonly string[];
}

/** How a service replaces its tasks. */
export type DeploymentKind = 'rolling' | 'blue-green' | 'linear' | 'canary' | 'external';

/** When a failing rolling deployment is given up. */
export interface CircuitBreaker {
  readonly rollback: boolean;
  /** How many failures are too many; defaults to half the desired count, at least 3 and at most 200. */
  readonly threshold?:
    | { readonly type: 'BOUNDED_PERCENT'; readonly value: number }
    | { readonly type: 'UNBOUNDED_PERCENT'; readonly value: number }
    | { readonly type: 'COUNT'; readonly value: number };
  /** Whether a healthy task sets the count of failures back to zero. @default true */
  readonly resetOnHealthyTask?: boolean;
}

/** An ECS service. */
export interface Service extends TaskSource {
  readonly name: string;
  /** A DAEMON service runs one task on every instance it may; its desired count is not used. */
  readonly daemon: boolean;
  readonly desiredCount: number;
  /** The bounds of service auto scaling. @default - the service does not scale */
  readonly scaling?: { readonly minTasks: number; readonly maxTasks: number };
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly deployment: DeploymentKind;
  /** @default - none: a failing deployment goes on for ever */
  readonly circuitBreaker?: CircuitBreaker;
  /** Availability-zone rebalancing. @default false */
  readonly zoneRebalancing?: boolean;
  /** Whether a load balancer sends it traffic, so that health and deregistration take time. @default false */
  readonly loadBalanced?: boolean;
}

/** Tasks that are run once or on a schedule. */
export interface StandaloneTask extends TaskSource {
  /** The task group. */
  readonly group: string;
  /** How many run at once. */
  readonly count: number;
}
