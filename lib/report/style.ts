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

/** Text from a template on a terminal: no control characters, which could hide or move what is printed. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd').replace(/[\t\n]/g, ' ');
