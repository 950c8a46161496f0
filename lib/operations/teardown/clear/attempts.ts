import { OperationError } from '../../aws/problem/operation-error';

/** Calls that may be refused for a state that passes; the next look finds out. */
export interface Attempts {
  /** Makes a call, and notes its refusal by one of these errors. */
  make(call: () => Promise<unknown>, ...errors: readonly string[]): Promise<void>;
  /** What was refused, in AWS's words. */
  readonly refusals: readonly string[];
}

/** Notes refusals, so that whatever stays for their sake says why. */
export function attempts(): Attempts {
  const refusals: string[] = [];
  return {
    refusals,
    async make(call, ...errors) {
      try {
        await call();
      } catch (error) {
        if (!(error instanceof OperationError) || error.problem.code !== 'refused') throw error;
        if (!errors.includes(error.problem.error)) throw error;
        refusals.push(`${error.problem.action}: ${error.problem.detail}`);
      }
    },
  };
}
