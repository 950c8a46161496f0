import { PlacementInputError } from '../../placement';
import { OperationError } from '../aws/problem/operation-error';
import type { OperationProblem } from '../aws/problem/problem';

/** Something that could not be read, so that nothing is known of it. */
export interface NotLookedAt {
  /** What could not be read, such as `scaling activities of the group Steady`. */
  readonly what: string;
  /** Why: an action is missing, or what AWS answered is of a kind that the placement engine does not take. */
  readonly problem: Extract<OperationProblem, { code: 'access-denied' }> | NotUnderstood;
}

/** Something that was read and not understood. */
export interface NotUnderstood {
  readonly code: 'not-understood';
  readonly detail: string;
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
      this.#remember(what, error.problem);
      return undefined;
    }
  }

  /**
   * Reads what tells more of a cause that is known already, such as a log: whatever goes wrong there, the cause stands.
   * @returns nothing where it went wrong
   */
  async aside<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.at(what, read);
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      this.#remember(what, { code: 'not-understood', detail: error.message });
      return undefined;
    }
  }

  /** @returns what the placement engine makes of what was read; nothing where it does not take it. */
  understood<T>(what: string, conclude: () => T): T | undefined {
    try {
      return conclude();
    } catch (error) {
      if (!(error instanceof PlacementInputError)) throw error;
      this.#remember(what, { code: 'not-understood', detail: error.message });
      return undefined;
    }
  }

  #remember(what: string, problem: NotLookedAt['problem']): void {
    const key = JSON.stringify([what, problem]);
    if (this.#notLookedAt.some((one) => JSON.stringify([one.what, one.problem]) === key)) return;
    this.#notLookedAt.push({ what, problem });
  }
}
