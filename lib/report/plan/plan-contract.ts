import type { RegisteredResources, Rejection, ResourceAmounts } from '../../placement';
import type { Plan } from '../../plan';
import type { CheckJson } from '../check/check-json';

/** A plan for machines: what `checkJson` says, and `clusters` besides, as `schema/check-v1.json` describes both. */
export interface PlanJson extends CheckJson {
  readonly prices: Plan['prices'];
  /** Services whose update was not played through, since the fleet is large. Absent where none was asked for. */
  readonly rolloutsLeftOut?: number;
  readonly clusters: readonly ClusterJson[];
}

/** One cluster. Capacities, services and jobs are named by ids that are unique in it. */
export interface ClusterJson extends Partial<PlaceJson> {
  readonly name: string;
  /** Whether the templates only name it. */
  readonly elsewhere: boolean;
  readonly capacities: readonly CapacityJson[];
  readonly services: readonly ServiceJson[];
  readonly jobs: readonly JobJson[];
  readonly minimum: { readonly cost: CostJson };
  readonly desired: StowedJson;
  /** The same as `desired` when nothing scales. */
  readonly peak: StowedJson;
  /** The update of each service alone. Absent where none was asked for, and in plans of earlier releases. */
  readonly rollouts?: readonly RolloutJson[];
  /** What the templates leave open. */
  readonly unknown: readonly (PlaceJson & {
    readonly figure: string;
    readonly effect: 'left-out' | 'assumed';
    readonly unknown: string;
  })[];
}

/** The resource that something is, or concerns. */
export interface PlaceJson {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath?: string;
}

/** A figure, or why it is not known. */
export type FigureJson<T> = T | { readonly unknown: string };

/** An Auto Scaling group; figures of those that the plan lacks may be unknown. */
export interface CapacityJson extends PlaceJson {
  readonly id: string;
  readonly purchaseOption: FigureJson<string>;
  readonly instanceTypes: FigureJson<readonly string[]>;
  readonly zones: FigureJson<readonly string[]>;
  readonly minInstances: FigureJson<number>;
  readonly maxInstances: FigureJson<number>;
  readonly capacityProvider?: string;
  readonly managedScaling: boolean;
  /** Absent when the plan lacks the group. */
  readonly drawn?: {
    readonly instanceType: string;
    readonly chosen: 'only' | 'first' | 'cheapest';
    readonly registered: RegisteredResources;
    readonly usdPerHour?: number;
  };
}

/** A service whose tasks are in the plan. */
export interface ServiceJson extends PlaceJson {
  readonly id: string;
  readonly taskDefinition?: string;
  readonly daemon: boolean;
  readonly desiredCount: number;
  readonly maximumCount: number;
  readonly serviceName?: FigureJson<string>;
  readonly launchType?: FigureJson<string>;
  readonly demand: CheckJson['tasks'][number]['demand'];
}

/** A job, and what a run of it needs beside the services at their desired counts. */
export interface JobJson extends PlaceJson {
  readonly id: string;
  readonly count: number;
  readonly addedInstances: Readonly<Record<string, number>>;
  readonly waiting: number;
}

/** What instances cost in an hour. */
export interface CostJson {
  /** Of the instances whose type has a price. */
  readonly usdPerHour: number;
  readonly discountedUsdPerHour: number;
  readonly unpriced: Readonly<Record<string, number>>;
  /** Whether groups are missing from it. */
  readonly complete: boolean;
}

/** The cluster at rest with one count of every service. */
export interface StowedJson {
  readonly instances: readonly InstanceJson[];
  readonly waiting: readonly WaitingJson[];
  readonly waitingDaemons: Readonly<Record<string, number>>;
  readonly fewest: readonly FewestJson[];
  readonly cost: CostJson;
}

/** How the update of one service goes, or why none in the cluster can be played through. */
export type RolloutJson =
  | PlayedRolloutJson
  | {
      readonly state: 'unknown';
      readonly unknown: readonly { readonly where: string; readonly figure: string; readonly reason: string }[];
    };

/** The update of one service alone; figures hold with the least that instances may register. */
export interface PlayedRolloutJson extends RolloutEndJson {
  readonly service: string;
  /** Whether it finishes; `unknown` if that hangs on what instances register or report. */
  readonly state: 'finishes' | 'fails' | 'unknown';
  /** What its minimum healthy percent promises; null: nothing is promised. */
  readonly minimumHealthy: number | null;
  /** The step that can never be made. */
  readonly stuck?: {
    readonly cause: string;
    readonly atSeconds: number;
    readonly message: string;
    readonly fix: string;
  };
  /** With the most that instances may register. */
  readonly favourable: RolloutEndJson;
}

/** The end of an update, named as in `schema/simulate-v1.json`. */
export interface RolloutEndJson {
  readonly outcome: 'steady' | 'rolled-back' | 'failed' | 'stuck';
  /** When it was at rest again; null: never. */
  readonly endedAtSeconds: number | null;
  readonly lowestHealthy: number;
  readonly belowMinimum: boolean;
  readonly peakTasks: number;
  readonly peakInstances: number;
}

/** An instance with its tasks. */
export interface InstanceJson {
  readonly id: string;
  readonly capacity: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly registered: ResourceAmounts;
  readonly free: ResourceAmounts;
  /** Tasks by service. */
  readonly tasks: Readonly<Record<string, number>>;
}

/** Tasks without a place. */
export interface WaitingJson {
  readonly service: string;
  readonly capacityProvider?: string;
  readonly count: number;
  readonly certain: number;
  readonly held?: string;
  /** Why they may have a place on instances that no template holds. */
  readonly unknown?: string;
  readonly closest?: {
    readonly instance: string;
    readonly rejections: readonly (Rejection & { readonly reason: string })[];
  };
  readonly moreInstancesHelp: boolean;
}

/** How few instances would do. */
export interface FewestJson {
  readonly capacity: string;
  readonly instanceType: string;
  readonly present: number;
  readonly relaxed: boolean;
  readonly fewest: BoundJson;
  readonly spread?: BoundJson & { readonly zones: number };
}

/** An answer of the bounds: `proved` when no fewer would do. */
export type BoundJson =
  | { readonly instances: number; readonly lowerBound: number; readonly proved: boolean; readonly method: string }
  | { readonly impossible: readonly string[] };
