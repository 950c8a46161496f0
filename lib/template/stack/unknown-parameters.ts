import { nearNames } from '../../placement';
import { isObject } from '../source/json';
import type { TemplateSet } from './template-set';

/** Names that were given values but that no template declares, with the declared names nearest to each. */
export function unknownParameters(
  set: TemplateSet,
  names: readonly string[],
): readonly { readonly name: string; readonly near: readonly string[] }[] {
  const declared = new Set(
    set.stacks.flatMap(({ source }) => {
      const parameters = source.template['Parameters'];
      return isObject(parameters) ? Object.keys(parameters) : [];
    }),
  );
  return names.filter((name) => !declared.has(name)).map((name) => ({ name, near: nearNames(name, [...declared]) }));
}
