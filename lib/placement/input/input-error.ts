/** What is wrong with one value that was given to the engine. */
export interface InputProblem {
  readonly code: InputProblemCode;
  /** Where the value stands, such as `instances[3].registered.cpuUnits`. */
  readonly path: string;
  /** The offending value. */
  readonly value: unknown;
}

/** Every kind of unusable input, and what it means. */
export const INPUT_PROBLEMS = {
  'not-a-number': 'A number is required and something else, or NaN, was given.',
  negative: 'A number of zero or more is required.',
  fractional: 'A whole number is required.',
  'too-large': 'The number is larger than anything that exists on ECS.',
  missing: 'A required value is absent.',
  'wrong-type': 'The value has another type than is required.',
  duplicate: 'A name that must be unique is given twice.',
  'not-allowed': 'The value is not one of those allowed.',
  'too-many': 'The list is longer than ECS allows.',
  expression: 'The cluster query expression cannot be read.',
  'not-found': 'The name refers to nothing.',
  conflict: 'Two values contradict each other.',
} as const satisfies Record<string, string>;

/** The code of an {@link InputProblem}. Compare codes, never message texts. */
export type InputProblemCode = keyof typeof INPUT_PROBLEMS;

/**
 * Input that the engine cannot work with. It is the only error the engine throws for what it is given
 * (expressions, when parsed on their own, throw {@link ExpressionError}); it names all problems that were found.
 */
export class PlacementInputError extends Error {
  override readonly name = 'PlacementInputError';

  constructor(readonly problems: readonly InputProblem[]) {
    super(problems.map(({ code, path, value }) => `${path}: ${code} (${describe(value)})`).join('; '));
  }
}

/** A short, safe rendering: objects and very long strings are not printed whole. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
