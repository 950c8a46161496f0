import { AT_RUN_TIME } from './marked-text';

/** One command of a script: its words (a pipe is one), where its output goes, and what is fed to it. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Files named after `>` or `>>`. */
  readonly outputs: readonly string[];
  /** The text between `<<EOF` and `EOF`. */
  readonly input?: string;
}

interface Heredoc {
  readonly end: string;
  readonly literal: boolean;
  readonly stripTabs: boolean;
}

/**
 * Splits a shell script into commands, as far as that takes to see what it writes to a file: quotes, escapes,
 * comments, here-documents and variables that are set to a text. What a script computes becomes {@link AT_RUN_TIME}.
 */
export function parseShell(script: string): ShellCommand[] {
  return new ShellReader(script).commands();
}

class ShellReader {
  private at = 0;
  private readonly variables = new Map<string, string>();
  private readonly found: ShellCommand[] = [];
  private words: string[] = [];
  private outputs: string[] = [];
  private heredocs: Heredoc[] = [];

  constructor(private readonly script: string) {}

  commands(): ShellCommand[] {
    while (this.at < this.script.length) this.step();
    this.finish();
    return this.found;
  }

  private step(): void {
    const char = this.script[this.at]!;
    if (char === '\n') {
      this.at++;
      const input = this.heredocs.map((heredoc) => this.readHeredoc(heredoc)).join('');
      this.finish(this.heredocs.length > 0 ? input : undefined);
    } else if (char === ' ' || char === '\t' || char === '\r') this.at++;
    else if (char === '#') this.skipLine();
    else if (char === ';' || char === '&' || char === '(' || char === ')' || char === '{' || char === '}') {
      this.at++;
      if (this.heredocs.length === 0) this.finish();
    } else if (char === '|') {
      // What is piped on is written by the next command: one command as far as contents go.
      this.at++;
      if (this.script[this.at] === '|') this.finish();
      else this.words.push('|');
    } else if (char === '<' && this.script[this.at + 1] === '<' && this.script[this.at + 2] !== '<')
      this.startHeredoc();
    else if (char === '<') this.at++;
    else if (char === '>') this.redirect();
    else this.words.push(this.word());
  }

  private finish(input?: string): void {
    const { words, outputs } = this;
    if (words.length > 0 || input !== undefined) this.found.push({ words, outputs, input });
    for (const word of words[0] === 'export' ? words.slice(1) : words.slice(0, 1)) {
      const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
      if (assignment) this.variables.set(assignment[1]!, assignment[2]!);
    }
    this.words = [];
    this.outputs = [];
    this.heredocs = [];
  }

  private redirect(): void {
    while (this.script[this.at] === '>' || this.script[this.at] === '&') this.at++;
    while (this.script[this.at] === ' ') this.at++;
    this.outputs.push(this.word());
  }

  private startHeredoc(): void {
    this.at += 2;
    const stripTabs = this.script[this.at] === '-';
    if (stripTabs) this.at++;
    while (this.script[this.at] === ' ') this.at++;
    const literal = /['"\\]/.test(this.script[this.at] ?? '');
    this.heredocs.push({ end: this.word(), literal, stripTabs });
  }

  private readHeredoc({ end, literal, stripTabs }: Heredoc): string {
    const lines: string[] = [];
    while (this.at < this.script.length) {
      const stop = this.script.indexOf('\n', this.at);
      const line = this.script.slice(this.at, stop < 0 ? undefined : stop);
      this.at = stop < 0 ? this.script.length : stop + 1;
      const body = stripTabs ? line.replace(/^\t+/, '') : line;
      if (body.trim() === end) break;
      lines.push(body);
    }
    const text = `${lines.join('\n')}\n`;
    return literal ? text : this.expand(text);
  }

  /** A word: quoted and unquoted pieces that stand together. */
  private word(): string {
    let word = '';
    while (this.at < this.script.length) {
      const char = this.script[this.at]!;
      if (/[\s;|&<>()]/.test(char)) break;
      this.at++;
      if (char === "'") word += this.until("'");
      else if (char === '"') word += this.doubleQuoted();
      else if (char === '`') {
        this.until('`');
        word += AT_RUN_TIME;
      } else if (char === '\\') word += this.escaped();
      else if (char === '$') word += this.variable();
      else word += char;
    }
    return word;
  }

  private until(quote: string): string {
    const end = this.script.indexOf(quote, this.at);
    const text = this.script.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.script.length : end + 1;
    return text;
  }

  private doubleQuoted(): string {
    let text = '';
    while (this.at < this.script.length) {
      const char = this.script[this.at++]!;
      if (char === '"') break;
      if (char === '\\') {
        const next = this.script[this.at++] ?? '';
        text += '"\\$`'.includes(next) ? next : next === '\n' ? '' : `\\${next}`;
      } else if (char === '$') text += this.variable();
      else if (char === '`') {
        this.until('`');
        text += AT_RUN_TIME;
      } else text += char;
    }
    return text;
  }

  private escaped(): string {
    const next = this.script[this.at++] ?? '';
    return next === '\n' ? '' : next;
  }

  /** What stands after a `$`. */
  private variable(): string {
    if (this.script[this.at] === '(') {
      this.skipParentheses();
      return AT_RUN_TIME;
    }
    const name = /\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*)/y;
    name.lastIndex = this.at;
    const match = name.exec(this.script);
    if (match) {
      this.at += match[0].length;
      return this.variables.get(match[1] ?? match[2]!) ?? AT_RUN_TIME;
    }
    if (this.script[this.at] === '{') {
      this.until('}');
      return AT_RUN_TIME;
    }
    return '$';
  }

  private skipParentheses(): void {
    let depth = 0;
    while (this.at < this.script.length) {
      const char = this.script[this.at++];
      if (char === '(') depth++;
      if (char === ')' && --depth === 0) return;
    }
  }

  private expand(text: string): string {
    const inner = new ShellReader(text.replace(/"/g, '\\"'));
    for (const [name, value] of this.variables) inner.variables.set(name, value);
    return inner.doubleQuoted();
  }

  private skipLine(): void {
    const end = this.script.indexOf('\n', this.at);
    this.at = end < 0 ? this.script.length : end;
  }
}
