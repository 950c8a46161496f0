import type { OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/operation-error';
import type { OperationProblem } from '../../aws/problem';
import type { Clock } from '../../clock';
import type { FoundTaskDefinition } from '../../live/find-task-definition';
import { isPassing, problemOf, within } from '../../patience';
import type { LogLine } from '../run-task-event';
import { LogReader } from './log-reader';
import { logStreamsOf } from './log-stream';

/** Milliseconds without a new line after the stop until a log counts as complete: agents hand over every five seconds. */
const SETTLED = 6_000;

/** Milliseconds after the stop until a log that never appeared counts as never written. */
const NEVER_CAME = 30_000;

/** Logs that are read at once; CloudWatch answers 25 calls a second in an account. */
const AT_ONCE = 5;

interface Followed {
  readonly reader: LogReader;
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
  private readonly logs = new Map<string, Followed>();

  constructor(private readonly options: FollowerOptions) {}

  /** Takes note of a task's containers, and of whether they have ended. */
  observe(task: Task): void {
    for (const stream of logStreamsOf(task, this.options.definition)) {
      const key = `${stream.taskArn} ${stream.container}`;
      const followed = this.logs.get(key) ?? { reader: new LogReader(stream, this.options.clients), state: 'open' };
      this.logs.set(key, followed);
      if (task.lastStatus !== 'STOPPED' || followed.stoppedAt !== undefined) continue;
      followed.stoppedAt = this.options.clock.now();
      const container = task.containers?.find(({ name }) => name === stream.container);
      // What never ran wrote nothing.
      if (container?.exitCode === undefined && !task.startedAt) followed.state = 'complete';
    }
  }

  /** Takes note that a task has ended although nobody saw it end. */
  end(taskArn: string): void {
    for (const followed of this.logs.values()) {
      if (followed.reader.stream.taskArn === taskArn) followed.stoppedAt ??= this.options.clock.now();
    }
  }

  /** Whether every log has been read to its end. */
  get complete(): boolean {
    return [...this.logs.values()].every(({ state }) => state === 'complete');
  }

  /** Whether there is nothing more to read, or nothing more that can be. */
  get ended(): boolean {
    return [...this.logs.values()].every(({ state }) => state !== 'open');
  }

  /** Reads what is new. */
  async read(until: number): Promise<void> {
    const open = [...this.logs.values()].filter(({ state }) => state === 'open');
    for (let index = 0; index < open.length; index += AT_ONCE) {
      const remaining = until - this.options.clock.now();
      if (remaining <= 0) return;
      const several = open.slice(index, index + AT_ONCE);
      const lines = await Promise.all(several.map((one) => this.readOne(one, Math.min(20_000, remaining))));
      for (const line of inOrder(lines)) this.options.onLine(line);
    }
  }

  private async readOne(followed: Followed, milliseconds: number): Promise<readonly LogLine[]> {
    const { clock, onTrouble } = this.options;
    const { taskArn, container } = followed.reader.stream;
    const among = this.among();
    const lines: LogLine[] = [];
    const take = (events: readonly OutputLogEvent[]): void => {
      for (const { message = '', timestamp } of events) {
        lines.push({ code: 'log', taskArn, container, message, among, ...(timestamp && { at: new Date(timestamp) }) });
      }
    };
    try {
      await within(clock, milliseconds, 'logs:GetLogEvents', (signal) => followed.reader.read(take, signal));
      this.settle(followed, lines.length > 0);
    } catch (error) {
      if (refusedWith(error, 'ResourceNotFoundException')) {
        const { stoppedAt = clock.now() } = followed;
        if (clock.now() - stoppedAt >= NEVER_CAME) followed.state = 'complete';
        return lines;
      }
      const problem = problemOf(error);
      onTrouble(problem);
      if (followed.stoppedAt !== undefined && !isPassing(problem) && problem.code !== 'expired-credentials') {
        followed.state = 'unreadable';
      }
    }
    return lines;
  }

  private among(): LogLine['among'] {
    const streams = [...this.logs.values()].map(({ reader }) => reader.stream);
    const distinct = (names: readonly string[]) => new Set(names).size;
    return {
      tasks: distinct(streams.map(({ taskArn }) => taskArn)),
      containers: distinct(streams.map(({ container }) => container)),
    };
  }

  private settle(followed: Followed, hasNews: boolean): void {
    if (followed.stoppedAt === undefined) return;
    const now = this.options.clock.now();
    if (hasNews || followed.quietSince === undefined) followed.quietSince = now;
    else if (now - followed.quietSince >= SETTLED) followed.state = 'complete';
  }
}

/** Lines of several logs by their time; those of one log stay in its own order. */
const inOrder = (logs: readonly (readonly LogLine[])[]): readonly LogLine[] =>
  logs.length === 1 ? logs[0]! : logs.flat().sort((left, right) => Number(left.at ?? 0) - Number(right.at ?? 0));
