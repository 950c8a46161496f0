/** What can be wrong with something that was given to be read. Codes are public: compare them, not the texts. */
export type TemplateErrorCode =
  | 'not-found'
  | 'unreadable'
  | 'empty'
  | 'binary'
  | 'too-large'
  | 'too-deep'
  | 'syntax'
  | 'duplicate-key'
  | 'aliases'
  | 'not-a-template'
  | 'bad-section'
  | 'bad-manifest'
  | 'no-templates'
  | 'unknown-parameter';

/** A place in a source file; lines and columns count from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** An input that cannot be read: what is wrong, where, and how to mend it, in one line. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  constructor(
    readonly code: TemplateErrorCode,
    readonly file: string,
    readonly problem: string,
    readonly fix: string,
    readonly position?: SourcePosition,
  ) {
    super(`${file}${position ? `:${position.line}:${position.column}` : ''}: ${problem}; ${fix}`);
  }
}
