/** Whether one character (code point) belongs to a class. */
export type Test = (character: string) => boolean;

const oneOf =
  (pattern: RegExp): Test =>
  (character) =>
    pattern.test(character);

/** The predefined classes of Java, which are ASCII unless a flag says otherwise; the upper-case letter negates. */
const CLASSES: Readonly<Record<string, Test>> = {
  d: oneOf(/^[0-9]$/),
  w: oneOf(/^[A-Za-z0-9_]$/),
  s: oneOf(/^[ \t\n\v\f\r]$/),
  h: oneOf(/^[ \t\xA0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]$/),
  v: oneOf(/^[\n\v\f\r\x85\u2028\u2029]$/),
};

/** The test of `\d` and the like; undefined for a letter that names no class. */
export function classEscape(letter: string): Test | undefined {
  const test = CLASSES[letter];
  if (test) return test;
  const negated = /^[A-Z]$/.test(letter) ? CLASSES[letter.toLowerCase()] : undefined;
  return negated && ((character) => !negated(character));
}

/** The POSIX classes of Java (ASCII only). */
const PROPERTIES: Readonly<Record<string, Test>> = {
  Lower: oneOf(/^[a-z]$/),
  Upper: oneOf(/^[A-Z]$/),
  ASCII: (character) => character.codePointAt(0)! < 0x80,
  Alpha: oneOf(/^[A-Za-z]$/),
  Digit: oneOf(/^[0-9]$/),
  Alnum: oneOf(/^[A-Za-z0-9]$/),
  Punct: oneOf(/^[!-/:-@[-`{-~]$/),
  Graph: oneOf(/^[!-~]$/),
  Print: oneOf(/^[ -~]$/),
  Blank: oneOf(/^[ \t]$/),
  Cntrl: (character) => character.codePointAt(0)! < 0x20 || character === '\x7f',
  XDigit: oneOf(/^[0-9A-Fa-f]$/),
  Space: oneOf(/^[ \t\n\v\f\r]$/),
};

/** The test of `\p{name}`; undefined for a name that is not evaluated here. */
export const propertyClass = (name: string): Test | undefined =>
  Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;

const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  a: '\x07',
  e: '\x1b',
};

/** The character that an escape stands for; undefined for letters and digits with another meaning, or none. */
export const literalEscape = (character: string): string | undefined =>
  /^[A-Za-z0-9]$/.test(character) ? CONTROL_ESCAPES[character] : character;
