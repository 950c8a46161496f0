import type { StackResource } from './stack/stack-resources';

/** What a teardown waits for at a moment. */
export type TeardownWait = TasksLeft | InstancesLeft | RegistrationsLeft | ResourcesLeft;

/** Tasks that have not ended. */
export interface TasksLeft {
  readonly code: 'tasks';
  /** Those that run or are about to, by task group. */
  readonly running: Readonly<Record<string, number>>;
  /** Those that have been told to stop and have not yet. */
  readonly stopping: number;
  /** Of these, those on instances whose agent is not connected, which cannot be told. */
  readonly unreachable: number;
  /** What services say keeps them from it, and what AWS refused. */
  readonly complaints: readonly string[];
}

/** Instances that are there. */
export interface InstancesLeft {
  readonly code: 'instances';
  /** By Auto Scaling group and lifecycle state; `Warmed` are those of its warm pool. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly complaints: readonly string[];
}

/** Container instances that clusters still have. */
export interface RegistrationsLeft {
  readonly code: 'registrations';
  /** By cluster. */
  readonly clusters: Readonly<Record<string, number>>;
}

/** Resources that CloudFormation is deleting. */
export interface ResourcesLeft {
  readonly code: 'resources';
  readonly deleting: readonly StackResource[];
  /** Resources that are there, those included. */
  readonly left: number;
}

/** How long something has been as it is, in seconds, since it was first asked about. */
export type Age = (what: string) => number;
