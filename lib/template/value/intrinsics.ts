import type { Json } from '../source/json';
import { isObject } from '../source/json';
import { conditionValue } from './condition';
import type { Resolver } from './resolve';
import { substitute } from './substitute';
import { shownText, splitText, textOf } from './text';
import { isStruct, isSymbolic, Reference, type Resolved, Text, Unknown, type Value, Zone, ZoneList } from './value';

/** Evaluates one function; `depth` is how deep its argument stands. */
type Intrinsic = (argument: Json, resolver: Resolver, depth: number) => Resolved;

/** Every function that is evaluated, by its long form. */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, resolver) => (typeof name === 'string' ? resolver.scope.ref(name) : resolver.malformed('Ref')),

  'Fn::GetAtt': (argument, resolver, depth) => {
    const [id, attribute] = typeof argument === 'string' ? splitOnce(argument, '.') : listOf(argument);
    if (typeof id !== 'string' || attribute === undefined) return resolver.malformed('Fn::GetAtt');
    const name = resolver.value(attribute, depth);
    return typeof name === 'string' ? resolver.scope.attribute(id, name) : resolver.malformed('Fn::GetAtt');
  },

  'Fn::Sub': (argument, resolver, depth) => substitute(argument, resolver, depth),

  'Fn::Join': (argument, resolver, depth) => {
    const [separator, items] = listOf(argument);
    const list = items === undefined ? undefined : resolver.value(items, depth);
    if (typeof separator !== 'string') return resolver.malformed('Fn::Join');
    if (!isList(list)) return isSymbolic(list) ? list : resolver.malformed('Fn::Join');
    return textOf(list.flatMap((item, i) => (i > 0 ? [separator, item] : [item]))) ?? resolver.malformed('Fn::Join');
  },

  'Fn::Split': (argument, resolver, depth) => {
    const [separator, text] = listOf(argument);
    if (typeof separator !== 'string' || separator === '' || text === undefined) return resolver.malformed('Fn::Split');
    return split(separator, resolver.value(text, depth), resolver);
  },

  'Fn::Select': (argument, resolver, depth) => {
    const [index, items] = listOf(argument);
    const list = items === undefined ? undefined : resolver.value(items, depth);
    const at = index === undefined ? undefined : resolver.value(index, depth);
    const position = typeof at === 'string' || typeof at === 'number' ? Number(at) : Number.NaN;
    if (list instanceof ZoneList && position >= 0) return new Zone(position, list.region);
    if (isList(list)) {
      if (at instanceof Unknown) return at;
      return list[position] ?? resolver.malformed('Fn::Select');
    }
    return isSymbolic(list) ? list : resolver.malformed('Fn::Select');
  },

  'Fn::If': (argument, resolver, depth) => {
    const [name, whenTrue, whenFalse] = listOf(argument);
    if (typeof name !== 'string' || whenTrue === undefined || whenFalse === undefined) {
      return resolver.malformed('Fn::If');
    }
    const holds = resolver.scope.condition(name);
    return holds instanceof Unknown ? holds : resolver.resolve(holds ? whenTrue : whenFalse, depth);
  },

  'Fn::FindInMap': (argument, resolver, depth) => {
    const [map, first, second, options] = listOf(argument);
    const keys = [map, first, second].map((key) => (key === undefined ? null : resolver.value(key, depth)));
    const unknown = keys.find((key) => key instanceof Unknown);
    const fallback = options !== undefined && isObject(options) ? options['DefaultValue'] : undefined;
    if (unknown instanceof Unknown) return unknown;
    const [m, a, b] = keys.map((key) => (typeof key === 'number' ? String(key) : key));
    if (typeof m !== 'string' || typeof a !== 'string' || typeof b !== 'string')
      return resolver.malformed('Fn::FindInMap');
    const found = resolver.scope.mapping(m, a, b);
    return found instanceof Unknown && fallback !== undefined ? resolver.resolve(fallback, depth) : found;
  },

  'Fn::GetAZs': (argument, resolver, depth) => {
    const region = resolver.value(argument, depth);
    return new ZoneList(typeof region === 'string' ? region : '');
  },

  'Fn::ImportValue': (argument, resolver, depth) => {
    const name = resolver.value(argument, depth);
    if (typeof name === 'string') return resolver.scope.exported(name);
    return name instanceof Unknown
      ? name
      : resolver.unknown({ code: 'import', name: shownText(name) ?? 'a name that is not known' });
  },

  'Fn::GetStackOutput': (argument, resolver, depth) => {
    if (!isObject(argument)) return resolver.malformed('Fn::GetStackOutput');
    const stack = resolver.value(argument['StackName'] ?? '', depth);
    const output = resolver.value(argument['OutputName'] ?? '', depth);
    if (typeof stack !== 'string' || typeof output !== 'string') return resolver.malformed('Fn::GetStackOutput');
    return resolver.scope.stackOutput(stack, output);
  },

  // What is encoded is what people wrote; the encoding itself says nothing.
  'Fn::Base64': (argument, resolver, depth) => resolver.resolve(argument, depth),

  'Fn::Length': (argument, resolver, depth) => {
    const list = resolver.value(argument, depth);
    return isList(list)
      ? list.length
      : isSymbolic(list)
        ? list
        : resolver.unknown({ code: 'function', name: 'Fn::Length' });
  },

  'Fn::ToJsonString': (argument, resolver, depth) => {
    const value = resolver.value(argument, depth);
    return isPlain(value) ? JSON.stringify(value) : resolver.unknown({ code: 'function', name: 'Fn::ToJsonString' });
  },

  // Only inside Conditions do these make sense elsewhere; their value is a boolean.
  'Fn::Equals': conditional('Fn::Equals'),
  'Fn::And': conditional('Fn::And'),
  'Fn::Or': conditional('Fn::Or'),
  'Fn::Not': conditional('Fn::Not'),
};

function conditional(name: string): Intrinsic {
  return (argument, resolver) => conditionValue({ [name]: argument }, resolver);
}

const isList = (value: unknown): value is readonly Value[] => Array.isArray(value);

const listOf = (argument: Json): readonly Json[] => (Array.isArray(argument) ? argument : []);

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function split(separator: string, text: Value, resolver: Resolver): Value {
  if (text instanceof Reference || text instanceof Unknown) return text;
  return splitText(separator, text) ?? resolver.malformed('Fn::Split');
}

function isPlain(value: Value): boolean {
  if (isList(value)) return value.every(isPlain);
  if (isStruct(value)) return Object.values(value).every(isPlain);
  return !isSymbolic(value) && !(value instanceof Text) && !(value instanceof ZoneList);
}
