/** Words longer than this are no slips of a name. */
const LONGEST_WORD = 64;

/**
 * The names that a word was probably meant to be, the nearest first: by edit distance (with swaps of neighbours),
 * no further away than a third of their length; the earliest of equals first.
 */
export function nearNames(word: string, names: readonly string[], most = 3): readonly string[] {
  if (word.length > LONGEST_WORD) return [];
  const furthest = (name: string) => Math.max(1, Math.floor(name.length / 3));
  return names
    .filter((name) => Math.abs(name.length - word.length) <= furthest(name))
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= furthest(name))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** The name that a word was probably meant to be. */
export const didYouMean = (word: string, names: readonly string[]): string | undefined => nearNames(word, names, 1)[0];

function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, rows[i - 1]![j - 1]! + cost);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[from.length]![to.length]!;
}
