import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { ImageRepository, type ImageRepositoryProps } from '../../../lib/images';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';

function rulesOf(images: ImageRepository): { rulePriority: number; selection: object; action: object }[] {
  const [repository] = Object.values(Template.fromStack(images.stack).findResources('AWS::ECR::Repository'));
  const text = repository!.Properties.LifecyclePolicy?.LifecyclePolicyText;
  return text ? JSON.parse(text).rules : [];
}

const build = (props: ImageRepositoryProps = {}) => new ImageRepository(testStack(), 'Images', props);
const expire = { type: 'expire' };
const archive = { type: 'transition', targetStorageClass: 'archive' };
const untagged = {
  selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
  action: expire,
};
const newest = (pattern: string, countNumber: number, action: object = expire) => ({
  selection: { tagStatus: 'tagged', tagPatternList: [pattern], countType: 'imageCountMoreThan', countNumber },
  action,
});

test('by default only untagged images go, and no release ever does', () => {
  expect(rulesOf(build())).toMatchObject([untagged]);
  expect(rulesOf(build())).toHaveLength(1);
  expect(rulesOf(build({ expireUntaggedAfter: 'never' }))).toEqual([]);
});

test('releases go by count, each pattern by itself, and before every other rule', () => {
  const rules = rulesOf(build({ keepReleases: 20, releaseTags: ['v*', 'hotfix-*'], keepTagged: { 'pr-*': 50 } }));
  expect(rules).toMatchObject([newest('v*', 20), newest('hotfix-*', 20), newest('pr-*', 50), untagged]);
  expect(rules.map((rule) => rule.rulePriority)).toEqual([1, 2, 3, 4]);
});

test('no rule of ours deletes tagged images by age', () => {
  const rules = rulesOf(build({ keepReleases: 5, releaseTags: ['v*'], keepTagged: { 'pr-*': 9 } }));
  const aged = rules.filter((rule) => JSON.stringify(rule).includes('sinceImage'));
  expect(aged).toMatchObject([untagged]);
});

test('older releases and unused builds can go to the archive, and from there after 90 days or more', () => {
  const rules = rulesOf(
    build({
      keepReleases: 20,
      releaseTags: ['v*'],
      olderReleases: 'archive',
      archiveUnpulled: { 'pr-*': Duration.days(30) },
      deleteArchivedAfter: Duration.days(365),
      expireUntaggedAfter: 'never',
    }),
  );
  const fromArchive = (pattern: string) => ({
    selection: {
      tagStatus: 'tagged',
      tagPatternList: [pattern],
      storageClass: 'archive',
      countType: 'sinceImageTransitioned',
      countUnit: 'days',
      countNumber: 365,
    },
    action: expire,
  });
  expect(rules).toMatchObject([
    newest('v*', 20, archive),
    {
      selection: { tagPatternList: ['pr-*'], countType: 'sinceImagePulled', countUnit: 'days', countNumber: 30 },
      action: archive,
    },
    fromArchive('v*'),
    fromArchive('pr-*'),
  ]);
});

describe('rules added by the L2 method', () => {
  test('come after those that keep releases, in order of their priority, and "any" comes last', () => {
    const images = build({ keepReleases: 5, releaseTags: ['v*'] });
    images.addLifecycleRule({ maxImageCount: 500 });
    images.addLifecycleRule({ tagPrefixList: ['second'], maxImageCount: 2 });
    images.addLifecycleRule({ tagPatternList: ['first-*'], maxImageAge: Duration.days(9), rulePriority: 1 });
    expect(rulesOf(images)).toMatchObject([
      newest('v*', 5),
      { selection: { tagPatternList: ['first-*'], countType: 'sinceImagePushed', countNumber: 9 } },
      { selection: { tagPrefixList: ['second'], countType: 'imageCountMoreThan', countNumber: 2 } },
      untagged,
      { selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 500 } },
    ]);
  });

  test('may not reach releases that no rule keeps', () => {
    const unprotected = build({ releaseTags: ['v*'] });
    expect(misuseOf(() => unprotected.addLifecycleRule({ maxImageCount: 9 }))).toBe('UnprotectedReleases');
    expect(misuseOf(() => unprotected.addLifecycleRule({ tagPrefixList: ['v1'], maxImageCount: 9 }))).toBe(
      'UnprotectedReleases',
    );
    expect(
      misuseOf(() => unprotected.addLifecycleRule({ tagPatternList: ['pr-*'], maxImageCount: 9 })),
    ).toBeUndefined();
  });

  test('may not be a second rule for untagged images', () => {
    const rule = { tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(1) };
    expect(misuseOf(() => build().addLifecycleRule(rule))).toBe('InvalidLifecycle');
    expect(misuseOf(() => build({ expireUntaggedAfter: 'never' }).addLifecycleRule(rule))).toBeUndefined();
  });
});

describe('refused', () => {
  test.each<[string, ImageRepositoryProps]>([
    ['one release: nothing to roll back to', { keepReleases: 1 }],
    ['half an image', { keepReleases: 2.5 }],
    ['no image', { releaseTags: ['v*'], keepTagged: { 'pr-*': 0 } }],
    ['no release tags', { releaseTags: [] }],
    ['less than a day', { expireUntaggedAfter: Duration.hours(3) }],
    [
      'archived less than 90 days',
      { keepReleases: 2, olderReleases: 'archive', deleteArchivedAfter: Duration.days(89) },
    ],
    ['deleting from an empty archive', { deleteArchivedAfter: Duration.days(90) }],
    ['older releases of an unlimited number', { olderReleases: 'archive' }],
    [
      'more than 50 rules',
      { releaseTags: ['v*'], keepTagged: Object.fromEntries([...Array(50).keys()].map((n) => [`pr-${n}-*`, 1])) },
    ],
  ])('%s', (_, props) => {
    expect(misuseOf(() => build(props))).toBe('InvalidLifecycle');
  });

  test.each<[string, ImageRepositoryProps]>([
    ['other tags that are releases', { keepReleases: 9, keepTagged: { 'pr-*': 5 } }],
    ['archiving releases by their last pull', { releaseTags: ['v*'], archiveUnpulled: { 'v1.*': Duration.days(30) } }],
    ['mutable builds that count as releases', { keepReleases: 9, mutableTags: ['main-*'] }],
    ['release tags that are mutable', { releaseTags: ['v*'], mutableTags: ['v*-rc'] }],
    ['release tags that overlap', { keepReleases: 9, releaseTags: ['v*', 'v1*'] }],
  ])('%s', (_, props) => {
    expect(misuseOf(() => build(props))).toBe('OverlappingTagPatterns');
  });

  test('more wildcards than ECR takes', () => {
    expect(misuseOf(() => build({ releaseTags: ['a*b*c*d*e*'] }))).toBe('InvalidTagPattern');
  });
});
