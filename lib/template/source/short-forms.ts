import { type CollectionTag, isScalar, type Node, Pair, Scalar, type ScalarTag, YAMLMap, type YAMLSeq } from 'yaml';

/** Every function that has a YAML short form (`!Sub`), with the key of its long form. */
const LONG_FORMS: Readonly<Record<string, string>> = {
  Ref: 'Ref',
  Condition: 'Condition',
  ...Object.fromEntries(
    [
      'And',
      'Base64',
      'Cidr',
      'Equals',
      'FindInMap',
      'GetAtt',
      'GetAZs',
      'GetStackOutput',
      'If',
      'ImportValue',
      'Join',
      'Length',
      'Not',
      'Or',
      'Select',
      'Split',
      'Sub',
      'ToJsonString',
      'Transform',
    ].map((name) => [name, `Fn::${name}`]),
  ),
};

const longForm = (key: string, value: unknown): YAMLMap => {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(key), value));
  return map;
};

/** `!GetAtt Name.Attribute.Of.It` names the resource before the first dot. */
function getAttArgument(text: string): unknown {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

/** Tags that turn each short form into its long form while the YAML is read, wherever it stands. */
export const SHORT_FORM_TAGS: (ScalarTag | CollectionTag)[] = Object.entries(LONG_FORMS).flatMap(([name, key]) => {
  const wrap = (node: YAMLMap.Parsed | YAMLSeq.Parsed) => longForm(key, plain(node));
  return [
    {
      tag: `!${name}`,
      resolve: (text: string) => ({ [key]: name === 'GetAtt' ? getAttArgument(text) : text }),
    },
    { tag: `!${name}`, collection: 'seq' as const, resolve: wrap },
    { tag: `!${name}`, collection: 'map' as const, resolve: wrap },
  ] as (ScalarTag | CollectionTag)[];
});

/** The collection without its tag, so that it is not read as a short form a second time. */
function plain<T extends Node>(node: T): T {
  if (!isScalar(node)) node.tag = undefined;
  return node;
}
