/** What can be looked for and not be there. */
export type Kind =
  | 'cluster'
  | 'service'
  | 'task'
  | 'task definition'
  | 'container instance'
  | 'capacity provider'
  | 'container'
  | 'stack'
  | 'repository';

/** What keeps an operation from being carried out, as data. */
export type OperationProblem =
  | {
      readonly code: 'not-found';
      readonly kind: Kind;
      readonly name: string;
      /** Where it was looked for, such as `cluster Shop` or `eu-west-1`. */
      readonly where: string;
      /** Names there that are near it. */
      readonly near: readonly string[];
      /** Other regions that have it. */
      readonly elsewhere?: readonly string[];
    }
  | {
      readonly code: 'access-denied';
      /** As IAM names it, such as `ecs:RunTask`. */
      readonly action: string;
      /** The ARN, where the answer names one. */
      readonly resource?: string;
      /** Who was refused, where the answer names them. */
      readonly principal?: string;
      /** Whether a policy refuses it, so that another statement would not help. */
      readonly explicit: boolean;
    }
  | { readonly code: 'no-credentials'; readonly detail: string }
  | { readonly code: 'expired-credentials'; readonly detail: string }
  | { readonly code: 'invalid-credentials'; readonly detail: string }
  | { readonly code: 'no-region' }
  | { readonly code: 'clock-skew'; readonly detail: string }
  | { readonly code: 'throttled'; readonly action: string }
  | { readonly code: 'unreachable'; readonly action: string; readonly detail: string }
  | { readonly code: 'service-fault'; readonly action: string; readonly detail: string; readonly requestId?: string }
  | {
      /** The service refused the request for a reason of its own. */
      readonly code: 'refused';
      readonly action: string;
      /** The name of the error, such as `ClusterNotFoundException`. */
      readonly error: string;
      readonly detail: string;
    }
  | { readonly code: 'timed-out'; readonly what: string; readonly seconds: number }
  /** Whoever asked for it gave it up. */
  | { readonly code: 'interrupted'; readonly what: string }
  | { readonly code: 'invalid-request'; readonly detail: string };

/** The code of a problem. Compare codes, never texts. */
export type OperationProblemCode = OperationProblem['code'];
