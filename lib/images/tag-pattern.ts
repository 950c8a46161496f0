import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';

/**
 * A pattern of image tags: literal characters and `*`, which stands for any number of characters.
 *
 * ECR uses the same syntax for mutability exclusions (at most two wildcards) and for lifecycle rules (at most four).
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export type TagPattern = string;

/** Whether a pattern matches a tag as a whole. */
export function matchesTag(pattern: TagPattern, tag: string): boolean {
  return patternsOverlap(pattern, tag);
}

/** Whether some tag is matched by both patterns. */
export function patternsOverlap(left: TagPattern, right: TagPattern): boolean {
  const reached = new Map<number, boolean>();
  const from = (l: number, r: number): boolean => {
    const key = l * (right.length + 1) + r;
    const known = reached.get(key);
    if (known !== undefined) return known;
    const answer =
      l === left.length && r === right.length
        ? true
        : left[l] === '*'
          ? from(l + 1, r) || (r < right.length && from(l, r + 1))
          : right[r] === '*'
            ? from(l, r + 1) || (l < left.length && from(l + 1, r))
            : l < left.length && left[l] === right[r] && from(l + 1, r + 1);
    reached.set(key, answer);
    return answer;
  };
  return from(0, 0);
}

/** Refuses a pattern that ECR would refuse: bad characters, too long, or more wildcards than the place allows. */
export function checkTagPattern(pattern: TagPattern, maxWildcards: number, scope: IConstruct): void {
  const wildcards = pattern.split('*').length - 1;
  if (/^[0-9a-zA-Z._*-]{1,128}$/.test(pattern) && wildcards <= maxWildcards) return;
  throw new MisuseError(
    'InvalidTagPattern',
    `'${pattern}' is not a tag pattern: use 1 to 128 of letters, digits, '.', '_', '-' and at most ${maxWildcards} '*'`,
    scope,
  );
}

/** The tags that a pattern matches, as a type: `main-*` becomes `main-${string}`. */
export type TagsOf<Pattern extends string> = Pattern extends `${infer Head}*${infer Tail}`
  ? `${Head}${string}${TagsOf<Tail>}`
  : Pattern;
