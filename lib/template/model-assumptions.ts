/** What a template does not say and AWS leaves open; each changes answers, none is guessed silently. */
export interface ModelAssumptions {
  /**
   * Whether ENI trunking is in effect on instances that can have it. It is an account setting that no template holds.
   * @default 'unknown': a rule that hangs on it says so
   */
  readonly trunking: 'on' | 'off' | 'unknown';
  /**
   * How much of an instance type's memory firmware and kernel keep, so that the instance registers less, in percent.
   * AWS documents no figure; measure it as what `DescribeContainerInstances` shows against the type's memory.
   * @default - unknown: between 1.5 and 7.5 percent (12 for small instances), and both are tried
   */
  readonly memoryOverheadPercent?: number;
}

/** The assumptions that hold unless others are given. */
export const DEFAULT_MODEL_ASSUMPTIONS: ModelAssumptions = { trunking: 'unknown' };
