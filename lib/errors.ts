/**
 * Every mistake the constructs refuse in their constructors: code, and what it means.
 * A code is public API: it is never reused and never renamed.
 */
export const MISUSES = {
  // images
  // cluster
  // task
  // service
  // jobs
} as const satisfies Record<string, string>;

/** The code of a refused mistake. Compare codes, never message texts. */
export type MisuseCode = keyof typeof MISUSES;

/**
 * A mistake in how a construct is used, thrown by its constructor before anything is synthesized.
 * The message names the offending value and the fix; the construct's path is appended when known.
 */
export class MisuseError extends Error {
  override readonly name = 'MisuseError';

  constructor(
    readonly code: MisuseCode,
    message: string,
    scope?: { readonly node: { readonly path: string } },
  ) {
    super(scope ? `${code}: ${message} (at ${scope.node.path})` : `${code}: ${message}`);
  }
}
