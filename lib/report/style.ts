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
 * hide, move or reorder what is printed.
 */
export const printable = (text: string): string => text.replace(/[\t\n]/g, ' ').replace(UNPRINTABLE, '\ufffd');

/** A line of a container's log on a terminal: its colours stay, and end with it; all else that moves or hides text goes. */
export function printableLog(line: string): string {
  const parts = line.replace(/\r$/, '').split(COLOUR);
  const text = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(UNPRINTABLE, lost)));
  return parts.length > 1 ? `${text.join('')}\u001b[0m` : text.join('');
}

const lost = (one: string): string => (one === '\t' ? one : '\ufffd');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A sequence that changes colours or weight (`SGR`), concealment aside. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how it begins
const COLOUR = /(\u001b\[(?!0*8[;m])(?![\d;:]*;0*8[;m])[\d;:]*m)/;
