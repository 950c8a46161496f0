/** Items that are alike, together; in the order of the first of each kind. */
export function alike<T>(items: readonly T[], kindOf: (item: T) => readonly unknown[]): readonly (readonly T[])[] {
  const kinds = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify(kindOf(item));
    const kind = kinds.get(key);
    if (kind) kind.push(item);
    else kinds.set(key, [item]);
  }
  return [...kinds.values()];
}
