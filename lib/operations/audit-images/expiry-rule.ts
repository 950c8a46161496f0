import { selectsTag } from '../../template';

/** A rule of a lifecycle policy as ECR has it. */
export interface ExpiryRule {
  readonly priority: number;
  readonly tags: 'tagged' | 'untagged' | 'any';
  /** Beginnings of tags: an image has one for each of them. */
  readonly prefixes: readonly string[];
  /** Patterns with `*`: an image has a tag for each of them. */
  readonly patterns: readonly string[];
  /** Absent when how it counts is not understood. */
  readonly expires?: { readonly by: 'count'; readonly images: number } | { readonly by: 'age'; readonly days: number };
}

/** A rule as it stands in the policy's text. */
interface WrittenRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: ExpiryRule['tags'];
    readonly tagPrefixList?: readonly string[];
    readonly tagPatternList?: readonly string[];
    readonly countType: string;
    readonly countUnit?: string;
    readonly countNumber: number;
  };
}

/** Reads a policy's text, which ECR has checked. */
export function expiryRules(policyText: string): readonly ExpiryRule[] {
  const { rules } = JSON.parse(policyText) as { readonly rules: readonly WrittenRule[] };
  return rules.map(({ rulePriority: priority, selection }) => {
    const expires = expiryOf(selection);
    return {
      priority,
      tags: selection.tagStatus,
      prefixes: selection.tagPrefixList ?? [],
      patterns: selection.tagPatternList ?? [],
      ...(expires && { expires }),
    };
  });
}

function expiryOf({ countType, countNumber }: WrittenRule['selection']): ExpiryRule['expires'] {
  if (countType === 'imageCountMoreThan') return { by: 'count', images: countNumber };
  return countType === 'sinceImagePushed' ? { by: 'age', days: countNumber } : undefined;
}

/** Whether a rule selects an image with these tags. */
export function selectsImage(rule: ExpiryRule, tags: readonly string[]): boolean {
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
