import type { Sizing } from '../../size';

/** A sizing with what it was asked. */
export interface SizeReport {
  readonly sizing: Sizing;
  /** Regions that the stacks are bound to. */
  readonly regions: readonly string[];
}
