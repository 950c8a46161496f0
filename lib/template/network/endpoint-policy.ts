import { isUnknown, listAt, structAt, structsAt } from '../known';
import { textParts } from '../value/text';
import type { Struct } from '../value/value';
import { isStruct, Unknown, type Value } from '../value/value';

/**
 * Whether the policy of a VPC endpoint lets an action through. Only what no statement can mean is refused: conditions
 * and principals are taken to let through whom they should.
 */
export function policyAllows(endpoint: Struct, action: string, resource?: string): boolean | Unknown {
  const policy = structAt(endpoint, 'PolicyDocument');
  if (policy === undefined) return true;
  if (isUnknown(policy)) return policy;
  const statement = policy['Statement'];
  const statements = isStruct(statement) ? [statement] : structsAt(policy, 'Statement');
  if (statements.length === 0) return new Unknown({ code: 'malformed', name: 'PolicyDocument' }, '');
  const about = (effect: string) =>
    statements.filter(
      (one) => one['Effect'] === effect && covers(one, 'Action', action) && covers(one, 'Resource', resource),
    );
  if (about('Deny').some((one) => one['Condition'] === undefined && one['Principal'] === '*')) return false;
  return about('Allow').length > 0 || statements.some((one) => one['NotAction'] !== undefined);
}

function covers(statement: Struct, property: 'Action' | 'Resource', wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const value = statement[property];
  if (value === undefined) return statement[`Not${property}`] !== undefined;
  const list = Array.isArray(value) ? listAt(statement, property) : [value];
  return list === undefined || isUnknown(list) || list.some((pattern) => matches(pattern, wanted));
}

/** Whether a pattern may match: what is not known of it matches anything. */
function matches(pattern: Value, wanted: string): boolean {
  const parts = textParts(pattern);
  if (!parts) return true;
  const glob = parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
  const expression = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(wanted);
}
