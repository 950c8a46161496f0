import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/operation-error';
import type { OperationProblem } from '../aws/problem';
import { type Clock, systemClock } from '../clock';
import { pauseAfter, persist, within } from '../patience';
import { Troubles } from '../troubles';
import { LogFollower } from './follow/log-follower';
import { stopTasks } from './follow/stop-tasks';
import { TaskWatch } from './follow/task-watch';
import { type Preparation, prepare } from './prepare/prepare';
import type { RunTaskEvent } from './run-task-event';
import type { RunTaskOptions, RunTaskRequest } from './run-task-request';
import type { RunTaskResult } from './run-task-result';
import { asInvalidRequest, type Fit, fitOf } from './start/fit';
import { type Started, startTasks } from './start/start-tasks';

/** Milliseconds that starting may take, however long the timeout: names to find, calls to repeat. */
const START = 600_000;

/** Milliseconds that the question which instances could take a task may hold up its start. */
const FIT = 30_000;

/** Milliseconds between two looks at the tasks. */
const PAUSE = 2_000;

/** Milliseconds that are left, after the timeout, to stop tasks and to read their last lines. */
const AFTERMATH = 30_000;

/** Milliseconds that tasks which were told to stop are watched while they do; the longest stop timeout on EC2 is longer. */
const STOPPING = 150_000;

/** Milliseconds after the end of the last task within which its log must have come. */
const LAST_LINES = 90_000;

/** Milliseconds without an answer about the tasks after which a watch without a timeout ends. */
const NO_CONTACT = 1_800_000;

/**
 * Runs tasks, follows their logs and waits for them: what `docker run` is for a container, for a cluster.
 *
 * Once something was started nothing is thrown any more: failing calls are repeated until the timeout, and how it
 * ended is the result. No call that is repeated starts a task twice.
 * @throws OperationError if the request names what is not there or makes no sense, or if AWS cannot be asked
 */
export async function runTask(
  clients: Clients,
  request: RunTaskRequest,
  options: RunTaskOptions = {},
): Promise<RunTaskResult> {
  return new Run(clients, request, options).toEnd();
}

/** How a watch ended. */
type End =
  | { readonly code: 'stopped' | 'running' | 'started' | 'timed-out' | 'left' }
  | { readonly code: 'lost-contact'; readonly problem: OperationProblem };

type Trouble = Extract<RunTaskEvent, { code: 'trouble' }>;

class Run {
  private readonly clock: Clock;
  private readonly onEvent: (event: RunTaskEvent) => void;
  private readonly troubles: Troubles<Trouble['doing']>;
  private readonly deadline: number;
  private readonly token: string;

