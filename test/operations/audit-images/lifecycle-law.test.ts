import fc from 'fast-check';
import { fateOf, type KeptImage } from '../../../lib/operations/audit-images/fate';
import { age, count, DAY, image, now, policy } from './policy';

/** A rule as the tests write it. */
interface Written {
  readonly by: 'count' | 'age';
  readonly number: number;
  /** Prefixes, or what else it selects. */
  readonly tags: readonly string[] | 'untagged' | 'any';
}

const selects = ({ tags: wanted }: Written, { tags }: KeptImage): boolean => {
  if (wanted === 'any') return true;
  if (wanted === 'untagged') return tags.length === 0;
  return tags.length > 0 && wanted.every((prefix) => tags.some((tag) => tag.startsWith(prefix)));
};

/**
 * What AWS's page says, step by step and for all images at once: every rule marks what it would take, then the marks
 * are applied by priority, and an image whose tags a rule before wants is left alone by those after it.
 */
function expired(rules: readonly Written[], images: readonly KeptImage[]): ReadonlySet<string> {
  const gone = new Set<string>();
  rules.forEach((rule, priority) => {
    const selected = images.filter((one) => selects(rule, one));
    const youngest = [...selected].sort((a, b) => b.pushedAt.getTime() - a.pushedAt.getTime());
    const oldest = now.getTime() - rule.number * DAY;
    const marked =
      rule.by === 'count' ? youngest.slice(rule.number) : selected.filter((one) => one.pushedAt.getTime() <= oldest);
    for (const one of marked) {
      if (!rules.slice(0, priority).some((before) => selects(before, one))) gone.add(one.digest);
    }
  });
  return gone;
}

const policyOf = (rules: readonly Written[]) =>
  policy(
    ...rules.map(({ by, number, tags }) => {
      const more = typeof tags === 'string' ? { tagStatus: tags } : { tagStatus: 'tagged', tagPrefixList: tags };
      return by === 'count' ? count(number, more) : age(number, more);
    }),
  );

const tag = fc.constantFrom('a1', 'a2', 'b1', 'ab', 'c');
const repository = fc
  .uniqueArray(fc.record({ days: fc.integer({ min: 0, max: 40 }), tags: fc.uniqueArray(tag, { maxLength: 2 }) }), {
    selector: ({ days }) => days,
    maxLength: 8,
  })
  .map((all) => all.map(({ days, tags }, i) => image(`d${i}`, days, tags)));
const rule = fc.record({
  by: fc.constantFrom('count', 'age'),
  number: fc.integer({ min: 1, max: 6 }),
  tags: fc.oneof(
    fc.constantFrom('untagged', 'any'),
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 2 }),
  ),
}) as fc.Arbitrary<Written>;
const rules = fc.array(rule, { maxLength: 4 });

test('an image expires now if and only if the policy takes it, rule by rule', () => {
  fc.assert(
    fc.property(rules, repository, (written, images) => {
      const gone = expired(written, images);
      const lifecycle = policyOf(written);
      for (const one of images) {
        expect([one, fateOf(one, lifecycle, images, now).code === 'expires-now']).toEqual([one, gone.has(one.digest)]);
      }
    }),
    { numRuns: 500 },
  );
});

test('an image is pushed out by as many images like it as is said, and not by fewer', () => {
  fc.assert(
    fc.property(rules, repository, (written, images) => {
      const lifecycle = policyOf(written);
      for (const one of images) {
        const fate = fateOf(one, lifecycle, images, now);
        if (fate.code !== 'expires-after-pushes') continue;
        const pushed = (n: number) =>
          Array.from({ length: n }, (_, i) => image(`new${i}`, -(i + 1) / 100, [...one.tags]));
        expect(expired(written, [...images, ...pushed(fate.pushes - 1)]).has(one.digest)).toBe(false);
        expect(expired(written, [...images, ...pushed(fate.pushes)]).has(one.digest)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

// The examples of https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html with several rules.
const shop = [image('A', 10, ['beta-1', 'prod-1']), image('B', 9, ['beta-2', 'prod-2']), image('C', 8, ['beta-3'])];
const [prod, beta] = ['prod', 'beta'].map((prefix) => count(1, { tagStatus: 'tagged', tagPrefixList: [prefix] }));

test.each([
  ['prod before beta', [prod!, beta!], ['A']],
  ['beta before prod', [beta!, prod!], ['A', 'B']],
])('the example of AWS: %s', (_, selections, gone) => {
  const lifecycle = policy(...selections);
  expect(
    shop.filter((one) => fateOf(one, lifecycle, shop, now).code === 'expires-now').map(({ digest }) => digest),
  ).toEqual(gone);
});
