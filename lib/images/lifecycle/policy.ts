import type { TagPattern } from '../tag-pattern';

/**
 * One rule of an ECR lifecycle policy, as ECR reads it (its priority is its place in the list).
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export interface LifecyclePolicyRule {
  readonly description?: string;
  readonly selection: LifecycleSelection & LifecycleCount;
  readonly action:
    | { readonly type: 'expire' }
    | { readonly type: 'transition'; readonly targetStorageClass: 'archive' };
}

type LifecycleSelection =
  | { readonly tagStatus: 'tagged'; readonly tagPatternList: readonly TagPattern[] }
  | { readonly tagStatus: 'tagged'; readonly tagPrefixList: readonly string[] }
  | { readonly tagStatus: 'untagged' | 'any' };

type LifecycleCount =
  | { readonly countType: 'imageCountMoreThan'; readonly countNumber: number }
  | {
      readonly countType: 'sinceImagePushed' | 'sinceImagePulled';
      readonly countUnit: 'days';
      readonly countNumber: number;
    }
  | {
      readonly countType: 'sinceImageTransitioned';
      readonly storageClass: 'archive';
      readonly countUnit: 'days';
      readonly countNumber: number;
    };

const EXPIRE = { type: 'expire' } as const;
const ARCHIVE = { type: 'transition', targetStorageClass: 'archive' } as const;

/** What {@link lifecyclePolicy} makes rules from; all of it already checked. */
export interface LifecycleSpec {
  readonly releaseTags: readonly TagPattern[];
  readonly keepReleases?: number;
  readonly olderReleases: 'expire' | 'archive';
  readonly keepTagged: Readonly<Record<TagPattern, number>>;
  readonly archiveUnpulled: Readonly<Record<TagPattern, number>>;
  readonly deleteArchivedAfterDays?: number;
  readonly expireUntaggedAfterDays?: number;
}

/**
 * Rules in the order that protects releases.
 *
 * An image that a rule selects by its tags is out of reach of every later rule, even when the earlier one leaves it
 * alone. So the rules that keep releases come first. Several patterns in one rule would select only images that carry
 * *all* of them, so each pattern has a rule of its own.
 */
export function lifecyclePolicy(spec: LifecycleSpec, added: readonly LifecyclePolicyRule[]): LifecyclePolicyRule[] {
  const { keepReleases, deleteArchivedAfterDays, expireUntaggedAfterDays } = spec;
  const archived = [
    ...(keepReleases !== undefined && spec.olderReleases === 'archive' ? spec.releaseTags : []),
    ...Object.keys(spec.archiveUnpulled),
  ];
  return [
    ...(keepReleases === undefined
      ? []
      : spec.releaseTags.map((pattern) =>
          keepNewest(pattern, keepReleases, spec.olderReleases === 'archive' ? ARCHIVE : EXPIRE),
        )),
    ...Object.entries(spec.keepTagged).map(([pattern, count]) => keepNewest(pattern, count, EXPIRE)),
    ...Object.entries(spec.archiveUnpulled).map(
      ([pattern, days]): LifecyclePolicyRule => ({
        description: `Archive ${pattern} not pulled for ${days} days`,
        selection: { ...tagged(pattern), countType: 'sinceImagePulled', countUnit: 'days', countNumber: days },
        action: ARCHIVE,
      }),
    ),
    ...(deleteArchivedAfterDays === undefined
      ? []
      : archived.map(
          (pattern): LifecyclePolicyRule => ({
            description: `Expire ${pattern} after ${deleteArchivedAfterDays} days in the archive`,
            selection: {
              ...tagged(pattern),
              storageClass: 'archive',
              countType: 'sinceImageTransitioned',
              countUnit: 'days',
              countNumber: deleteArchivedAfterDays,
            },
            action: EXPIRE,
          }),
        )),
    ...added.filter((rule) => rule.selection.tagStatus !== 'any'),
    ...(expireUntaggedAfterDays === undefined ? [] : [expireUntagged(expireUntaggedAfterDays)]),
    // ECR wants the rule for any image last.
    ...added.filter((rule) => rule.selection.tagStatus === 'any'),
  ];
}

/** Expires images that no tag names any more, some days after they were pushed. */
export function expireUntagged(days: number): LifecyclePolicyRule {
  return {
    description: `Expire untagged after ${days} days`,
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
    action: EXPIRE,
  };
}

/** The JSON text that ECR takes, with priorities from 1. */
export function lifecyclePolicyText(rules: readonly LifecyclePolicyRule[]): string {
  return JSON.stringify({ rules: rules.map((rule, index) => ({ rulePriority: index + 1, ...rule })) });
}

const tagged = (pattern: TagPattern) => ({ tagStatus: 'tagged', tagPatternList: [pattern] }) as const;

function keepNewest(pattern: TagPattern, count: number, action: LifecyclePolicyRule['action']): LifecyclePolicyRule {
  return {
    description: `Keep the newest ${count} of ${pattern}`,
    selection: { ...tagged(pattern), countType: 'imageCountMoreThan', countNumber: count },
    action,
  };
}
