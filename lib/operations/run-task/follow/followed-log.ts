import type { OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import type { OperationProblem } from '../../aws/problem/problem';
import type { Clock } from '../../clock';
import { isPassing, problemOf } from '../../patience/passing';
import { within } from '../../patience/within';
import { LogReader } from './log-reader';
import type { LogStream } from './log-stream';

/** Milliseconds without a new line after the stop until a log counts as complete: agents hand over every five seconds. */
const SETTLED = 6_000;

/** Milliseconds after the stop until a log that never appeared counts as never written. */
const NEVER_CAME = 30_000;

/** How logs are read. */
export interface LogSource {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly onTrouble: (problem: OperationProblem) => void;
}

/** The log of one container, from its beginning until nothing more can come. */
export class FollowedLog {
  state: 'open' | 'complete' | 'unreadable' = 'open';
  private readonly reader: LogReader;
  private stoppedAt: number | undefined;
  /** When it gave its last line, or answered first after the stop. */
  private quietSince: number | undefined;

  constructor(
    readonly stream: LogStream,
    private readonly source: LogSource,
  ) {
    this.reader = new LogReader(stream, source.clients);
  }

  /** Its container writes no more. @param isEmpty whether it never ran, so that it wrote nothing */
  end(isEmpty: boolean): void {
    if (this.stoppedAt !== undefined) return;
    this.stoppedAt = this.source.clock.now();
    if (isEmpty) this.state = 'complete';
  }

  /** Reads what is new. */
  async read(milliseconds: number): Promise<readonly OutputLogEvent[]> {
    const { clock, onTrouble } = this.source;
    const events: OutputLogEvent[] = [];
    try {
      await within(clock, milliseconds, 'logs:GetLogEvents', (signal) =>
        this.reader.read((page) => void events.push(...page), signal),
      );
      this.settle(events.length > 0);
    } catch (error) {
      if (refusedWith(error, 'ResourceNotFoundException')) {
        if (clock.now() - (this.stoppedAt ?? clock.now()) >= NEVER_CAME) this.state = 'complete';
        return events;
      }
      const problem = problemOf(error);
      onTrouble(problem);
      const isLasting = !isPassing(problem) && problem.code !== 'expired-credentials';
      if (this.stoppedAt !== undefined && isLasting) this.state = 'unreadable';
    }
    return events;
  }

  private settle(hasNews: boolean): void {
    if (this.stoppedAt === undefined) return;
    const now = this.source.clock.now();
    if (hasNews || this.quietSince === undefined) this.quietSince = now;
    else if (now - this.quietSince >= SETTLED) this.state = 'complete';
  }
}
