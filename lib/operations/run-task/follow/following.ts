import type { Clients } from '../../aws/clients';
import type { OperationProblem } from '../../aws/problem/problem';
import type { Clock } from '../../clock';
import { pauseAfter } from '../../patience/persist';
import type { Troubles } from '../../patience/troubles';
import type { Preparation } from '../prepare/prepare';
import type { Doing, RunTaskEvent } from '../run-task-event';
import type { RunTask } from '../run-task-result';
import { LogFollower } from './log-follower';
import { stopTasks } from './stop-tasks';
import { TaskWatch } from './task-watch';

/** Milliseconds between two looks at the tasks. */
const PAUSE = 2_000;

/** Milliseconds after the end of the last task within which its log must have come. */
const LAST_LINES = 90_000;

/** Milliseconds without an answer about the tasks after which a watch without a timeout ends. */
const NO_CONTACT = 1_800_000;

/** How following ended. */
export type FollowingEnd =
  | { readonly code: 'stopped' | 'running' | 'timed-out' | 'left' }
  | { readonly code: 'lost-contact'; readonly problem: OperationProblem };

/** What following takes. */
export interface FollowingContext {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly preparation: Preparation;
  readonly troubles: Troubles<Doing>;
  readonly onEvent: (event: RunTaskEvent) => void;
}

/** The tasks of a run and their logs, from their start to their end. */
export class Following {
  private readonly watch: TaskWatch;
  private readonly logs: LogFollower;

  constructor(
    private readonly context: FollowingContext,
    taskArns: readonly string[],
  ) {
    const { clients, clock, preparation, troubles, onEvent } = context;
    this.watch = new TaskWatch(clients, preparation, taskArns, clock, onEvent);
    const { definition } = preparation;
    const onTrouble = troubles.of('reading-logs');
    this.logs = new LogFollower({ clients, clock, definition, onLine: onEvent, onTrouble });
    // Also the log of a task that nobody ever sees is looked for.
    for (const taskArn of taskArns) this.logs.observe({ taskArn });
  }

  get tasks(): readonly RunTask[] {
    return this.watch.tasks;
  }

  get allEnded(): boolean {
    return this.watch.open.length === 0;
  }

  get logsComplete(): boolean {
    return this.logs.complete;
  }

  /** Follows until all run or have stopped, or until it is to end by the clock or is left. */
  async until(state: 'running' | 'stopped', until: number, leave?: AbortSignal): Promise<FollowingEnd> {
    const { watch, logs } = this;
    const { clock, troubles } = this.context;
    for (let failures = 0; ; ) {
      const problem = await watch.look(until);
      // That time is up while it looks is the end, and no trouble.
      const isEnd = problem?.code === 'timed-out' && clock.now() >= until;
      if (problem && !isEnd) troubles.of('watching')(problem);
      else if (!problem) troubles.over('watching');
      failures = problem ? failures + 1 : 0;
      for (const task of watch.lastSeen) logs.observe(task);
      for (const { taskArn, state: seen } of watch.tasks) if (seen.code === 'unknown') logs.end(taskArn);
      await logs.read(until);
      if (this.allEnded) {
        await this.lastLines(until, leave);
        return { code: 'stopped' };
      }
      if (state === 'running' && watch.allRun) return { code: 'running' };
      if (leave?.aborted) return { code: 'left' };
      const now = clock.now();
      if (now >= until) return { code: 'timed-out' };
      if (problem && now - watch.contact >= NO_CONTACT && until === Number.POSITIVE_INFINITY) {
        return { code: 'lost-contact', problem };
      }
      await clock.sleep(Math.min(until - now, failures > 0 ? pauseAfter(failures) : PAUSE), leave);
    }
  }

  /** Stops what runs and watches it stop. @returns whether every task was told to */
  async stop(until: number): Promise<boolean> {
    const { clients, clock, preparation, troubles } = this.context;
    const bounds = { clock, until, onTrouble: troubles.of('stopping') };
    const told = await stopTasks(clients, preparation.cluster.clusterArn, this.watch.open, bounds);
    if (told) await this.until('stopped', until);
    return told;
  }

  /** Reads on after the end of the last task: its last lines come late. */
  private async lastLines(until: number, leave: AbortSignal | undefined): Promise<void> {
    const { clock } = this.context;
    const end = Math.min(until, clock.now() + LAST_LINES);
    while (!this.logs.ended && clock.now() < end) {
      await clock.sleep(Math.min(PAUSE, end - clock.now()), leave);
      await this.logs.read(end);
      if (leave?.aborted) return;
    }
  }
}
