import type { RegisteredResources } from '../resources';
import type { TaskDemand } from '../task-demand';

/** A service, or any set of like tasks, that the instances must hold. */
export interface PackableService {
  /** Unique among the services. */
  readonly name: string;
  readonly demand: TaskDemand;
  /** Tasks that run at once: the desired count, or what a rollout needs at its peak. */
  readonly count: number;
  /** Whether no two of its tasks may share an instance. @default false */
  readonly distinctInstance?: boolean;
  /**
   * Names of the instance types it may run on: what attributes, `memberOf` expressions and architectures leave.
   * @default - every type whose attributes, where given, hold the required ones
   */
  readonly instanceTypes?: readonly string[];
}

/** An instance type that may be launched in any number; a {@link CapacityInstanceType} is one. */
export interface PackableInstanceType {
  /** Unique among the types. */
  readonly name: string;
  /** What replicas may take on an instance: daemons' resources are to be subtracted beforehand. */
  readonly registered: RegisteredResources;
  /** @default - unknown: required attributes are taken to be there, and the operating system to be the right one */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Price per hour in US dollars; {@link cheapestInstances} needs it, and compares millionths of a dollar. */
  readonly usdPerHour?: number;
}

/** Which tasks must run at once, and on what. */
export interface PackingProblem {
  readonly services: readonly PackableService[];
  readonly instanceTypes: readonly PackableInstanceType[];
  /**
   * Zones over which every service is spread as evenly as its count allows, as the default placement does.
   * @default 1
   */
  readonly zones?: number;
  /**
   * How much may be searched, in nodes (not in time, so that the same question has the same answer everywhere).
   * More nodes narrow the gap of hard problems; a second holds a few millions.
   * @default 2000000
   */
  readonly nodeLimit?: number;
}

/** Nodes that are searched unless told otherwise. */
export const DEFAULT_NODE_LIMIT = 2_000_000;
