import { isUnknown, listAt } from '../known';
import type { StackId } from '../stack/stack-id';
import { isStruct, type Struct, Unknown, type Value } from '../value/value';

/** One statement of a policy, as far as it can be read. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Actions with wildcards; all others when `notActions`. */
  readonly actions: readonly Value[];
  readonly notActions: boolean;
  /** ARNs with wildcards; all others when `notResources`. None for policies that belong to their resource. */
  readonly resources: readonly Value[];
  readonly notResources: boolean;
  /** Whom it is about, in policies of a resource. */
  readonly principals: readonly Value[];
  readonly condition?: Struct;
  /** Why it is not known whether the statement is in force. */
  readonly doubt?: Unknown;
}

/** What a policy document says, and why parts of it cannot be read. */
export interface PolicyStatements {
  readonly statements: readonly PolicyStatement[];
  readonly unread: readonly Unknown[];
}

/** Reads a policy document, an object or a JSON text. */
export function policyStatements(document: Value | undefined, stack: StackId, doubt?: Unknown): PolicyStatements {
  const struct = typeof document === 'string' ? parsed(document) : document;
  if (!isStruct(struct)) {
    const unread = isUnknown(struct) ? struct : new Unknown({ code: 'malformed', name: 'PolicyDocument' }, stack);
    return { statements: [], unread: [unread] };
  }
  const given = struct['Statement'];
  const items: readonly Value[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return {
    statements: items.filter(isStruct).map((item) => statement(item, doubt)),
    unread: items.filter(isUnknown),
  };
}

function statement(struct: Struct, doubt?: Unknown): PolicyStatement {
  const { Condition: condition } = struct;
  return {
    effect: struct['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: valuesAt(struct, struct['NotAction'] === undefined ? 'Action' : 'NotAction'),
    notActions: struct['NotAction'] !== undefined,
    resources: valuesAt(struct, struct['NotResource'] === undefined ? 'Resource' : 'NotResource'),
    notResources: struct['NotResource'] !== undefined,
    principals: principalsOf(struct['Principal']),
    // A condition that cannot be read is one that may not hold.
    ...(condition !== undefined && { condition: isStruct(condition) ? condition : { unread: null } }),
    ...(doubt && { doubt }),
  };
}

function principalsOf(principal: Value | undefined): readonly Value[] {
  if (!isStruct(principal)) return principal === undefined ? [] : [principal];
  return Object.keys(principal).flatMap((kind) => valuesAt(principal, kind));
}

/** One value or a list of them. */
function valuesAt(struct: Struct, property: string): readonly Value[] {
  const list = Array.isArray(struct[property]) ? listAt(struct, property) : undefined;
  if (list !== undefined && !isUnknown(list)) return list;
  return struct[property] === undefined ? [] : [struct[property]!];
}

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
