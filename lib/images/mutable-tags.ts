import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';
import type { MutableTags } from './image-repository-props';
import { checkTagPattern, type TagPattern } from './tag-pattern';

/** Wildcards that ECR allows in one mutability exclusion. */
const MAX_WILDCARDS = 2;

/** The mutable tags, one to five patterns that ECR accepts; none if they are not given. */
export function checkedMutableTags(given: MutableTags | undefined, scope: IConstruct): readonly TagPattern[] {
  if (!given) return [];
  const patterns = given.filter((pattern) => pattern !== undefined);
  if (patterns.length < 1 || patterns.length > 5) {
    throw new MisuseError(
      'MutableTagsOutOfRange',
      `mutableTags has ${patterns.length} patterns: ECR takes one to five; leave it out to make every tag immutable`,
      scope,
    );
  }
  for (const pattern of patterns) checkTagPattern(pattern, MAX_WILDCARDS, scope);
  return patterns;
}
