import { nearNames } from '../near-names';
import type { ListedInstanceType } from './listed-instance-type';
import { instanceTypeTable } from './table';

/** The answer to a name: the type, or that it is not in the table and which names are near, the nearest first. */
export type InstanceTypeAnswer =
  | { readonly code: 'found'; readonly type: ListedInstanceType }
  | { readonly code: 'unknown'; readonly name: string; readonly nearNames: readonly string[] };

/**
 * Looks an instance type up by name, such as `m7g.large`.
 * A name the table lacks may be a slip or a type newer than the table; give the latter by hand.
 */
export function instanceType(name: string): InstanceTypeAnswer {
  const type = instanceTypeTable().get(name);
  if (type) return { code: 'found', type };
  return { code: 'unknown', name, nearNames: nearNames(name, [...instanceTypeTable().keys()]) };
}

/** The types of a family such as `m7g`, smallest first; none if the family is unknown. */
export function instanceFamily(family: string): readonly ListedInstanceType[] {
  return [...instanceTypeTable().values()].filter((type) => type.family === family);
}

/** The names of all families, sorted. */
export function instanceFamilies(): readonly string[] {
  return [...new Set([...instanceTypeTable().values()].map(({ family }) => family))];
}
