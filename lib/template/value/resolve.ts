import { emptyObject, isObject, type Json } from '../source/json';
import { dynamicReferences } from './dynamic-reference';
import { INTRINSICS } from './intrinsics';
import type { Scope } from './scope';
import { NO_VALUE, type Resolved, type Struct, Unknown, type UnknownReason, type Value } from './value';

/** Deeper than any template that CloudFormation accepts. */
const MAX_DEPTH = 400;

/** Evaluates the functions of one template as far as they can be evaluated before deployment. */
export class Resolver {
  constructor(readonly scope: Scope) {}

  /** Resolves a parsed value; items and properties that are `AWS::NoValue` are gone. */
  resolve(node: Json, depth = 0): Resolved {
    if (typeof node === 'string') return dynamicReferences(node, this);
    if (typeof node !== 'object' || node === null) return node;
    if (depth > MAX_DEPTH) return this.unknown({ code: 'malformed', name: 'nesting' });
    if (Array.isArray(node)) {
      const items = node.map((item) => this.resolve(item, depth + 1));
      return items.filter((item): item is Value => item !== NO_VALUE);
    }
    const keys = Object.keys(node);
    if (keys.length === 1) {
      const intrinsic = Object.hasOwn(INTRINSICS, keys[0]!) ? INTRINSICS[keys[0]!] : undefined;
      if (intrinsic) return intrinsic(node[keys[0]!]!, this, depth + 1);
      if (keys[0]!.startsWith('Fn::')) return this.unknown({ code: 'function', name: keys[0]! });
    }
    return this.struct(node, keys, depth);
  }

  /** As {@link resolve}, for places where nothing at all means an empty text. */
  value(node: Json, depth: number): Value {
    const value = this.resolve(node, depth);
    return value === NO_VALUE ? '' : value;
  }

  unknown(reason: UnknownReason): Unknown {
    return new Unknown(reason, this.scope.stack);
  }

  malformed(name: string): Unknown {
    return this.unknown({ code: 'malformed', name });
  }

  private struct(node: Json, keys: readonly string[], depth: number): Struct {
    const struct = emptyObject<Value>();
    if (!isObject(node)) return struct;
    for (const key of keys) {
      const value = this.resolve(node[key]!, depth + 1);
      if (value !== NO_VALUE) struct[key] = value;
    }
    return struct;
  }
}
