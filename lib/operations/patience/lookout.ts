import type { Clients } from '../aws/clients';
import type { OperationProblem } from '../aws/problem/problem';
import type { Clock } from '../clock';
import { isPassing, problemOf } from './passing';
import { pauseAfter, persist } from './persist';
import { Troubles } from './troubles';
import { within } from './within';

/** Milliseconds that one look may take. */
const LOOK = 60_000;

/** Milliseconds for which a look at the very end may go without an answer, and that is no trouble of AWS. */
const SHORT = 1_000;

/** Milliseconds without any answer after which whoever has never had one gives up: the name of a region may be wrong. */
const NOBODY_THERE = 60_000;

/** How long, how often and for whom something is looked at. */
export interface LookoutOptions {
  readonly clock: Clock;
  /** When it ends at the latest, by the clock. */
  readonly until: number;
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
  /** Told of what keeps it from looking, once for each kind in a row. */
  readonly onTrouble?: ((problem: OperationProblem, at: number) => void) | undefined;
}

/** How a lookout ends when it does not see what it looks for. */
export type LookoutEnd =
  | { readonly code: 'interrupted' }
  | {
      readonly code: 'timed-out';
      /** What the last look failed with. */
      readonly problem?: OperationProblem;
    };

/** Looks and acts for as long as it takes, whatever passing trouble there is: throttling, failures, lost connections. */
export class Lookout {
  private readonly troubles: Troubles<'looking'>;
  private hasReached = false;

  constructor(
    private readonly clients: Clients,
    private readonly options: LookoutOptions,
  ) {
    const { onTrouble = () => {}, clock } = options;
    this.troubles = new Troubles((_, problem) => onTrouble(problem, clock.now()));
  }

  /**
   * Looks until a look answers.
   * @param look One look; what it answers with ends the lookout.
   * @throws OperationError that does not pass, or when nobody answers at all in the first minute
   */
  async until<T>(look: (clients: Clients) => Promise<T | undefined>): Promise<T | LookoutEnd> {
    const { clock, until, interval, signal } = this.options;
    const began = clock.now();
    let problem: OperationProblem | undefined;
    const timedOut = (): LookoutEnd => ({ code: 'timed-out', ...(problem && { problem }) });
    for (let failures = 0; ; ) {
      if (signal?.aborted) return { code: 'interrupted' };
      const remaining = Math.max(1, Math.min(LOOK, until - clock.now()));
      try {
        const seen = await within(clock, remaining, 'a look', (late) => look(this.clients.endingWith(late)), signal);
        this.hasReached = true;
        this.troubles.over('looking');
        if (seen !== undefined) return seen;
        failures = 0;
        problem = undefined;
      } catch (error) {
        const failure = problemOf(error);
        if (signal?.aborted) return { code: 'interrupted' };
        if (failure.code === 'timed-out' && remaining < SHORT) return timedOut();
        problem = failure;
        this.hasReached ||= problem.code === 'throttled' || problem.code === 'service-fault';
        if (!isPassing(problem) || (!this.hasReached && clock.now() - began >= NOBODY_THERE)) throw error;
        this.troubles.of('looking')(problem);
        failures++;
      }
      const left = until - clock.now();
      if (left <= 0) return timedOut();
      await clock.sleep(Math.min(left, Math.max(interval, failures > 0 ? pauseAfter(failures - 1) : 0)), signal);
    }
  }

  /**
   * Does what may be done again, until it is answered.
   * @returns the end, when it was interrupted
   * @throws OperationError that does not pass, or the last before the time was up
   */
  async insist(
    what: string,
    act: (clients: Clients) => Promise<unknown>,
  ): Promise<Extract<LookoutEnd, { code: 'interrupted' }> | undefined> {
    const { clock, until, signal: leave } = this.options;
    const onTrouble = this.troubles.of('looking');
    try {
      await persist(what, { clock, until, leave, dropsCall: true, onTrouble }, (late) =>
        act(this.clients.endingWith(late)),
      );
      this.troubles.over('looking');
      return undefined;
    } catch (error) {
      problemOf(error);
      if (leave?.aborted) return { code: 'interrupted' };
      throw error;
    }
  }
}
