import type { OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../../aws/clients';
import type { LogStream } from './log-stream';

/** Pages without a line until a log is left for the next time. */
const EMPTY_PAGES = 20;

/** Reads one log, each time from where it was left. */
export class LogReader {
  private token: string | undefined;

  private readonly clients: Clients;

  constructor(
    readonly stream: LogStream,
    clients: Clients,
  ) {
    this.clients = stream.region ? clients.inRegion(stream.region) : clients;
  }

  /** Reads what is new. A page counts once it is here: what comes after the signal is read again. */
  async read(take: (events: readonly OutputLogEvent[]) => void, abortSignal: AbortSignal): Promise<void> {
    const { logGroupName, logStreamName } = this.stream;
    for (let empty = 0; empty < EMPTY_PAGES; ) {
      const nextToken = this.token;
      const { events = [], nextForwardToken } = await this.clients.logs.getLogEvents(
        { logGroupName, logStreamName, startFromHead: true, nextToken },
        { abortSignal },
      );
      if (abortSignal.aborted) return;
      take(events);
      if (nextForwardToken) this.token = nextForwardToken;
      // The end is where the same token comes back.
      if (nextForwardToken === nextToken) return;
      empty = events.length > 0 ? 0 : empty + 1;
    }
  }
}
