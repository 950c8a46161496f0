/**
 * Every mistake the constructs refuse in their constructors: code, and what it means.
 * A code is public API: it is never reused and never renamed.
 */
export const MISUSES = {
  // images
  InvalidTagPattern: 'A tag pattern that ECR refuses.',
  MutableTagsOutOfRange: 'Not one to five patterns of mutable tags.',
  InvalidLifecycle: 'A lifecycle setting that ECR refuses or that would have no effect.',
  OverlappingTagPatterns: 'Two tag patterns of one repository that select the same image.',
  UnprotectedReleases: 'An added lifecycle rule that could expire a release.',
  EmptyOnDeleteWithoutDestroy: 'Deleting the images with a repository that is not deleted.',
  InvalidPullAccess: 'An account or organization id that is none, or pull access for nobody.',
  PublicRepositoryPolicy: 'A repository policy that opens the images to every AWS account.',
  InvalidImageTag: 'A text that is not an image tag.',
  InvalidImageDigest: 'A text that is not a SHA-256 image digest.',
  MutableRelease: 'A release of a tag that may be pushed again.',
  DuplicateRegistrySetting: 'A second setting of a registry that takes one.',
  InvalidReplication: 'A replication that ECR refuses.',
  InvalidUpstream: 'A prefix or credentials that ECR takes for no pull-through cache.',
  InvalidImageReference: 'A text that names no image of the upstream registry.',
  // cluster
  CapacityUnknown: 'A capacity was named that the cluster does not have.',
  StrategyBaseWithoutWeight: 'A capacity has a base but the weight 0, on which ECS places no task.',
  StrategyBases: 'More than one capacity of a strategy has a base.',
  StrategyEmpty: 'A capacity strategy names no capacity.',
  StrategyRange: 'A base or weight is not a whole number in the range that ECS takes.',
  StrategyTooMany: 'A capacity strategy names more capacities than ECS takes.',
  StrategyWeights: 'All weights of a capacity strategy are 0.',
  // task
  // service
  // jobs
} as const satisfies Record<string, string>;

/** The code of a refused mistake. Compare codes, never message texts. */
export type MisuseCode = keyof typeof MISUSES;

/**
 * A mistake in how a construct is used, thrown by its constructor before anything is synthesized.
 * The message names the offending value and the fix; the construct's path is appended when known.
 */
export class MisuseError extends Error {
  override readonly name = 'MisuseError';

  constructor(
    readonly code: MisuseCode,
    message: string,
    scope?: { readonly node: { readonly path: string } },
  ) {
    super(scope ? `${code}: ${message} (at ${scope.node.path})` : `${code}: ${message}`);
  }
}
