import { isObject, type Json, type JsonObject } from '../source/json';
import type { Resolver } from './resolve';
import { textOf } from './text';
import { NO_VALUE, type Value } from './value';

/** Evaluates `Fn::Sub`: a text, or a text with variables of its own. `${!Literal}` stays `${Literal}`. */
export function substitute(argument: Json, resolver: Resolver, depth: number): Value {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return resolver.malformed('Fn::Sub');
  const own: JsonObject = variables !== undefined && isObject(variables) ? variables : {};
  const parts = text.split(/\$\{([^}]*)\}/).map((piece, i): Value => {
    if (i % 2 === 0) return piece;
    if (piece.startsWith('!')) return `\${${piece.slice(1)}}`;
    const name = piece.trim();
    if (Object.hasOwn(own, name)) return resolver.value(own[name]!, depth);
    const dot = name.indexOf('.');
    if (dot > 0) return resolver.scope.attribute(name.slice(0, dot), name.slice(dot + 1));
    const value = resolver.scope.ref(name);
    return value === NO_VALUE ? '' : value;
  });
  return textOf(parts.flatMap(listAsText)) ?? resolver.malformed('Fn::Sub');
}

/** A list parameter inside a text reads as its items with commas between. */
function listAsText(value: Value): readonly Value[] {
  if (!Array.isArray(value)) return [value];
  return (value as readonly Value[]).flatMap((item, i) => (i > 0 ? [',', item] : [item]));
}
