/** Ports from the first to the last, both included. */
export type PortRange = readonly [first: number, last: number];

/** The parts of a range that none of the others covers. */
export function uncovered(range: PortRange, by: readonly PortRange[]): PortRange[] {
  let next = range[0];
  const gaps: PortRange[] = [];
  for (const [first, last] of [...by].sort((a, b) => a[0] - b[0])) {
    if (last < next || first > range[1]) continue;
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= range[1]) gaps.push([next, range[1]]);
  return gaps;
}

/** Whether any port of the range is covered. */
export const touches = ([first, last]: PortRange, by: readonly PortRange[]): boolean =>
  by.some((other) => other[0] <= last && other[1] >= first);