  constructor(
    private readonly clients: Clients,
    private readonly request: RunTaskRequest,
    private readonly options: RunTaskOptions,
  ) {
    this.clock = options.clock ?? systemClock;
    this.onEvent = options.onEvent ?? (() => {});
    this.troubles = new Troubles((doing, problem) => this.onEvent({ code: 'trouble', doing, problem }));
    this.deadline = this.clock.now() + (options.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.token = request.token ?? crypto.randomUUID();
  }

  async toEnd(): Promise<RunTaskResult> {
    const { clients, clock, token, options } = this;
    const startBy = Math.min(this.deadline, clock.now() + START);
    const starting = { clock, until: startBy, leave: options.leave, onTrouble: this.troubles.of('starting') };
    const preparation = await persist('the search for what to run', { ...starting, dropsCall: true }, (signal) =>
      prepare(clients.endingWith(signal), this.request, token),
    );
    const fit = await this.fit(preparation, startBy);
    const started = await startTasks(clients, preparation, starting);
    const { taskArns } = started;
    const watch = new TaskWatch(clients, preparation, taskArns, clock, this.onEvent);
    const logs = new LogFollower({
      ...{ clients, clock, definition: preparation.definition, onLine: this.onEvent },
      onTrouble: this.troubles.of('reading-logs'),
    });
    if (taskArns.length === 0) {
      return { ...this.facts(preparation, started, fit, watch, logs), code: 'not-started' };
    }
    this.onEvent({ code: 'started', taskArns });
    // Also the log of a task that nobody ever sees is looked for.
    for (const taskArn of taskArns) logs.observe({ taskArn });
    const end = await this.watch(watch, logs);
    return this.conclude(end, preparation, started, fit, watch, logs);
  }

  /** What the engine says; a cluster that cannot be read is run in all the same. */
  private async fit(preparation: Preparation, startBy: number): Promise<Fit | undefined> {
    try {
      const remaining = Math.max(0, Math.min(FIT, startBy - this.clock.now()));
      const fit = await within(this.clock, remaining, 'reading the cluster', (signal) =>
        fitOf(this.clients.endingWith(signal), preparation),
      );
      this.onEvent({ code: 'fit', fit });
      return fit;
    } catch (error) {
      const shown = asInvalidRequest(error);
      if (!(shown instanceof OperationError) || shown.problem.code === 'invalid-request') throw shown;
      this.troubles.of('reading-cluster')(shown.problem);
      return undefined;
    }
  }

  private async watch(
    watch: TaskWatch,
    logs: LogFollower,
    until = this.deadline,
    leave = this.options.leave,
  ): Promise<End> {
    const { waitFor = 'stopped' } = this.options;
    if (waitFor === 'started') return { code: 'started' };
    for (let failures = 0; ; ) {
      const problem = await watch.look(until);
      if (problem) this.troubles.of('watching')(problem);
      else this.troubles.over('watching');
      failures = problem ? failures + 1 : 0;
      for (const task of watch.lastSeen) logs.observe(task);
      for (const { taskArn, state } of watch.tasks) if (state.code === 'unknown') logs.end(taskArn);
      await logs.read(until);
      if (watch.open.length === 0) {
        await this.lastLines(logs, until, leave);
        return { code: 'stopped' };
      }
      if (waitFor === 'running' && watch.allRun) return { code: 'running' };
      if (leave?.aborted) return { code: 'left' };
      const now = this.clock.now();
      if (now >= until) return { code: 'timed-out' };
      if (problem && now - watch.contact >= NO_CONTACT && until === Number.POSITIVE_INFINITY) {
        return { code: 'lost-contact', problem };
      }
      await this.clock.sleep(Math.min(until - now, failures > 0 ? pauseAfter(failures) : PAUSE), leave);
    }
  }

  /** Reads on after the end of the last task: its last lines come late. */
  private async lastLines(logs: LogFollower, until: number, leave: AbortSignal | undefined): Promise<void> {
    const end = Math.min(until, this.clock.now() + LAST_LINES);
    while (!logs.ended && this.clock.now() < end) {
      await this.clock.sleep(Math.min(PAUSE, end - this.clock.now()), leave);
      await logs.read(end);
      if (leave?.aborted) return;
    }
  }

  private async conclude(
    end: End,
    preparation: Preparation,
    started: Started,
    fit: Fit | undefined,
    watch: TaskWatch,
    logs: LogFollower,
  ): Promise<RunTaskResult> {
    const facts = () => this.facts(preparation, started, fit, watch, logs);
    const { timeoutSeconds: seconds = 0, keep, leave } = this.options;
    switch (end.code) {
      case 'timed-out': {
        if (keep) return { ...facts(), code: 'timed-out', seconds, stopping: 'kept' };
        const stopping = await this.stop(preparation, watch, logs, this.deadline + AFTERMATH);
        return { ...facts(), code: 'timed-out', seconds, stopping };
      }
      case 'left': {
        if (leave?.reason !== 'stop') return { ...facts(), code: 'left', stopping: false };
        const until = Math.min(this.clock.now() + STOPPING, this.deadline + AFTERMATH);
        const stopping = await this.stop(preparation, watch, logs, until);
        return { ...facts(), ...(watch.open.length === 0 ? { code: 'stopped' } : { code: 'left', stopping }) };
      }
      case 'lost-contact':
        return { ...facts(), ...end };
      default:
        return { ...facts(), code: end.code };
    }
  }

  /** Stops what runs and watches it stop. */
  private async stop(preparation: Preparation, watch: TaskWatch, logs: LogFollower, until: number): Promise<boolean> {
    const { clock } = this;
    const bounds = { clock, until, onTrouble: this.troubles.of('stopping') };
    const told = await stopTasks(this.clients, preparation.cluster.clusterArn, watch.open, bounds);
    if (told) await this.watch(watch, logs, until, undefined);
    return told;
  }

  private facts(
    { cluster: { clusterArn }, definition: { taskDefinitionArn } }: Preparation,
    { taskArns, refusals }: Started,
    fit: Fit | undefined,
    { tasks }: TaskWatch,
    logs: LogFollower,
  ) {
    const missing = Math.max(0, (this.request.count ?? 1) - taskArns.length);
    const read = { tasks, missing, refusals, logsComplete: logs.complete };
    return { clusterArn, taskDefinitionArn, token: this.token, ...read, ...(fit && { fit }) };
  }
}
