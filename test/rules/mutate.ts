import fc from 'fast-check';
import { isObject, type Json } from '../../lib/template';

/** Something done to a template: to its text, or to one of the values in it. */
export type Mutation =
  | { readonly kind: 'text'; readonly at: number; readonly length: number; readonly insert: string }
  | {
      readonly kind: 'value';
      readonly at: number;
      readonly act: 'replace' | 'remove' | 'wrap' | 'repeat';
      readonly value: Json;
    };

/** Values that templates hold where nobody expects them. */
const ODD_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  '0x10',
  '__proto__',
  'a'.repeat(5000),
  [],
  [[]],
  {},
  { Ref: 'AWS::NoValue' },
  { Ref: 'AWS::Region' },
  { Ref: [] },
  { Ref: 'Nowhere' },
  { 'Fn::GetAtt': 'Nowhere' },
  { 'Fn::GetAtt': [1, {}] },
  { 'Fn::If': ['Nowhere', 1] },
  { 'Fn::Sub': '${' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own
  { 'Fn::Sub': ['${A}${!B}', { A: { Ref: 'AWS::StackName' } }] },
  { 'Fn::Join': [1, 2] },
  { 'Fn::Select': ['x', { 'Fn::GetAZs': '' }] },
  { 'Fn::Split': ['', ''] },
  { 'Fn::FindInMap': ['__proto__', 'constructor', 'x'] },
  { 'Fn::ImportValue': { 'Fn::Sub': 'x' } },
  { 'Fn::Base64': { 'Fn::Base64': {} } },
  { 'Fn::Cidr': [] },
  { 'Fn::Transform': {} },
];

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('value' as const),
      at: fc.nat(),
      act: fc.constantFrom('replace' as const, 'remove' as const, 'wrap' as const, 'repeat' as const),
      value: fc.constantFrom(...ODD_VALUES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      at: fc.nat(),
      length: fc.nat(40),
      insert: fc.oneof(
        fc.constantFrom('', '{', '}', '[', '"', ':', '\t', '\n', '- ', '!Ref ', '&a ', '*a', '\\', '\u0000'),
        fc.string(),
      ),
    }),
  },
);

/** The text of a template after mutations; those of values first. */
export function mutated(template: Json, mutations: readonly Mutation[]): string {
  const copy = structuredClone(template);
  const root: { template: Json } = { template: copy };
  for (const one of mutations) if (one.kind === 'value') mutateValue(root, one);
  let text = JSON.stringify(root.template, undefined, 1) ?? '';
  for (const one of mutations) {
    if (one.kind !== 'text') continue;
    const at = one.at % (text.length + 1);
    text = text.slice(0, at) + one.insert + text.slice(at + one.length);
  }
  return text;
}

function mutateValue(root: { template: Json }, { at, act, value }: Extract<Mutation, { kind: 'value' }>): void {
  const places = [...placesIn(root.template)];
  const place = places[at % Math.max(1, places.length)];
  if (!place) return;
  const { holder, key } = place;
  const held = holder as Record<string | number, Json>;
  if (act === 'replace') held[key] = structuredClone(value);
  else if (act === 'wrap') held[key] = { 'Fn::If': ['Nowhere', held[key]!, structuredClone(value)] };
  else if (act === 'remove') Array.isArray(holder) ? holder.splice(Number(key), 1) : delete held[key];
  else held[key] = [held[key]!, structuredClone(held[key]!)];
}

function* placesIn(holder: Json): Generator<{ holder: Json[] | { [key: string]: Json }; key: string | number }> {
  if (!Array.isArray(holder) && !isObject(holder)) return;
  for (const [key, value] of Object.entries(holder)) {
    yield { holder, key };
    yield* placesIn(value);
  }
}
