import { type LifecycleRule, selectsTag } from '../../../lib/template';
import { modelOf } from '../model-of';

const repository = (properties: string) => {
  const model = modelOf(`Resources:\n  Images: {Type: AWS::ECR::Repository, Properties: ${properties}}\n`);
  return [...model.repositories.values()][0]!;
};

test('a tag stays with its image as the repository says', () => {
  const filters = 'ImageTagMutabilityExclusionFilters: [{ImageTagMutabilityExclusionFilterValue: "dev*"}]';
  expect(repository('{}').isImmutable('v1')).toBe(false);
  expect(repository('{ImageTagMutability: IMMUTABLE}').isImmutable('dev-1')).toBe(true);
  expect(repository(`{ImageTagMutability: IMMUTABLE_WITH_EXCLUSION, ${filters}}`).isImmutable('dev-1')).toBe(false);
  expect(repository(`{ImageTagMutability: IMMUTABLE_WITH_EXCLUSION, ${filters}}`).isImmutable('v1')).toBe(true);
  expect(repository(`{ImageTagMutability: MUTABLE_WITH_EXCLUSION, ${filters}}`).isImmutable('dev-1')).toBe(true);
  expect(repository(`{ImageTagMutability: MUTABLE_WITH_EXCLUSION, ${filters}}`).isImmutable('v1')).toBe(false);
});

test('lifecycle rules come in the order in which they are applied, without those that expire nothing', () => {
  const rule = (rulePriority: number, tagStatus: string, type: string) => ({
    rulePriority,
    selection: { tagStatus, countType: 'imageCountMoreThan', countNumber: rulePriority * 10 },
    action: { type },
  });
  const text = JSON.stringify({
    rules: [rule(2, 'any', 'expire'), rule(1, 'untagged', 'expire'), rule(3, 'any', 'transition')],
  });
  expect(repository(`{LifecyclePolicy: {LifecyclePolicyText: '${text}'}}`).lifecycleRules).toMatchObject([
    { priority: 1, tags: 'untagged', expires: { by: 'count', than: 10 } },
    { priority: 2, tags: 'any' },
  ]);
  expect(repository('{}').lifecycleRules).toBeUndefined();
  expect(repository("{LifecyclePolicy: {LifecyclePolicyText: '{'}}").lifecycleRules).toMatchObject({
    reason: { code: 'malformed' },
  });
});

test('a rule selects a tag that has all its prefixes and patterns', () => {
  const base: LifecycleRule = {
    priority: 1,
    tags: 'tagged',
    prefixes: [],
    patterns: [],
    expires: { by: 'age', than: 1 },
  };
  expect(selectsTag({ ...base, prefixes: ['v'] }, 'v1')).toBe(true);
  expect(selectsTag({ ...base, prefixes: ['v', 'v1'] }, 'v2')).toBe(false);
  expect(selectsTag({ ...base, patterns: ['v*.0', '*'] }, 'v1.0')).toBe(true);
  expect(selectsTag({ ...base, patterns: ['v*.0'] }, 'v1.1')).toBe(false);
  expect(selectsTag({ ...base, tags: 'untagged' }, 'v1')).toBe(false);
  expect(selectsTag({ ...base, tags: 'any' }, 'v1')).toBe(true);
});
