import type { OperationProblem, WatchChange, WatchEnd } from '../../../operations';

/**
 * One line of a watch for machines: each change as it happens, at last how it ended. A field or a code may be added
 * without a new version. `at` is in ISO 8601.
 */
export type WatchJson = { readonly version: 1; readonly at: string } & (
  | WatchChange
  /** What keeps it from looking, and passes. */
  | { readonly code: 'trouble'; readonly problem: OperationProblem }
  | { readonly code: 'result'; readonly exitCode: 0 | 1; readonly result: WatchEnd }
);

type Line = WatchChange | { readonly code: 'trouble'; readonly problem: OperationProblem };

/** A change, or a trouble, as the contract has it. @param at milliseconds since 1970 */
export const watchLineJson = (line: Line, at: number): WatchJson => ({ version: 1, at: iso(at), ...line });

/** The end as the contract has it. @param at milliseconds since 1970 */
export const watchResultJson = (result: WatchEnd, at: number): WatchJson => ({
  ...{ version: 1, at: iso(at), code: 'result', exitCode: watchExitCode(result), result },
});

/** 0 when steady, else 1. */
export const watchExitCode = ({ code }: WatchEnd): 0 | 1 => (code === 'steady' ? 0 : 1);

const iso = (at: number): string => new Date(at).toISOString();
