import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/operation-error';
import type { OperationProblem } from '../../aws/problem';
import type { Clock } from '../../clock';
import type { FoundTaskDefinition } from '../../live/find-task-definition';
import { isPassing, problemOf, within } from '../../patience';
import type { LogLine } from '../run-task-event';
import { type LogStream, logStreamsOf } from './log-stream';

/** Milliseconds without a new line after the stop until a log counts as complete: agents hand over every five seconds. */
const SETTLED = 6_000;

/** Milliseconds after the stop until a log that never appeared counts as never written. */
const NEVER_CAME = 30_000;

/** Logs that are read at once; CloudWatch answers 25 calls a second in an account. */
const AT_ONCE = 5;

/** Pages without a line until a log is left for the next time. */
const EMPTY_PAGES = 20;

interface Followed extends LogStream {
  token?: string;
  /** When it gave its last line, or answered first after the stop. */
  quietSince?: number;
  stoppedAt?: number;
  state: 'open' | 'complete' | 'unreadable';
}

/** What a follower needs. */
export interface FollowerOptions {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly definition: FoundTaskDefinition;
  readonly onLine: (line: LogLine) => void;
  readonly onTrouble: (problem: OperationProblem) => void;
}

/** Reads the logs of the containers of tasks, each from its beginning to its end, every line once and in order. */
export class LogFollower {
  private readonly streams = new Map<string, Followed>();

  constructor(private readonly options: FollowerOptions) {}

  /** Takes note of a task's containers, and of whether they have ended. */
  observe(task: Task): void {
    for (const stream of logStreamsOf(task, this.options.definition)) {
      const key = `${stream.taskArn} ${stream.container}`;
      const followed = this.streams.get(key) ?? { ...stream, state: 'open' };
      this.streams.set(key, followed);
      if (task.lastStatus !== 'STOPPED' || followed.stoppedAt !== undefined) continue;
      followed.stoppedAt = this.options.clock.now();
      const container = task.containers?.find(({ name }) => name === stream.container);
      // What never ran wrote nothing.
      if (container?.exitCode === undefined && !task.startedAt) followed.state = 'complete';
    }
  }

  /** Takes note that a task has ended although nobody saw it end. */
  end(taskArn: string): void {
    for (const stream of this.streams.values()) {
      if (stream.taskArn === taskArn) stream.stoppedAt ??= this.options.clock.now();
    }
  }

  /** Whether every log has been read to its end. */
  get complete(): boolean {
    return [...this.streams.values()].every(({ state }) => state === 'complete');
  }

  /** Whether there is nothing more to read, or nothing more that can be. */
  get ended(): boolean {
    return [...this.streams.values()].every(({ state }) => state !== 'open');
  }

  /** Reads what is new. */
  async read(until: number): Promise<void> {
    const open = [...this.streams.values()].filter(({ state }) => state === 'open');
    for (let index = 0; index < open.length; index += AT_ONCE) {
      const remaining = until - this.options.clock.now();
      if (remaining <= 0) return;
      const several = open.slice(index, index + AT_ONCE);
      const lines = await Promise.all(several.map((stream) => this.readStream(stream, Math.min(20_000, remaining))));
      for (const line of inOrder(lines)) this.options.onLine(line);
    }
  }

  private async readStream(stream: Followed, milliseconds: number): Promise<readonly LogLine[]> {
    const { clock, onTrouble } = this.options;
    const lines: LogLine[] = [];
    try {
      // A page counts with its token once it is here: what comes too late is read again.
      await within(clock, milliseconds, 'logs:GetLogEvents', (signal) => this.pages(stream, lines, signal));
      this.settle(stream, lines.length > 0);
    } catch (error) {
      if (refusedWith(error, 'ResourceNotFoundException')) {
        const { stoppedAt = clock.now() } = stream;
        if (clock.now() - stoppedAt >= NEVER_CAME) stream.state = 'complete';
        return lines;
      }
      const problem = problemOf(error);
      onTrouble(problem);
      if (stream.stoppedAt !== undefined && !isPassing(problem) && problem.code !== 'expired-credentials') {
        stream.state = 'unreadable';
      }
    }
    return lines;
  }

  private async pages(stream: Followed, lines: LogLine[], abortSignal: AbortSignal): Promise<void> {
    const { taskArn, container, logGroupName, logStreamName } = stream;
    const among = this.among();
    const clients = stream.region ? this.options.clients.inRegion(stream.region) : this.options.clients;
    for (let empty = 0; empty < EMPTY_PAGES; ) {
      const nextToken = stream.token;
      const page = await clients.logs.getLogEvents(
        { logGroupName, logStreamName, startFromHead: true, nextToken },
        { abortSignal },
      );
      if (abortSignal.aborted) return;
      const events = page.events ?? [];
      for (const { message = '', timestamp } of events) {
        const at = timestamp ? { at: new Date(timestamp) } : {};
        lines.push({ code: 'log', taskArn, container, message, among, ...at });
      }
      if (page.nextForwardToken) stream.token = page.nextForwardToken;
      // The end is where the same token comes back.
      if (page.nextForwardToken === nextToken) return;
      empty = events.length > 0 ? 0 : empty + 1;
    }
  }

  private among(): LogLine['among'] {
    const streams = [...this.streams.values()];
    const distinct = (names: readonly string[]) => new Set(names).size;
    return {
      tasks: distinct(streams.map(({ taskArn }) => taskArn)),
      containers: distinct(streams.map(({ container }) => container)),
    };
  }

  private settle(stream: Followed, hasNews: boolean): void {
    if (stream.stoppedAt === undefined) return;
    const now = this.options.clock.now();
    if (hasNews || stream.quietSince === undefined) stream.quietSince = now;
    else if (now - stream.quietSince >= SETTLED) stream.state = 'complete';
  }
}

/** Lines of several logs by their time; those of one log stay in its own order. */
const inOrder = (logs: readonly (readonly LogLine[])[]): readonly LogLine[] =>
  logs.length === 1 ? logs[0]! : logs.flat().sort((left, right) => Number(left.at ?? 0) - Number(right.at ?? 0));
