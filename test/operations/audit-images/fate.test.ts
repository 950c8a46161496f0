import { expiryRules } from '../../../lib/operations/audit-images/expiry-rule';
import { fateOf, type KeptImage } from '../../../lib/operations/audit-images/fate';

const now = new Date('2026-03-01T00:00:00Z');
const image = (name: string, daysOld: number, tags: string[] = [], heldBy: string[] = []): KeptImage => ({
  digest: name,
  tags,
  heldBy,
  pushedAt: new Date(now.getTime() - daysOld * 24 * 60 * 60 * 1000),
});
const policy = (...selections: object[]) =>
  expiryRules(
    JSON.stringify({
      rules: selections.map((selection, i) => ({ rulePriority: i + 1, selection, action: { type: 'expire' } })),
    }),
  );
const count = (countNumber: number, more: object = { tagStatus: 'any' }) => ({
  countType: 'imageCountMoreThan',
  countNumber,
  ...more,
});
const age = (countNumber: number, more: object = { tagStatus: 'any' }) => ({
  countType: 'sinceImagePushed',
  countUnit: 'days',
  countNumber,
  ...more,
});

test('by count: the newest stay, and others push them out', () => {
  const all = [image('a', 1), image('b', 2), image('c', 3)];
  const fates = all.map((one) => fateOf(one, policy(count(2)), all, now));
  expect(fates).toEqual([
    { code: 'expires-after-pushes', rule: 1, pushes: 2 },
    { code: 'expires-after-pushes', rule: 1, pushes: 1 },
    { code: 'expires-now', rule: 1 },
  ]);
});

test('by age', () => {
  const rules = policy(age(14));
  expect(fateOf(image('a', 14), rules, [], now)).toEqual({ code: 'expires-now', rule: 1 });
  expect(fateOf(image('a', 13), rules, [], now)).toEqual({
    code: 'expires-on',
    rule: 1,
    at: '2026-03-02T00:00:00.000Z',
  });
});

test('the first rule that selects an image decides alone', () => {
  const rules = policy(count(100, { tagStatus: 'tagged', tagPrefixList: ['prod'] }), count(1));
  const all = [image('new', 1), image('old', 9, ['prod-1'])];
  expect(fateOf(all[1]!, rules, all, now)).toMatchObject({ code: 'expires-after-pushes', rule: 1 });
  expect(fateOf(all[0]!, rules, all, now)).toMatchObject({ code: 'expires-after-pushes', rule: 2, pushes: 1 });
});

test('an image has a tag for each prefix and pattern of a rule that selects it', () => {
  const rules = policy(age(1, { tagStatus: 'tagged', tagPrefixList: ['a', 'b'] }));
  expect(fateOf(image('x', 9, ['a1', 'b1']), rules, [], now).code).toBe('expires-now');
  expect(fateOf(image('x', 9, ['a1']), rules, [], now).code).toBe('kept');
  const patterns = policy(age(1, { tagStatus: 'tagged', tagPatternList: ['v*.0'] }));
  expect(fateOf(image('x', 9, ['v1.0']), patterns, [], now).code).toBe('expires-now');
  expect(fateOf(image('x', 9, ['v1.1']), patterns, [], now).code).toBe('kept');
});

test('a rule for untagged images leaves tagged ones, and variants of an index that is kept', () => {
  const rules = policy(age(1, { tagStatus: 'untagged' }));
  const all = [image('index', 9, ['v1']), image('variant', 9, [], ['index']), image('stray', 9)];
  expect(all.map((one) => fateOf(one, rules, all, now).code)).toEqual(['kept', 'kept', 'expires-now']);
});

test('without a rule all are kept; a rule that is not understood leaves it open', () => {
  expect(fateOf(image('a', 999), [], [], now)).toEqual({ code: 'kept' });
  const rules = policy({ tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 1 });
  expect(fateOf(image('a', 9), rules, [], now)).toEqual({ code: 'unknown', rule: 1 });
});
