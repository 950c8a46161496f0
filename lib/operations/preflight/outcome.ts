import type { Unknown } from '../../template';
import type { OperationProblem } from '../aws/problem';

/** The checks, by what each looks at. */
export type PreflightCheckId =
  | 'accounts'
  | 'images'
  | 'secrets'
  | 'instance-offerings'
  | 'vcpu-quotas'
  | 'service-linked-roles'
  | 'trunking'
  | 'names'
  | 'other-services';

/** What instances take while ENI trunking is not in effect for their role. */
export interface WithoutTrunk {
  /** The role's ARN, or the account's root, whose setting holds for roles that are yet to be made. */
  readonly principal: string;
  readonly type: string;
  /** `awsvpc` tasks on an instance of the type. */
  readonly without: number;
  readonly trunked: number;
}

/** What stands in the way of a deployment. */
export type PreflightProblem =
  | { readonly code: 'wrong-account'; readonly bound: string; readonly actual: string }
  | { readonly code: 'no-repository'; readonly repository: string; readonly region: string }
  | { readonly code: 'no-image'; readonly repository: string; readonly image: string }
  | {
      /** The image has no variant for instances that its tasks may be placed on. */
      readonly code: 'wrong-platform';
      readonly image: string;
      /** Such as `linux/arm64`. */
      readonly missing: readonly string[];
      readonly has: readonly string[];
    }
  | { readonly code: 'no-secret'; readonly name: string; readonly region: string }
  | { readonly code: 'secret-deleted'; readonly name: string; readonly at: string }
  | { readonly code: 'no-secret-version'; readonly name: string; readonly version: string }
  | { readonly code: 'no-parameter'; readonly name: string; readonly region: string }
  | {
      readonly code: 'type-not-offered';
      readonly types: readonly string[];
      /** The region, or the zones in which none of the types is offered. */
      readonly where: readonly string[];
      /** Zones in which one of them is. */
      readonly others: readonly string[];
    }
  | {
      readonly code: 'quota-too-low';
      /** The quota's code in Service Quotas. */
      readonly quota: string;
      readonly families: string;
      readonly purchase: 'on-demand' | 'spot';
      /** vCPUs, as the next two. */
      readonly limit: number;
      /** What the groups of the templates take at their maximum size. */
      readonly needed: number;
      /** What else runs. */
      readonly running: number;
    }
  | ({ readonly code: 'trunking-off' } & WithoutTrunk)
  | { readonly code: 'name-taken'; readonly type: string; readonly name: string }
  | { readonly code: 'no-cluster'; readonly name: string; readonly region: string }
  | { readonly code: 'no-service-linked-role'; readonly role: string; readonly service: string };

/** Why the account's answer does not settle a check. */
export type PreflightDoubt =
  /** The template does not tell what to look for. */
  | { readonly code: 'value'; readonly unknown: Unknown }
  /** The image is in a registry other than Amazon ECR. */
  | { readonly code: 'other-registry'; readonly address: string }
  /** The CDK publishes the image as it deploys. */
  | { readonly code: 'published-by-deployment'; readonly image: string }
  /** The image comes by a pull-through cache, with its first pull. */
  | { readonly code: 'pulled-through'; readonly image: string; readonly upstream: string }
  /** The repository is made by the deployment, so that it has no image yet. */
  | { readonly code: 'repository-to-be-made'; readonly repository: string }
  /** The image is there, and its manifest does not tell what it runs on. */
  | { readonly code: 'platform-not-told'; readonly image: string }
  /** Only some of the instances suit the image, and placement constraints may keep tasks to them. */
  | { readonly code: 'constraints-decide'; readonly missing: readonly string[] }
  /** Not every zone of the region offers the types, and the template does not tell in which they are to start. */
  | { readonly code: 'zones-not-known'; readonly types: readonly string[]; readonly without: readonly string[] }
  /** Service Quotas does not know the quota in this region. */
  | { readonly code: 'no-quota'; readonly quota: string }
  /** Trunking is not in effect; the tasks may fit nonetheless. */
  | ({ readonly code: 'trunking-off' } & WithoutTrunk)
  /** The name is taken, perhaps by the stack itself: how that is called is not known. */
  | { readonly code: 'owner-not-known'; readonly name: string }
  /** Services that the templates do not hold run in the cluster. */
  | {
      readonly code: 'other-services';
      readonly services: readonly { readonly name: string; readonly runningTasks: number }[];
    }
  /** AWS makes the role with its first use, if whoever deploys may. */
  | { readonly code: 'role-made-with-first-use'; readonly role: string; readonly service: string }
  | { readonly code: 'no-answer'; readonly problem: OperationProblem };

/** What a check comes to. */
export type PreflightOutcome =
  | { readonly state: 'holds' }
  | { readonly state: 'fails'; readonly problem: PreflightProblem }
  | { readonly state: 'unknown'; readonly why: PreflightDoubt }
  | {
      /** There is no permission to look. */
      readonly state: 'not-looked-at';
      readonly denied: Extract<OperationProblem, { code: 'access-denied' }>;
      /** What to add to the policy; absent when a policy denies it. */
      readonly statement?: { readonly Effect: string; readonly Action: string; readonly Resource: string };
    };

/** One thing that was looked at. */
export interface PreflightResult {
  readonly check: PreflightCheckId;
  /** What it is, such as an image or a role. */
  readonly subject: string;
  /** Construct paths or logical ids of what needs it. */
  readonly neededBy: readonly string[];
  readonly outcome: PreflightOutcome;
}

export const HOLDS: PreflightOutcome = { state: 'holds' };
export const fails = (problem: PreflightProblem): PreflightOutcome => ({ state: 'fails', problem });
export const unknown = (why: PreflightDoubt): PreflightOutcome => ({ state: 'unknown', why });
