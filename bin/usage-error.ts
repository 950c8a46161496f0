/** A command that cannot be carried out as it was given: what is wrong and how to mend it, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
