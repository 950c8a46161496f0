import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { ImageRepositoryOptions, LifecycleOptions } from '../image-repository-props';
import { checkTagPattern, patternsOverlap } from '../tag-pattern';
import type { LifecycleSpec } from './policy';

/** Wildcards that ECR allows in one pattern of a lifecycle rule. */
const MAX_WILDCARDS = 4;
/** ECR charges an archived image for 90 days and lets no rule delete it earlier. */
const MIN_ARCHIVED_DAYS = 90;

/** Checks the lifecycle options and turns them into numbers. */
export function lifecycleSpec(options: LifecycleOptions & ImageRepositoryOptions, scope: IConstruct): LifecycleSpec {
  const { keepReleases, olderReleases = 'expire', deleteArchivedAfter, expireUntaggedAfter } = options;
  const { releaseTags = ['*'], keepTagged = {}, archiveUnpulled = {} } = options;
  const refuse = (message: string): never => {
    throw new MisuseError('InvalidLifecycle', message, scope);
  };
  const count = (name: string, value: number, min: number): number =>
    Number.isInteger(value) && value >= min
      ? value
      : refuse(`${name} is ${value}: give a whole number, ${min} or more`);
  const days = (name: string, value: Duration, min = 1): number =>
    count(`${name} in days`, value.toDays({ integral: false }), min);

  if (releaseTags.length === 0) refuse("releaseTags is empty: name the tags that are releases, such as ['v*']");
  if (options.olderReleases && keepReleases === undefined) {
    refuse(`olderReleases is '${olderReleases}' but no release is ever too old: give keepReleases as well`);
  }
  const archives = olderReleases === 'archive' || Object.keys(archiveUnpulled).length > 0;
  if (deleteArchivedAfter && !archives) {
    refuse("deleteArchivedAfter has nothing to delete: give olderReleases: 'archive' or archiveUnpulled as well");
  }
  checkPatterns(options, releaseTags, scope);

  return {
    releaseTags,
    olderReleases,
    keepTagged: mapValues(keepTagged, (value, pattern) => count(`keepTagged of ${pattern}`, value, 1)),
    archiveUnpulled: mapValues(archiveUnpulled, (value, pattern) => days(`archiveUnpulled of ${pattern}`, value)),
    ...(keepReleases !== undefined && { keepReleases: count('keepReleases', keepReleases, 2) }),
    ...(deleteArchivedAfter && {
      deleteArchivedAfterDays: days('deleteArchivedAfter', deleteArchivedAfter, MIN_ARCHIVED_DAYS),
    }),
    ...(expireUntaggedAfter !== 'never' && {
      expireUntaggedAfterDays: expireUntaggedAfter ? days('expireUntaggedAfter', expireUntaggedAfter) : 14,
    }),
  };
}

/**
 * Each image must fall under one rule: ECR applies the first that selects it, and counts it for all of them.
 * Builds under a mutable tag that counted as releases would push the real ones out.
 */
function checkPatterns(
  options: LifecycleOptions & ImageRepositoryOptions,
  releaseTags: readonly string[],
  scope: IConstruct,
): void {
  const patterns = [
    ...releaseTags,
    ...Object.keys(options.keepTagged ?? {}),
    ...Object.keys(options.archiveUnpulled ?? {}),
  ];
  for (const pattern of patterns) checkTagPattern(pattern, MAX_WILDCARDS, scope);
  const mutable = options.releaseTags || options.keepReleases !== undefined ? (options.mutableTags ?? []) : [];
  const pairs = [
    ...patterns.flatMap((left, index) => patterns.slice(index + 1).map((right) => [left, right] as const)),
    ...releaseTags.flatMap((left) => mutable.flatMap((right) => (right ? [[left, right] as const] : []))),
  ];
  const overlap = pairs.find(([left, right]) => patternsOverlap(left, right));
  if (!overlap) return;
  const fix = options.releaseTags ? 'make them disjoint' : "name the releases, such as releaseTags: ['v*']";
  throw new MisuseError(
    'OverlappingTagPatterns',
    `the tag patterns '${overlap[0]}' and '${overlap[1]}' select the same image: ${fix}`,
    scope,
  );
}

const mapValues = <In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In, key: string) => Out,
): Record<string, Out> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
