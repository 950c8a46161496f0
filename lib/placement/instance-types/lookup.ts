import { didYouMean } from '../expression/suggestion';
import type { ListedInstanceType } from './listed-instance-type';
import { instanceTypeTable } from './table';

/** The answer to a name: the type, or that it is not in the table and which names are near, the nearest first. */
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
  if (type) return { code: 'found', type };
  return { code: 'unknown', name, nearNames: nearNames(name) };
}

/** The types of a family such as `m7g`, smallest first; none if the family is unknown. */
export function instanceFamily(family: string): readonly ListedInstanceType[] {
  return [...instanceTypeTable().values()].filter((type) => type.family === family);
}

/** The names of all families, sorted. */
export function instanceFamilies(): readonly string[] {
  return [...new Set([...instanceTypeTable().values()].map(({ family }) => family))];
}

function nearNames(name: string): readonly string[] {
  const near: string[] = [];
  let others = [...instanceTypeTable().keys()];
  while (near.length < MOST_NEAR_NAMES) {
    const nearest = didYouMean(name, others);
    if (nearest === undefined) break;
    near.push(nearest);
    others = others.filter((other) => other !== nearest);
  }
  return near;
}
