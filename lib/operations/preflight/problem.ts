/** What instances take while ENI trunking is not in effect for their role. */
export interface WithoutTrunk {
  /** The role's ARN, or the account's root, whose setting holds for roles that are yet to be made. */
  readonly principal: string;
  readonly type: string;
  /** `awsvpc` tasks on an instance of the type. */
  readonly without: number;
  readonly trunked: number;
}

/** What a quota on vCPUs leaves. */
export interface QuotaRoom {
  /** The quota's code in Service Quotas. */
  readonly quota: string;
  readonly families: string;
  readonly purchase: 'on-demand' | 'spot';
  readonly region: string;
  /** vCPUs, as all that follow. */
  readonly limit: number;
  /** What the groups of the templates take at their maximum size, if they launch their smallest types. */
  readonly atLeast: number;
  /** If they launch their largest. */
  readonly atMost: number;
  /** What else runs. */
  readonly running: number;
}

/** Free addresses of the subnets in which instances or tasks get theirs. */
export interface AddressRoom {
  readonly subnets: readonly string[];
  readonly free: number;
  /** What is to be started there, beside what runs already, as the template is deployed. */
  readonly needed: number;
  /** The same at the most that scaling allows. */
  readonly atMost: number;
  readonly what: 'tasks' | 'instances';
}

/** What surely stands in the way: the deployment, or the tasks after it, will fail. */
export type PreflightProblem =
  | { readonly code: 'no-repository'; readonly repository: string; readonly region: string }
  | {
      readonly code: 'no-image';
      readonly repository: string;
      readonly image: string;
      /** Tags that are there and read like it. */
      readonly near: readonly string[];
    }
  | {
      /** The image has no variant for any of the instances that its tasks may be placed on. */
      readonly code: 'wrong-platform';
      readonly image: string;
      /** Such as `linux/arm64`. */
      readonly missing: readonly string[];
      readonly has: readonly string[];
    }
  | { readonly code: 'no-secret'; readonly name: string; readonly region: string }
  | { readonly code: 'secret-deleted'; readonly name: string; readonly arn: string; readonly at: string }
  | { readonly code: 'no-secret-version'; readonly name: string; readonly version: string }
  | { readonly code: 'no-secret-key'; readonly name: string; readonly key: string }
  /** A key is asked for of a secret that is not a JSON object. */
  | { readonly code: 'secret-without-keys'; readonly name: string; readonly key: string }
  | { readonly code: 'no-parameter'; readonly name: string; readonly region: string }
  | {
      readonly code: 'type-not-offered';
      readonly types: readonly string[];
      /** The region, or the zones of the group. */
      readonly where: readonly string[];
      /** Zones in which one of them is offered. */
      readonly others: readonly string[];
    }
  | ({ readonly code: 'quota-too-low' } & QuotaRoom)
  | {
      /** A cluster would have more services than the quota allows. */
      readonly code: 'too-many-services';
      readonly quota: string;
      readonly region: string;
      readonly limit: number;
      /** Those that it has, and those of the templates that are new. */
      readonly active: number;
      readonly added: number;
    }
  | ({ readonly code: 'trunking-off' } & WithoutTrunk)
  | { readonly code: 'name-taken'; readonly type: string; readonly name: string }
  | { readonly code: 'no-cluster'; readonly name: string; readonly region: string }
  | { readonly code: 'no-subnet'; readonly subnets: readonly string[]; readonly region: string }
  /** Neither a route nor endpoints lead from any of the subnets of a group to ECS. */
  | { readonly code: 'no-way-to-ecs'; readonly subnets: readonly string[] }
  | ({ readonly code: 'no-addresses' } & AddressRoom)
  | {
      /** Instances are to be targets of a group in another VPC. */
      readonly code: 'target-group-elsewhere';
      readonly targetGroup: string;
      readonly vpc: string;
      readonly instancesIn: string;
    };
