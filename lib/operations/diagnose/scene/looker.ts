import { OperationError } from '../../aws/operation-error';
import type { OperationProblem } from '../../aws/problem';

/** Something that the caller has no permission to read, so that nothing is known of it. */
export interface NotLookedAt {
  /** What could not be read, such as `scaling activities of the group Steady`. */
  readonly what: string;
  /** Why: the action that is missing. */
  readonly problem: Extract<OperationProblem, { code: 'access-denied' }>;
}

/** Reads what may be read, and remembers what may not. */
export class Looker {
  readonly #notLookedAt: NotLookedAt[] = [];

  get notLookedAt(): readonly NotLookedAt[] {
    return this.#notLookedAt;
  }

  /** @returns what was read; nothing where the permission is missing. Every other error is thrown. */
  async at<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof OperationError) || error.problem.code !== 'access-denied') throw error;
      const { problem } = error;
      const isKnown = this.#notLookedAt.some((one) => one.what === what && one.problem.action === problem.action);
      if (!isKnown) this.#notLookedAt.push({ what, problem });
      return undefined;
    }
  }
}
