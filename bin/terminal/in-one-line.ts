import { printable } from '../../lib/report/style';

/** Longer than any name or policy; what a service answers may be a whole page. */
const LONGEST = 4000;

/** A complaint in one line, with nothing in it that a terminal would obey. */
export function inOneLine(text: string): string {
  const line = printable(text.replace(/\s*\n\s*/g, ' '));
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
