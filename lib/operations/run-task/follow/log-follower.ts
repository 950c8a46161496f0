import type { Task } from '@aws-sdk/client-ecs';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';
import type { LogLine } from '../run-task-event';
import { FollowedLog, type LogSource } from './followed-log';
import { logStreamsOf } from './log-stream';

/** Logs that are read at once; CloudWatch answers 25 calls a second in an account. */
const AT_ONCE = 5;

/** What a follower needs. */
export interface FollowerOptions extends LogSource {
  readonly definition: FoundTaskDefinition;
  readonly onLine: (line: LogLine) => void;
}

/** Reads the logs of the containers of tasks, each from its beginning to its end, every line once and in order. */
export class LogFollower {
  private readonly logs = new Map<string, FollowedLog>();

  constructor(private readonly options: FollowerOptions) {}

  /** Takes note of a task's containers, and of whether they have ended. */
  observe(task: Task): void {
    for (const stream of logStreamsOf(task, this.options.definition)) {
      const key = `${stream.taskArn} ${stream.container}`;
      const log = this.logs.get(key) ?? new FollowedLog(stream, this.options);
      this.logs.set(key, log);
      if (task.lastStatus !== 'STOPPED') continue;
      const container = task.containers?.find(({ name }) => name === stream.container);
      log.end(container?.exitCode === undefined && !task.startedAt);
    }
  }

  /** Takes note that a task has ended although nobody saw it end. */
  end(taskArn: string): void {
    for (const log of this.logs.values()) if (log.stream.taskArn === taskArn) log.end(false);
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
      const lines = await Promise.all(several.map((log) => this.linesOf(log, Math.min(20_000, remaining))));
      for (const line of inOrder(lines)) this.options.onLine(line);
    }
  }

  private async linesOf(log: FollowedLog, milliseconds: number): Promise<readonly LogLine[]> {
    const { taskArn, container } = log.stream;
    const among = this.among();
    const events = await log.read(milliseconds);
    return events.map(({ message = '', timestamp }) => ({
      ...{ code: 'log', taskArn, container, message, among },
      ...(timestamp && { at: new Date(timestamp) }),
    }));
  }

  private among(): LogLine['among'] {
    const streams = [...this.logs.values()].map(({ stream }) => stream);
    const distinct = (names: readonly string[]) => new Set(names).size;
    return {
      tasks: distinct(streams.map(({ taskArn }) => taskArn)),
      containers: distinct(streams.map(({ container }) => container)),
    };
  }
}

/** Lines of several logs by their time; those of one log stay in its own order. */
const inOrder = (logs: readonly (readonly LogLine[])[]): readonly LogLine[] =>
  logs.length === 1 ? logs[0]! : logs.flat().sort((left, right) => Number(left.at ?? 0) - Number(right.at ?? 0));
