import { classEscape, literalEscape, propertyClass, type Test } from './java-character-class';

/** A regular expression of java.util.regex, as far as it describes a regular language with look-around. */
export type PatternNode =
  | { readonly kind: 'character'; readonly test: Test }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'boundary'; readonly at: 'start' | 'end' | 'word' | 'no-word' }
  | { readonly kind: 'look'; readonly node: PatternNode; readonly behind: boolean; readonly negative: boolean };

/** A pattern that is malformed, or that uses a feature which is refused by name. */
export class PatternError extends Error {
  constructor(
    readonly what: string,
    readonly unsupported: boolean,
  ) {
    super(what);
  }
}

const invalid = (what: string): PatternError => new PatternError(what, false);
const unsupported = (feature: string): PatternError => new PatternError(feature, true);

const MAX_DEPTH = 50;

/**
 * Reads a pattern as Java would. Refused by name: possessive quantifiers, inline flags, atomic groups,
 * back-references, class intersections and unions, and the rarer escapes.
 * @throws PatternError
 */
export function parseJavaPattern(pattern: string): PatternNode {
  const reader = new PatternReader([...pattern]);
  const node = reader.alternatives(0);
  if (!reader.atEnd()) throw invalid('a closing parenthesis without an opening one');
  return node;
}

const literal = (code: string): PatternNode => ({ kind: 'character', test: (character) => character === code });

/** Line terminators, which a dot does not match. */
const anyCharacter: Test = (character) => !/[\n\r\u0085\u2028\u2029]/.test(character);

class PatternReader {
  private at = 0;

  constructor(private readonly characters: readonly string[]) {}

  atEnd(): boolean {
    return this.at >= this.characters.length;
  }

  alternatives(depth: number): PatternNode {
    if (depth > MAX_DEPTH) throw unsupported('nesting deeper than 50 levels');
    const nodes = [this.sequence(depth)];
    while (this.take('|')) nodes.push(this.sequence(depth));
    return nodes.length === 1 ? nodes[0]! : { kind: 'alternatives', nodes };
  }

  private sequence(depth: number): PatternNode {
    const nodes: PatternNode[] = [];
    while (!this.atEnd() && this.next() !== '|' && this.next() !== ')') {
      const atoms = this.atom(depth);
      const last = atoms.pop();
      nodes.push(...atoms);
      if (last) nodes.push(this.quantified(last));
    }
    return nodes.length === 1 ? nodes[0]! : { kind: 'sequence', nodes };
  }

  /** Usually one node; quoted text is one for each character, of which a quantifier takes the last. */
  private atom(depth: number): PatternNode[] {
    const character = this.advance();
    switch (character) {
      case '.':
        return [{ kind: 'character', test: anyCharacter }];
      case '^':
        return [{ kind: 'boundary', at: 'start' }];
      case '$':
        return [{ kind: 'boundary', at: 'end' }];
      case '(':
        return [this.group(depth)];
      case '[':
        return [{ kind: 'character', test: this.characterClass() }];
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
      case '{':
        throw invalid(`${character} with nothing to repeat`);
      default:
        return [literal(character)];
    }
  }

  private quantified(node: PatternNode): PatternNode {
    const range = this.quantifier();
    if (!range) return node;
    if (this.take('+')) throw unsupported('possessive quantifier');
    this.take('?');
    if ('*+?{'.includes(this.next() || ' ')) throw invalid('a quantifier after a quantifier');
    return { kind: 'repeat', node, min: range[0], max: range[1] };
  }

