import type { StackResource } from '../stack/stack-resources';

/** A service that ends with a stack. */
export interface DoomedService {
  readonly clusterArn: string;
  readonly serviceArn: string;
  readonly serviceName: string;
  /** Why it is deleted at once; absent: it is set to zero tasks, and CloudFormation deletes it. */
  readonly isDeleted?:
    | 'daemon'
    /** A deployment other than rolling is under way: it holds both sets of tasks, whatever the count is. */
    | 'deployment'
    /** It belongs to another stack, or to none, and stands in a cluster of this one. */
    | 'foreign';
  /** Whether Application Auto Scaling would raise its count again; that is suspended. */
  readonly isScaled: boolean;
}

/** What keeps a stack from being taken down; found before anything is changed. */
export type TeardownObstacle =
  | { readonly code: 'termination-protection' }
  /** It is part of another stack, which would no longer match what it holds. */
  | { readonly code: 'nested'; readonly root: string }
  /** Something else is being done to it. */
  | { readonly code: 'busy'; readonly status: string }
  /** Other stacks use what it exports. */
  | { readonly code: 'imported'; readonly exportName: string; readonly stacks: readonly string[] }
  /** Services that are not of this stack run in a cluster of it. */
  | { readonly code: 'foreign-services'; readonly cluster: string; readonly services: readonly ForeignService[] }
  /** Instances that are not of this stack are registered in a cluster of it. */
  | { readonly code: 'foreign-instances'; readonly cluster: string; readonly instances: readonly string[] }
  /** Services in a cluster that is not of this stack are placed by a capacity provider of it. */
  | {
      readonly code: 'capacity-in-use';
      readonly cluster: string;
      readonly capacityProvider: string;
      readonly services: readonly string[];
    }
  /** Tasks that are not of this stack's services run on its instances, in a cluster that is not of it. */
  | { readonly code: 'foreign-tasks'; readonly cluster: string; readonly groups: Readonly<Record<string, number>> }
  /** An Auto Scaling group may not be deleted. */
  | { readonly code: 'group-protection'; readonly group: string };

/** A service of another stack, or of none. */
export interface ForeignService {
  readonly serviceName: string;
  /** The stack that it belongs to, where its tags say so. */
  readonly stack?: string;
}

/** What a teardown will do. */
export interface TeardownPlan {
  readonly stackId: string;
  readonly stackName: string;
  readonly status: string;
  /** Whether there is nothing left to do. */
  readonly isGone: boolean;
  readonly obstacles: readonly TeardownObstacle[];
  readonly services: readonly DoomedService[];
  /** ARNs of the clusters that go. */
  readonly clusters: readonly string[];
  /** ARNs of clusters that stay, and that instances of the stack are registered in. */
  readonly sharedClusters: readonly string[];
  /** Names of the Auto Scaling groups that go. */
  readonly groups: readonly string[];
  /** EC2 ids of the instances that go. */
  readonly instances: readonly string[];
  /** Whether services and instances of others in its clusters go as well. */
  readonly withOthers: boolean;
  /** What stays behind, since a template says so; of a stack that is gone, what has stayed. */
  readonly retained: readonly StackResource[];
  /** What leaves a snapshot behind, since a template or the resource's type says so. */
  readonly snapshots: readonly StackResource[];
  /** What an earlier deletion could not delete, with its reasons. */
  readonly failedBefore: readonly StackResource[];
  /** Names of repositories that hold images and are not emptied by their deletion, which will fail. */
  readonly filledRepositories: readonly string[];
}

/** What is asked for. */
export interface TeardownRequest {
  /** Name or ARN. */
  readonly stack: string;
  /**
   * Also delete services, and deregister instances, that are not of the stack and stand in a cluster of it.
   * @default false - they are obstacles, since whoever they belong to does not expect this
   */
  readonly withOthers?: boolean;
}
