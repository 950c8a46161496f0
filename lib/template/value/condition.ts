import { isObject, type Json } from '../source/json';
import type { Resolver } from './resolve';
import { isStruct, isSymbolic, NO_VALUE, Reference, Text, Unknown, type Value, ZoneList } from './value';

/**
 * Evaluates a condition. A part that is not known need not matter: `Fn::Or` holds as soon as one part does,
 * `Fn::And` fails as soon as one part does not.
 */
export function conditionValue(node: Json, resolver: Resolver): boolean | Unknown {
  if (!isObject(node)) return resolver.malformed('Condition');
  const [name] = Object.keys(node);
  const argument = name === undefined ? undefined : node[name];
  const parts = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return typeof argument === 'string' ? resolver.scope.condition(argument) : resolver.malformed('Condition');
    case 'Fn::Not': {
      const value = conditionValue(parts[0] ?? null, resolver);
      return value instanceof Unknown ? value : !value;
    }
    case 'Fn::And':
      return decided(parts, resolver, false);
    case 'Fn::Or':
      return decided(parts, resolver, true);
    case 'Fn::Equals': {
      const [a, b] = parts.map((part) => resolver.resolve(part));
      return a === undefined || b === undefined ? resolver.malformed('Fn::Equals') : equal(text(a), text(b), resolver);
    }
    default:
      return resolver.malformed('Condition');
  }
}

/** The answer of `Fn::And` (decided by a part that is false) or `Fn::Or` (decided by one that is true). */
function decided(parts: readonly Json[], resolver: Resolver, by: boolean): boolean | Unknown {
  if (parts.length === 0) return resolver.malformed('Condition');
  const values = parts.map((part) => conditionValue(part, resolver));
  if (values.includes(by)) return by;
  return values.find((value) => value instanceof Unknown) ?? !by;
}

const text = (value: Value | typeof NO_VALUE): Value => {
  if (value === NO_VALUE) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
};

function equal(a: Value, b: Value, resolver: Resolver): boolean | Unknown {
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (a instanceof Reference && a.equals(b)) return true;
  const open = [a, b].some((value) => isSymbolic(value) || value instanceof Text || value instanceof ZoneList);
  if (open) return resolver.unknown({ code: 'function', name: 'Fn::Equals' });
  if (Array.isArray(a) || Array.isArray(b) || isStruct(a) || isStruct(b))
    return JSON.stringify(a) === JSON.stringify(b);
  return a === b;
}
