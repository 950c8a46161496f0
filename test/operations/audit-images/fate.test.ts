import { fateOf } from '../../../lib/operations/audit-images/fate';
import { age, count, image, now, policy } from './policy';

test('by count: the newest stay, and others push them out', () => {
  const all = [image('a', 1), image('b', 2), image('c', 3)];
  const fates = all.map((one) => fateOf(one, policy(count(2)), all, now));
  expect(fates).toEqual([
    { code: 'expires-after-pushes', rule: 1, pushes: 2, action: 'expire' },
    { code: 'expires-after-pushes', rule: 1, pushes: 1, action: 'expire' },
    { code: 'expires-now', rule: 1, action: 'expire' },
  ]);
});

test('by age', () => {
  const rules = policy(age(14));
  expect(fateOf(image('a', 14), rules, [], now)).toMatchObject({ code: 'expires-now', rule: 1 });
  expect(fateOf(image('a', 13), rules, [], now)).toMatchObject({
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

test('an image that two indexes hold stays as long as the one that stays longer', () => {
  const rules = policy(age(3, { tagStatus: 'tagged', tagPrefixList: ['old'] }), age(1));
  const all = [image('a', 9, ['old-1']), image('b', 2, ['old-2']), image('variant', 9, [], ['a', 'b'])];
  expect(fateOf(all[2]!, rules, all, now)).toMatchObject({
    code: 'expires-on',
    rule: 1,
    at: '2026-03-02T00:00:00.000Z',
  });
  const kept = [image('a', 9, ['keep']), image('variant', 9, [], ['a'])];
  const untagged = policy(age(1, { tagStatus: 'untagged' }));
  expect(fateOf(kept[1]!, untagged, kept, now).code).toBe('kept');
});

test('what may be a variant of an index that was not read is open, and so is a count that hangs on variants', () => {
  const stray = { ...image('stray', 9), heldBy: undefined };
  expect(fateOf(stray, policy(age(1)), [stray], now).code).toBe('unknown');
  const all = [image('old', 9, ['v1']), image('index', 2, ['v2']), image('variant', 2, [], ['index'])];
  expect(fateOf(all[0]!, policy(count(2)), all, now)).toEqual({ code: 'unknown', rule: 1 });
  expect(fateOf(all[0]!, policy(count(1)), all, now).code).toBe('expires-now');
  expect(fateOf(all[0]!, policy(count(3)), all, now)).toMatchObject({ code: 'expires-after-pushes', pushes: 1 });
});

test('images pushed at one moment: which of them goes is open', () => {
  const all = [image('a', 2, ['a']), image('b', 2, ['b'])];
  expect(fateOf(all[0]!, policy(count(1)), all, now)).toEqual({ code: 'unknown', rule: 1 });
});

test('a rule that archives counts from the last pull, and from the push of what was never pulled', () => {
  const rules = policy({ ...age(5), countType: 'sinceImagePulled', action: 'transition' });
  const pulled = { ...image('a', 99), pulledAt: image('', 4).pushedAt };
  expect(fateOf(pulled, rules, [], now)).toEqual({
    code: 'expires-unless-pulled',
    at: '2026-03-02T00:00:00.000Z',
    rule: 1,
    action: 'archive',
  });
  expect(fateOf(image('a', 9), rules, [], now)).toMatchObject({ code: 'expires-now', action: 'archive' });
});

test('rules for what is in the archive select nothing that can be pulled, and what is in it cannot be', () => {
  const rules = policy({ ...age(90), countType: 'sinceImageTransitioned', storageClass: 'archive' });
  expect(fateOf(image('a', 999), rules, [], now)).toEqual({ code: 'kept' });
  expect(fateOf({ ...image('a', 9), archived: true }, rules, [], now)).toEqual({ code: 'archived' });
});

test('without a rule all are kept; a rule that is not understood leaves it open', () => {
  expect(fateOf(image('a', 999), [], [], now)).toEqual({ code: 'kept' });
  expect(fateOf(image('a', 9), policy({ ...age(1), countType: 'sinceTheFlood' }), [], now)).toEqual({
    code: 'unknown',
    rule: 1,
  });
});
