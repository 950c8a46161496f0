import { type SourcePosition, TemplateError } from '../template-error';
import { emptyObject, type Json } from './json';
import { MAX_DEPTH } from './nesting';

/**
 * Parses JSON strictly and says where it fails: unlike `JSON.parse` it refuses a key that appears twice, of which one
 * value would silently be lost, and knows line and column.
 *
 * @throws TemplateError `syntax`, `duplicate-key` or `too-deep`
 */
export function parseJson(file: string, text: string): Json {
  const reader = new JsonReader(file, text);
  return reader.document();
}

class JsonReader {
  private at = 0;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.refuse('text after the end of the document', 'remove it');
    return value;
  }

  private value(depth: number): Json {
    if (depth > MAX_DEPTH) {
      throw new TemplateError(
        'too-deep',
        this.file,
        `nested deeper than ${MAX_DEPTH} levels`,
        'flatten it',
        this.position(),
      );
    }
    this.space();
    const char = this.text[this.at];
    if (char === '{') return this.object(depth);
    if (char === '[') return this.array(depth);
    if (char === '"') return this.string();
    return this.literal();
  }

  private object(depth: number): Json {
    const object = emptyObject<Json>();
    this.at++;
    this.space();
    if (this.take('}')) return object;
    do {
      this.space();
      const start = this.at;
      if (this.text[this.at] !== '"') this.refuse('expected a key in double quotes', 'write "key": value');
      const key = this.string();
      if (key in object) {
        const again = `the key "${key}" appears twice in one object`;
        throw new TemplateError('duplicate-key', this.file, again, 'remove one of them', this.position(start));
      }
      this.space();
      if (!this.take(':')) this.refuse(`expected ':' after the key "${key}"`, 'write "key": value');
      object[key] = this.value(depth + 1);
      this.space();
    } while (this.take(','));
    if (!this.take('}')) this.refuse("expected ',' or '}'", 'close the object that is open here');
    return object;
  }

  private array(depth: number): Json {
    const array: Json[] = [];
    this.at++;
    this.space();
    if (this.take(']')) return array;
    do {
      array.push(this.value(depth + 1));
      this.space();
    } while (this.take(','));
    if (!this.take(']')) this.refuse("expected ',' or ']'", 'close the list that is open here');
    return array;
  }

  private string(): string {
    const start = this.at;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    try {
      const value = JSON.parse(this.text.slice(start, end + 1)) as string;
      this.at = end + 1;
      return value;
    } catch {
      return this.refuse('a string that does not end or holds a bad escape', 'close it, or escape the character');
    }
  }

  private literal(): Json {
    const word = /[^\s,\]}:]*/y;
    word.lastIndex = this.at;
    const text = word.exec(this.text)?.[0] ?? '';
    try {
      const value = JSON.parse(text) as Json;
      this.at += text.length;
      return value;
    } catch {
      const found = text === '' ? (this.text[this.at] ?? 'the end of the file') : `'${text.slice(0, 40)}'`;
      return this.refuse(
        `expected a value, found ${found}`,
        'write a string, number, true, false, null, list or object',
      );
    }
  }

  private space(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at]!)) this.at++;
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private position(at = this.at): SourcePosition {
    const before = this.text.slice(0, at).split('\n');
    return { line: before.length, column: before[before.length - 1]!.length + 1 };
  }

  private refuse(problem: string, fix: string): never {
    throw new TemplateError('syntax', this.file, problem, fix, this.position());
  }
}
