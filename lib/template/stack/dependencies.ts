import { isObject, type Json } from '../source/json';
import type { Resource } from './resource';

/**
 * What each resource of a stack waits for, directly: `DependsOn`, and whatever its properties refer to, or its metadata,
 * which `cfn-init` reads with every reference resolved.
 */
const DIRECT = new WeakMap<Resource, ReadonlySet<string>>();

/**
 * Whether CloudFormation makes a resource only after another of the same stack, and deletes it before: by `DependsOn`
 * or by references, over however many others.
 */
export function waitsFor(resource: Resource, other: Resource): boolean {
  if (resource.stack !== other.stack) return false;
  const { resources } = resource.stack;
  const seen = new Set<string>([resource.logicalId]);
  const open = [resource];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const id of directly(next)) {
      if (id === other.logicalId) return true;
      const found = resources.get(id);
      if (!found || seen.has(id)) continue;
      seen.add(id);
      open.push(found);
    }
  }
  return false;
}

function directly(resource: Resource): ReadonlySet<string> {
  const known = DIRECT.get(resource);
  if (known) return known;
  const ids = new Set<string>(resource.dependsOn);
  for (const section of ['Properties', 'Metadata']) references(resource.source[section] ?? null, ids);
  DIRECT.set(resource, ids);
  return ids;
}

function references(node: Json, ids: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) references(item, ids);
    return;
  }
  if (!isObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'Ref' && typeof value === 'string') ids.add(value);
    else if (key === 'Fn::GetAtt') ids.add(String(Array.isArray(value) ? value[0] : value).split('.')[0]!);
    else if (key === 'Fn::Sub') inText(Array.isArray(value) ? value[0]! : value, ids);
    if (value !== undefined) references(value, ids);
  }
}

function inText(text: Json, ids: Set<string>): void {
  if (typeof text !== 'string') return;
  for (const [, name] of text.matchAll(/\$\{([^!}.][^}.]*)/g)) ids.add(name!.trim());
}
