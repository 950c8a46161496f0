/** What a text is written on. */
export interface Page {
  /** Whether colours are shown. */
  readonly colour: boolean;
  /** Columns to fill; absent where lines are never broken, as in a file. */
  readonly width?: number;
}

const CODES = { bold: 1, red: 31, green: 32, yellow: 33, blue: 34, grey: 90 } as const;

export type Style = keyof typeof CODES;

/** The text in a style, where the page shows any. */
export const styled = (page: Page, style: Style, text: string): string =>
  page.colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;

/** The text in lines, each begun with an indent, and broken between words where the page has a width. */
export function paragraph(page: Page, text: string, indent: string, hanging = indent): string[] {
  if (page.width === undefined) return [indent + text];
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > page.width) {
      lines.push(line);
      line = hanging;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/**
 * Text from elsewhere, in one line: no control characters and no marks that turn the direction of writing, which could
 * hide, move or reorder what is printed; nothing that a CI service takes for a command to it.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\t\n]/g, ' ')
    .replace(UNPRINTABLE, '\ufffd')
    .replace(CI_COMMAND, (one) => `${one.slice(0, -1)} ${one.slice(-1)}`);

/** What GitHub Actions obeys at the start of a line, and what it, Azure Pipelines and TeamCity obey anywhere in it. */
const CI_COMMAND = /^\s*::|##(?=\w*\[)/g;

/** A line of a container's log on a terminal: its colours stay, and end with it; all else that moves or hides text goes. */
export function printableLog(line: string): string {
  const parts = line.replace(/\r$/, '').split(COLOUR);
  const text = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(UNPRINTABLE, lost)));
  return parts.length > 1 ? `${text.join('')}\u001b[0m` : text.join('');
}

const lost = (one: string): string => (one === '\t' ? one : '\ufffd');

/**
 * Control characters, marks of direction, separators of lines, halves of characters, and what has neither width nor
 * form: names that look alike differ by it, and whoever copies one gets it too. Joiners stay, as writing needs them.
 */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u00ad\u200b\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;

/** A sequence that changes colours or weight (`SGR`), concealment aside. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how it begins
const COLOUR = /(\u001b\[(?!0*8[;m])(?![\d;:]*;0*8[;m])[\d;:]*m)/;
