/** What a template does not say and AWS leaves open; each changes answers, none is guessed silently. */
export interface ModelAssumptions {
  /**
   * Whether ENI trunking is in effect on instances that can have it. It is an account setting that no template holds.
   * @default 'unknown': a rule that hangs on it says so
   */
  readonly trunking: 'on' | 'off' | 'unknown';
}

/** The assumptions that hold unless others are given. */
export const DEFAULT_MODEL_ASSUMPTIONS: ModelAssumptions = { trunking: 'unknown' };
