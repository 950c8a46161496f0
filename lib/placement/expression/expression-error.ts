/** Every way an expression can be wrong, and what it means. */
export const EXPRESSION_PROBLEMS = {
  'too-long': 'An expression has at most 2000 characters.',
  'too-deep': 'Parentheses and negations are nested deeper than 100 levels.',
  empty: 'An expression is empty.',
  'unexpected-character': 'A character that no part of the language begins with.',
  'unterminated-quote': 'A quote is opened and never closed.',
  'unterminated-bracket': 'A bracket of a pattern is opened and never closed.',
  'unclosed-parenthesis': 'A parenthesis is opened and never closed.',
  'unclosed-list': 'A list is opened and never closed.',
  'empty-list': 'A list names no value.',
  'unexpected-end': 'The expression ends where more is needed.',
  'unexpected-text': 'Text stands where it has no meaning.',
  'unknown-subject': 'A condition begins with a subject that does not exist.',
  'unknown-operator': 'The operator does not exist.',
  'operator-not-allowed': 'The operator exists, but not for this subject.',
  'missing-value': 'The operator needs a value.',
  'missing-attribute-name': '`attribute:` is not followed by a name.',
  'invalid-boolean': 'agentConnected is compared with something other than true and false.',
  'invalid-number': 'runningTasksCount is compared with something other than a whole number.',
  'invalid-version': 'agentVersion is compared with something other than a dotted version.',
  'invalid-date': 'registeredAt is compared with something other than a date or a time in ISO 8601.',
  'invalid-pattern': 'The regular expression is malformed.',
  'unsupported-pattern': 'The regular expression uses a feature of Java that is not evaluated here.',
} as const satisfies Record<string, string>;

/** The code of an {@link ExpressionError}. */
export type ExpressionProblem = keyof typeof EXPRESSION_PROBLEMS;

/** A cluster query expression that cannot be read: what is wrong, where, and what was probably meant. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  constructor(
    readonly code: ExpressionProblem,
    /** The whole expression. */
    readonly expression: string,
    /** Where it goes wrong; the first character is column 1. */
    readonly column: number,
    /** The offending text; empty at the end of the expression. */
    readonly found: string,
    /** What was probably meant, or the feature that is not supported. */
    readonly suggestion?: string,
  ) {
    super(`${code} at column ${column}${found && `: ${found}`}${suggestion ? ` (${suggestion}?)` : ''}`);
  }
}
