import { isObject } from './source/json';
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
  return names
    .filter((name) => !declared.has(name))
    .map((name) => ({ name, near: [...declared].filter((other) => distance(name, other) <= 2).slice(0, 3) }));
}

/** Edit distance, ignoring case. */
function distance(a: string, b: string): number {
  const [from, to] = [a.toLowerCase(), b.toLowerCase()];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