  private quantifier(): readonly [number, number] | undefined {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.take('?')) return [0, 1];
    if (!this.take('{')) return undefined;
    const match = /^(\d{1,9})(,)?(\d{1,9})?\}/.exec(this.characters.slice(this.at, this.at + 21).join(''));
    if (!match || (match[3] !== undefined && match[2] === undefined)) throw invalid('a malformed repetition');
    this.at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : Number(match[3] ?? Number.POSITIVE_INFINITY);
    if (max < min) throw invalid('a repetition from more to fewer');
    return [min, max];
  }

  private group(depth: number): PatternNode {
    const wrap = this.groupKind();
    const node = this.alternatives(depth + 1);
    if (!this.take(')')) throw invalid('a group that is never closed');
    return wrap(node);
  }

  private groupKind(): (node: PatternNode) => PatternNode {
    if (!this.take('?')) return (node) => node;
    const rest = this.characters.slice(this.at, this.at + 80).join('');
    if (rest.startsWith('>')) throw unsupported('atomic group');
    const look = /^(<?)([=!])/.exec(rest);
    const marker = look?.[0] ?? /^(?::|<[A-Za-z][A-Za-z0-9]*>)/.exec(rest)?.[0];
    if (marker === undefined) throw /^[a-zA-Z-]/.test(rest) ? unsupported('inline flag') : invalid('an unknown group');
    this.at += marker.length;
    if (!look) return (node) => node;
    return (node) => ({ kind: 'look', node, behind: look[1] === '<', negative: look[2] === '!' });
  }

  private escape(): PatternNode[] {
    const character = this.advance('a backslash at the end');
    if (character === 'Q') return this.quotedText().map(literal);
    if (character === 'b') return [{ kind: 'boundary', at: 'word' }];
    if (character === 'B') return [{ kind: 'boundary', at: 'no-word' }];
    if (character === 'A') return [{ kind: 'boundary', at: 'start' }];
    if (character === 'Z' || character === 'z') return [{ kind: 'boundary', at: 'end' }];
    if (character === 'k' || /[1-9]/.test(character)) throw unsupported('back-reference');
    return [{ kind: 'character', test: this.escapedTest(character) }];
  }

  private quotedText(): readonly string[] {
    const start = this.at;
    while (!this.atEnd() && !(this.next() === '\\' && this.characters[this.at + 1] === 'E')) this.at++;
    const text = this.characters.slice(start, this.at);
    this.at += 2;
    return text;
  }

  /** The test of an escape that stands for one character or one of a class, inside brackets or outside. */
  private escapedTest(character: string): Test {
    const inClass = classEscape(character);
    if (inClass) return inClass;
    if (character === 'p' || character === 'P') return this.property(character === 'P');
    const single = this.escapedCharacter(character);
    return (candidate) => candidate === single;
  }

  private property(negative: boolean): Test {
    const match = /^(?:\{(\w{1,40})\}|([A-Z]))/.exec(this.characters.slice(this.at, this.at + 42).join(''));
    if (!match) throw invalid('a malformed \\p');
    this.at += match[0].length;
    const name = match[1] ?? match[2]!;
    const test = propertyClass(name);
    if (!test) throw unsupported(`\\p{${name}}`);
    return negative ? (character) => !test(character) : test;
  }

  private escapedCharacter(character: string): string {
    const hex = { x: /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/, u: /^(?:([0-9a-fA-F]{4}))/ };
    if (character === 'x' || character === 'u') {
      const match = hex[character].exec(this.characters.slice(this.at, this.at + 8).join(''));
      const code = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
      if (!match || code > 0x10ffff) throw invalid(`a malformed \\${character}`);
      this.at += match[0].length;
      return String.fromCodePoint(code);
    }
    const known = literalEscape(character);
    if (known === undefined) throw unsupported(`\\${character}`);
    return known;
  }

  private characterClass(): Test {
    const negative = this.take('^');
    const tests: Test[] = [];
    for (let first = true; first || this.next() !== ']'; first = false) {
      if (this.atEnd()) throw invalid('a character class that is never closed');
      tests.push(this.classItem());
    }
    this.at++;
    return (character) => tests.some((test) => test(character)) !== negative;
  }

  private classItem(): Test {
    const from = this.classCharacter();
    if (typeof from !== 'string') return from;
    const isRange = this.next() === '-' && this.at + 1 < this.characters.length && this.characters[this.at + 1] !== ']';
    if (!isRange) return (character) => character === from;
    this.at++;
    const to = this.classCharacter();
    if (typeof to !== 'string' || to.codePointAt(0)! < from.codePointAt(0)!) throw invalid('an illegal range');
    const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
    return (character) => character.codePointAt(0)! >= low && character.codePointAt(0)! <= high;
  }

  /** One character of a class, or the test of an escape that stands for several. */
  private classCharacter(): string | Test {
    const character = this.advance();
    if (character === '[') throw unsupported('union of character classes');
    if (character === '&' && this.next() === '&') throw unsupported('intersection of character classes');
    if (character !== '\\') return character;
    const escaped = this.advance('a backslash at the end');
    if (escaped === 'p' || escaped === 'P' || classEscape(escaped)) return this.escapedTest(escaped);
    return this.escapedCharacter(escaped);
  }

  private next(): string {
    return this.characters[this.at] ?? '';
  }

  private take(character: string): boolean {
    if (this.next() !== character) return false;
    this.at++;
    return true;
  }

  private advance(whenMissing = 'an unexpected end'): string {
    if (this.atEnd()) throw invalid(whenMissing);
    return this.characters[this.at++]!;
  }
}
