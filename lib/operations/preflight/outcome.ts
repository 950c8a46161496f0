import type { OperationProblem } from '../aws/problem/problem';
import type { PreflightDoubt } from './doubt';
import type { PreflightProblem } from './problem';

/** The checks, by what each looks at. */
export type PreflightCheckId =
  | 'accounts'
  | 'images'
  | 'secrets'
  | 'instance-offerings'
  | 'vcpu-quotas'
  | 'service-quotas'
  | 'service-linked-roles'
  | 'trunking'
  | 'subnets'
  | 'egress'
  | 'target-groups'
  | 'names'
  | 'other-services'
  | 'running-services';

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
