/** Names in one phrase: `a`, `a and b`, `a, b and 7 more`. */
export function nameList(names: readonly string[], most = 3): string {
  if (names.length <= 1) return names.join('');
  const shown = names.length <= most ? names.slice(0, -1) : names.slice(0, most - 1);
  const last = names.length <= most ? names.at(-1)! : `${names.length - shown.length} more`;
  return `${shown.join(', ')} and ${last}`;
}

/** In order of their numbers, where names have any. */
const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/** Names of instances in order, with those that follow each other in number as a range: `Steady/1 to Steady/12`. */
export function instanceList(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const runs: string[][] = [];
  for (const name of [...names].sort(byNumber)) {
    const before = runs.at(-1);
    if (before && follows(before.at(-1)!, name)) before.push(name);
    else runs.push([name]);
  }
  const phrases = runs.flatMap((run) => (run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run));
  return nameList(phrases, most);
}

function follows(before: string, name: string): boolean {
  const [, group, number] = /^(.*\/)(\d+)$/.exec(before) ?? [];
  return group !== undefined && name === `${group}${Number(number) + 1}`;
}
