import { selectsTag } from '../../template';

/** When a rule takes an image that it selects. Absent from a rule when that is not understood. */
export type Counting =
  /** Once so many newer ones are selected too. */
  | { readonly by: 'count'; readonly images: number }
  /** So many days after it was pushed, or after its last pull. */
  | { readonly by: 'push' | 'pull'; readonly days: number };

/** A rule of a lifecycle policy as ECR has it, of those that select images which can be pulled. */
export interface LifecycleRule {
  readonly priority: number;
  /** What it does: deletes images, or puts them where no task can pull them from. */
  readonly action: 'expire' | 'archive';
  readonly tags: 'tagged' | 'untagged' | 'any';
  /** Beginnings of tags: an image has one for each of them. */
  readonly prefixes: readonly string[];
  /** Patterns with `*`: an image has a tag for each of them. */
  readonly patterns: readonly string[];
  readonly counting?: Counting;
}

/** A rule as it stands in the policy's text. */
interface WrittenRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: LifecycleRule['tags'];
    readonly tagPrefixList?: readonly string[];
    readonly tagPatternList?: readonly string[];
    readonly storageClass?: string;
    readonly countType: string;
    readonly countUnit?: string;
    readonly countNumber: number;
  };
  readonly action: { readonly type: string };
}

/**
 * Reads a policy's text, which ECR has checked; the first to be applied first.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function rulesIn(policyText: string): readonly LifecycleRule[] {
  const { rules } = JSON.parse(policyText) as { readonly rules: readonly WrittenRule[] };
  return rules
    .filter(({ selection }) => selection.storageClass !== 'archive')
    .map(({ rulePriority: priority, selection, action }): LifecycleRule => {
      const counting = countingOf(selection);
      return {
        priority,
        action: action.type === 'transition' ? 'archive' : 'expire',
        tags: selection.tagStatus,
        prefixes: selection.tagPrefixList ?? [],
        patterns: selection.tagPatternList ?? [],
        ...(counting && { counting }),
      };
    })
    .sort((a, b) => a.priority - b.priority);
}

function countingOf({ countType, countUnit, countNumber }: WrittenRule['selection']): Counting | undefined {
  if (countType === 'imageCountMoreThan') return { by: 'count', images: countNumber };
  if (countUnit !== undefined && countUnit !== 'days') return undefined;
  if (countType === 'sinceImagePushed') return { by: 'push', days: countNumber };
  return countType === 'sinceImagePulled' ? { by: 'pull', days: countNumber } : undefined;
}

/** Whether a rule selects an image with these tags. */
export function selectsImage(rule: LifecycleRule, tags: readonly string[]): boolean {
  if (rule.tags === 'any') return true;
  if (rule.tags === 'untagged') return tags.length === 0;
  const has = (prefixes: readonly string[], patterns: readonly string[]) =>
    tags.some((tag) =>
      selectsTag({ priority: 0, tags: 'tagged', prefixes, patterns, expires: { by: 'count', than: 0 } }, tag),
    );
  return (
    tags.length > 0 &&
    rule.prefixes.every((prefix) => has([prefix], [])) &&
    rule.patterns.every((pattern) => has([], [pattern]))
  );
}
