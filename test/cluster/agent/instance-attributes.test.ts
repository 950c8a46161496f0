import { Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { onDemand } from '../../../lib/cluster';
import { requireAttributes } from '../../../lib/cluster/agent/instance-attributes';
import { misuseOf } from '../../misuse';
import { clusterOf, refusalOf, token, userDataOf } from '../fixture';

const withAttributes = (attributes: Record<string, string>) =>
  onDemand({ instanceTypes: ['m7g.large'], max: 2, attributes });

test('attributes are registered with the instance', () => {
  const data = userDataOf(clusterOf(withAttributes({ stack: 'prod', rack: 'a b' })).template);
  expect(data).toContain('ECS_INSTANCE_ATTRIBUTES={"stack":"prod","rack":"a b"}\n');
});

test.each([
  [{ '': 'x' }],
  [{ 'with space': 'x' }],
  [{ 'a:b': 'x' }],
  [{ ['n'.repeat(129)]: 'x' }],
  [{ stack: '' }],
  [{ stack: ' x' }],
  [{ stack: 'x ' }],
  [{ stack: 'a"b' }],
  [{ stack: 'v'.repeat(129) }],
])('%j is refused', (attributes: Record<string, string>) => {
  expect(refusalOf(withAttributes(attributes))).toBe('AttributeInvalid');
});

test('ten attributes are taken, not eleven', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, 'x']));
  expect(misuseOf(() => requireAttributes(many(10), new Stack()))).toBeUndefined();
  expect(misuseOf(() => requireAttributes(many(11), new Stack()))).toBe('AttributeInvalid');
});

test('the longest names and values, every documented character, and tokens are taken', () => {
  const scope = new Stack();
  const letter = (extra: string) => fc.constantFrom(...`azAZ09-_/\\.${extra}`);
  const names = fc.string({ unit: letter(''), minLength: 1, maxLength: 128 });
  const values = fc.string({ unit: letter('@: '), minLength: 1, maxLength: 128 }).filter((v) => v === v.trim());
  fc.assert(
    fc.property(names, values, (name, value) => {
      expect(misuseOf(() => requireAttributes({ [name]: value }, scope))).toBeUndefined();
    }),
  );
  expect(misuseOf(() => requireAttributes({ stack: token() }, scope))).toBeUndefined();
});
