/** What can be looked for and not be there. */
export type Kind =
  | 'cluster'
  | 'service'
  | 'task'
  | 'task definition'
  | 'container instance'
  /** What could be an instance, a capacity provider or an Auto Scaling group. */
  | 'instance or capacity'
  | 'capacity provider'
  | 'container'
  | 'stack'
  | 'repository';

/** Why a call was left without an answer of AWS. */
export type Unreachable =
  /** The host's name is not known, as with a region that does not exist. */
  | 'name'
  /** The certificate is not trusted. */
  | 'certificate'
  /** Something answered, and it is not AWS. */
  | 'foreign'
  /** No connection, or no answer in time. */
  | 'connection';

/** What keeps an operation from being carried out, as data. */
export type OperationProblem =
  | {
      readonly code: 'not-found';
      readonly kind: Kind;
      readonly name: string;
      /** Where it was looked for, such as `cluster Shop` or `eu-west-1`. */
      readonly where: string;
      /** The account that was asked, where its answer tells. */
      readonly account?: string;
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
      /** The kind of policy that denies it or lacks it, where the answer names one, such as `service control policy`. */
      readonly policy?: string;
      /** What the answer holds back from whoever may not call `sts:DecodeAuthorizationMessage`. */
      readonly encoded?: string;
    }
  | { readonly code: 'no-credentials'; readonly detail: string; readonly profile?: string }
  | { readonly code: 'expired-credentials'; readonly detail: string; readonly profile?: string }
  | { readonly code: 'invalid-credentials'; readonly detail: string; readonly profile?: string }
  | { readonly code: 'no-region' }
  | {
      /** What is given as a region cannot be one. */
      readonly code: 'bad-region';
      readonly region: string;
      /** Regions that are written like it. */
      readonly near: readonly string[];
    }
  | {
      /** What is given as `AWS_ENDPOINT_URL`, or an endpoint in a configuration, cannot be one. */
      readonly code: 'bad-endpoint';
      readonly detail: string;
    }
  | { readonly code: 'clock-skew'; readonly detail: string }
  | { readonly code: 'throttled'; readonly action: string }
  | {
      readonly code: 'unreachable';
      readonly action: string;
      readonly detail: string;
      readonly why: Unreachable;
      /** The region in the name of a host that is not known, and regions that are written like it. */
      readonly region?: { readonly name: string; readonly near: readonly string[] };
    }
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
