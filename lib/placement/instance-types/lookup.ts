import type { ListedInstanceType } from './listed-instance-type';
import { instanceTypeTable } from './table';

/** The answer to a name: the type, or that it is not in the table and which names are near. */
export type InstanceTypeAnswer =
  | { readonly code: 'found'; readonly type: ListedInstanceType }
  | { readonly code: 'unknown'; readonly name: string; readonly nearNames: readonly string[] };

const MOST_NEAR_NAMES = 3;

/**
 * Looks an instance type up by name, such as `m7g.large`.
 * A name the table lacks may be a slip or a type newer than the table; give the latter by hand.
 */
export function instanceType(name: string): InstanceTypeAnswer {
  const type = instanceTypeTable().get(name);
  return type ? { code: 'found', type } : { code: 'unknown', name, nearNames: nearNames(name) };
}

/** The types of a family such as `m7g`, smallest first; none if the family is unknown. */
export function instanceFamily(family: string): readonly ListedInstanceType[] {
  return [...instanceTypeTable().values()].filter((type) => type.family === family);
}

/** The names of all families, sorted. */
export function instanceFamilies(): readonly string[] {
  return [...new Set([...instanceTypeTable().values()].map(({ family }) => family))];
}

/** Names a third of whose letters or fewer would have to change, the nearest first. */
function nearNames(name: string): readonly string[] {
  if (typeof name !== 'string' || name.length > 40) return [];
  const wanted = name.trim().toLowerCase();
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  return [...instanceTypeTable().keys()]
    .filter((known) => Math.abs(known.length - wanted.length) <= furthest)
    .map((known) => ({ known, distance: editDistance(wanted, known) }))
    .filter(({ distance }) => distance <= furthest)
    .sort((a, b) => a.distance - b.distance || (a.known < b.known ? -1 : 1))
    .slice(0, MOST_NEAR_NAMES)
    .map(({ known }) => known);
}

/** How many letters must be put in, taken out or replaced to make one word of the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
