import { OPERATOR_WORDS, type Operator } from './ast';
import { ExpressionError } from './expression-error';

/** A position in an expression from which the parser takes what it expects next. */
export class Lexer {
  private at = 0;

  constructor(readonly text: string) {}

  /** The next character after white space, or the empty string at the end. */
  peek(): string {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.text[this.at] ?? '';
  }

  /** Takes the symbol if it comes next. */
  takeSymbol(symbol: string): boolean {
    this.peek();
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  /** Takes the word if it comes next and ends there. */
  takeWord(word: string): boolean {
    if (this.nextWord() !== word) return false;
    this.at += word.length;
    return true;
  }

  /** The letters, digits and marks of names that come next, without taking them. */
  nextWord(): string {
    this.peek();
    return /^[\w./\\:-]*/.exec(this.text.slice(this.at))![0];
  }

  /** Takes an operator in either spelling. */
  takeOperator(): Operator | undefined {
    this.peek();
    const rest = this.text.slice(this.at);
    const symbol = /^(?:==|!=|>=|<=|=~|!~|!exists(?![\w-])|!in(?![\w-])|>|<)/.exec(rest)?.[0];
    const word = this.nextWord();
    const operator = symbol ?? (Object.hasOwn(OPERATOR_WORDS, word) ? OPERATOR_WORDS[word] : undefined);
    if (operator !== undefined) this.at += (symbol ?? word).length;
    return operator as Operator | undefined;
  }

  /** Takes a literal, quoted or not; undefined if none begins here. */
  takeLiteral(): string | undefined {
    const quoted = this.takeQuoted();
    if (quoted !== undefined) return quoted;
    const literal = /^[^\s()[\],'"&|!]+/.exec(this.text.slice(this.at))?.[0];
    this.at += literal?.length ?? 0;
    return literal;
  }

  /**
   * Takes a pattern: quoted, or everything up to the next white space outside brackets. It may hold brackets,
   * bars and commas; a closing parenthesis that it did not open ends it.
   */
  takePattern(): string | undefined {
    const quoted = this.takeQuoted();
    if (quoted !== undefined) return quoted;
    const start = this.at;
    const open: string[] = [];
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      const inClass = open.at(-1) === '[';
      if (open.length === 0 && (/\s/.test(character) || character === ')')) break;
      if (character === '\\') this.at++;
      else if (inClass ? character === ']' : character === ')') open.pop();
      else if (character === '[' || (character === '(' && !inClass)) open.push(character);
    }
    this.at = Math.min(this.at, this.text.length);
    if (open.length > 0) throw this.error('unterminated-bracket', start);
    return this.at > start ? this.text.slice(start, this.at) : undefined;
  }

  private takeQuoted(): string | undefined {
    const quote = this.peek();
    if (quote !== "'" && quote !== '"') return undefined;
    const end = this.text.indexOf(quote, this.at + 1);
    if (end < 0) throw this.error('unterminated-quote');
    const value = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return value;
  }

  /** Where the next text begins. */
  position(): number {
    this.peek();
    return this.at;
  }

  /** An error about the text from a position (the next one unless told otherwise) to the following white space. */
  error(code: ExpressionError['code'], from = this.position(), suggestion?: string): ExpressionError {
    const found = /^\S*/.exec(this.text.slice(from))![0];
    return new ExpressionError(code, this.text, from + 1, found, suggestion);
  }
}
