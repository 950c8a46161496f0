import type { InstanceStatus } from './instance';
import type { CpuArchitecture, OperatingSystem, RequiredAttribute } from './task-demand';

interface Answer {
  /** Whether an empty instance just like this one would pass the check: whether scaling out helps. */
  readonly moreInstancesHelp: boolean;
}

/** Too little of a counted resource is free. */
export interface ShortageRejection extends Answer {
  readonly code: 'cpu' | 'memory' | 'network-interfaces' | 'gpus' | 'ebs-volumes';
  /** What the task needs, in the resource's own unit. */
  readonly needed: number;
  /** What is free; negative on an over-committed instance. */
  readonly free: number;
  /** What an empty instance like this one offers to replicas. */
  readonly offered: number;
}

/** Why one instance cannot take one task: one entry for each check that failed, in the order of {@link FILTERS}. */
export type Rejection =
  | ShortageRejection
  | (Answer & { readonly code: 'status'; readonly status: InstanceStatus })
  | (Answer & { readonly code: 'agent' })
  | (Answer & { readonly code: 'capacity-provider'; readonly required: string; readonly actual?: string })
  | (Answer & { readonly code: 'zone'; readonly zone: string; readonly allowed: readonly string[] })
  | (Answer & { readonly code: 'tcp-ports' | 'udp-ports'; readonly taken: readonly number[] })
  | (Answer & { readonly code: 'port-limit'; readonly reserved: number; readonly limit: number })
  | (Answer & { readonly code: 'attributes'; readonly missing: readonly RequiredAttribute[] })
  | (Answer & {
      readonly code: 'operating-system';
      readonly required: OperatingSystem;
      readonly actual: string;
    })
  | (Answer & { readonly code: 'architecture'; readonly required: CpuArchitecture; readonly actual: string })
  | (Answer & {
      readonly code: 'member-of';
      readonly expression: string;
      /** `unknown`: AWS does not document the answer, or it hangs on what is known only at run time. */
      readonly holds: false | 'unknown';
    })
  | (Answer & { readonly code: 'distinct-instance'; readonly group: string });

/** The code of a rejection. */
export type RejectionCode = Rejection['code'];

/** All the reasons of one instance. */
export interface InstanceRejection {
  readonly instanceId: string;
  /** Never empty. */
  readonly rejections: readonly Rejection[];
}

/**
 * The words that ECS itself uses for each code, in `failures[].reason` and in service events.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
export const ECS_REASONS: Readonly<Record<RejectionCode, string>> = {
  status: 'NO ACTIVE INSTANCES',
  agent: 'AGENT',
  'capacity-provider': 'EMPTY CAPACITY PROVIDER',
  zone: 'LOCATION',
  cpu: 'RESOURCE:CPU',
  memory: 'RESOURCE:MEMORY',
  'tcp-ports': 'RESOURCE:PORTS',
  'udp-ports': 'RESOURCE:PORTS',
  'port-limit': 'RESOURCE:PORTS',
  'network-interfaces': 'RESOURCE:ENI',
  gpus: 'RESOURCE:GPU',
  'ebs-volumes': 'ATTRIBUTE',
  attributes: 'ATTRIBUTE',
  'operating-system': 'ATTRIBUTE',
  architecture: 'ATTRIBUTE',
  'member-of': 'MemberOf placement constraint unsatisfied.',
  'distinct-instance': 'DistinctInstance placement constraint unsatisfied.',
};
