/** A cause in words. */
export interface CauseText {
  /** What is wrong, in one line. */
  readonly title: string;
  /** What shows it, a line each. */
  readonly evidence: readonly string[];
  /** What to do. */
  readonly fix: string;
}
