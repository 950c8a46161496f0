import { exitCodeOf, type RunTaskEvent, type RunTaskResult } from '../../../operations';

/**
 * One line of a run for machines: each event as it happens, at last how it ended. A field or a code may be added
 * without a new version; times are in ISO 8601.
 */
export type RunTaskJson = { readonly version: 1 } & (
  | RunTaskEvent
  | { readonly code: 'result'; readonly exitCode: number; readonly result: RunTaskResult }
);

/** An event as the contract has it. */
export const runTaskEventJson = (event: RunTaskEvent): RunTaskJson => ({ version: 1, ...event });

/** The end as the contract has it. */
export const runTaskResultJson = (result: RunTaskResult): RunTaskJson => ({
  ...{ version: 1, code: 'result', exitCode: exitCodeOf(result), result },
});
