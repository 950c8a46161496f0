import { textOf } from '../value/text';
import { type Symbolic, Text, Unknown, type Value } from '../value/value';

/** Private-use characters stand for the parts of a text that are not known, so that any parser can carry them. */
const FIRST_MARK = 0xe000;
const LAST_MARK = 0xf8fe;

/** Stands for what a script works out only when it runs. */
export const AT_RUN_TIME = '\uf8ff';

/** A text in which each part that is not known is one character. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Symbolic[];
}

/** Marks the unknown parts of a text; undefined when the value is no text at all. */
export function mark(value: Value | undefined): MarkedText | undefined {
  if (typeof value === 'string') return { text: value, marks: [] };
  if (!(value instanceof Text)) return undefined;
  const marks: Symbolic[] = [];
  const text = value.parts.map((part) => {
    if (typeof part === 'string') return part;
    marks.push(part);
    return String.fromCharCode(Math.min(FIRST_MARK + marks.length - 1, LAST_MARK));
  });
  return { text: text.join(''), marks };
}

/** The value of a piece of a marked text. */
export function unmark(piece: string, { marks }: MarkedText): Value {
  if (piece.includes(AT_RUN_TIME)) {
    return new Unknown({ code: 'assumption', name: 'the user data works it out when the instance starts' }, '');
  }
  const parts = [...piece].map((char): Value => marks[char.charCodeAt(0) - FIRST_MARK] ?? char);
  return textOf(parts) ?? piece;
}
