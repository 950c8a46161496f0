import type { Unknown } from '../../template';
import type { OperationProblem } from '../aws/problem/problem';
import type { AddressRoom, QuotaRoom, WithoutTrunk } from './problem';

/** Why the account's answer does not settle a check. */
export type PreflightDoubt =
  /** The template does not tell what to look for. */
  | { readonly code: 'value'; readonly unknown: Unknown }
  /** Stacks are bound to an account that is not the one of the credentials: nothing of them was looked up. */
  | { readonly code: 'other-account'; readonly bound: string; readonly actual: string }
  /** The image is in a registry other than Amazon ECR. */
  | { readonly code: 'other-registry'; readonly address: string }
  /** The CDK publishes the image as it deploys. */
  | { readonly code: 'published-by-deployment'; readonly image: string }
  /** A custom resource of the templates names the repository and may push the image. */
  | { readonly code: 'pushed-by-deployment'; readonly image: string; readonly by: string }
  /** The image comes by a pull-through cache, with its first pull. */
  | { readonly code: 'pulled-through'; readonly image: string; readonly upstream: string }
  /** The repository is made by the deployment, so that it has no image yet. */
  | { readonly code: 'repository-to-be-made'; readonly repository: string }
  /** The image is there, and its manifest does not tell what it runs on. */
  | { readonly code: 'platform-not-told'; readonly image: string }
  /** The image is there, and ECR does not give its manifest: why, in ECR's word. */
  | { readonly code: 'manifest-not-read'; readonly image: string; readonly why: string }
  /** The image has no variant for some of what its tasks may be placed on. */
  | {
      readonly code: 'some-platforms';
      readonly image: string;
      readonly missing: readonly string[];
      readonly has: readonly string[];
    }
  /** A key of the secret's JSON: its value is read only when asked for. */
  | { readonly code: 'key-not-looked-at'; readonly name: string; readonly key: string }
  /** Parameter Store does not list parameters of other accounts, of AWS, versions or labels. */
  | { readonly code: 'parameter-not-listed'; readonly name: string }
  /** Some of a group's types are not offered in the region, or none of them in some of its zones. */
  | {
      readonly code: 'types-partly-offered';
      readonly types: readonly string[];
      readonly where: readonly string[];
    }
  /** Not every zone of the region offers the types, and the template does not tell in which they are to start. */
  | { readonly code: 'zones-not-known'; readonly types: readonly string[]; readonly without: readonly string[] }
  /** Service Quotas does not know the quota in this region. */
  | { readonly code: 'no-quota'; readonly quota: string }
  /** Whether the quota suffices hangs on which types the groups launch. */
  | ({ readonly code: 'quota-may-be-too-low' } & QuotaRoom)
  /** Trunking is not in effect; the tasks may fit nonetheless. */
  | ({ readonly code: 'trunking-off' } & WithoutTrunk)
  /** The name is taken, perhaps by the stack itself: how that is called is not known. */
  | { readonly code: 'owner-not-known'; readonly name: string }
  /** Another of the stacks has the name, and its template gives it up. */
  | { readonly code: 'name-moves'; readonly name: string; readonly from: string }
  /** Services and tasks that the templates do not hold run in the cluster. */
  | {
      readonly code: 'other-services';
      readonly services: readonly { readonly name: string; readonly runningTasks: number }[];
    }
  /** What was changed outside of the stack, which its next update reverts. */
  | {
      readonly code: 'changed-outside';
      readonly service: string;
      /** Task definitions: what runs, and what the stack has deployed. */
      readonly runs: string;
      readonly deployed: string;
    }
  /** The template sets a count that is not the one at which the service is. */
  | { readonly code: 'count-reset'; readonly service: string; readonly from: number; readonly to: number }
  /** AWS makes the role with its first use, if whoever deploys may. */
  | { readonly code: 'role-made-with-first-use'; readonly role: string; readonly service: string }
  /** Enough addresses for what is deployed, not for the most that scaling allows. */
  | ({ readonly code: 'few-addresses' } & AddressRoom)
  /** No route that is sure to lead to ECS; a proxy, a route to other networks or a public address may. */
  | { readonly code: 'way-to-ecs-not-sure'; readonly subnets: readonly string[] }
  | { readonly code: 'no-answer'; readonly problem: OperationProblem };
