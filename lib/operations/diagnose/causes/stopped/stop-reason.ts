/** Why an image could not be pulled. */
export type PullFailure =
  | 'not-found'
  | 'refused'
  | 'no-network'
  | 'rate-limited'
  | 'wrong-platform'
  /** The message does not tell. */
  | 'other';

/** Why a file system could not be mounted. */
export type MountFailure = 'not-resolved' | 'no-network' | 'refused' | 'no-directory' | 'other';

/** Why tasks stopped, as far as it is a fault. */
export type StopReason =
  | { readonly code: 'container-exited' }
  | { readonly code: 'out-of-memory' }
  /** The image is for another architecture than the instance's. */
  | { readonly code: 'wrong-architecture' }
  | { readonly code: 'image-not-pulled'; readonly why: PullFailure }
  | {
      /** A role may not do what is to be done for the task before it starts. */
      readonly code: 'permission-missing';
      /** As IAM names it. */
      readonly action?: string;
      readonly resource?: string;
      readonly principal?: string;
    }
  | {
      /** ECS cannot act as a role: it is not there, or does not trust ECS. */
      readonly code: 'role-not-assumed';
      /** ARN. @default - the message names none, as of the service-linked role */
      readonly role?: string;
    }
  | {
      /** A secret, a key in it, or a parameter is not there. */
      readonly code: 'secret-missing';
      /** As the message names it. */
      readonly secret?: string;
    }
  | { readonly code: 'log-group-missing' }
  /** A service of AWS that the task needs before it starts gave no answer. */
  | { readonly code: 'service-unreachable'; readonly of: 'secrets' | 'logs' | 's3' | 'other' }
  | { readonly code: 'volume-not-mounted'; readonly why: MountFailure }
  | { readonly code: 'network-interface-not-attached' }
  | { readonly code: 'disk-full' }
  | { readonly code: 'port-taken' }
  | { readonly code: 'command-not-found' }
  /** Docker on the instance did not answer in time. */
  | { readonly code: 'docker-unresponsive' }
  | { readonly code: 'resource-not-initialized' }
  | { readonly code: 'container-not-started' }
  | { readonly code: 'health-check-failed'; readonly by: 'container' | 'load-balancer' }
  | {
      /** The load balancer had ECS stop tasks while they started, though a task of the revision has become healthy. */
      readonly code: 'grace-period-short';
      readonly graceSeconds: number;
      /** How long the tasks ran, the shortest first. */
      readonly ranSeconds: readonly number[];
    }
  | { readonly code: 'spot-interrupted' }
  | { readonly code: 'instance-lost' }
  | { readonly code: 'task-stopped' };
