import { PlacementInputError } from '../../placement';
import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/problem/operation-error';
import { type Clock, systemClock } from '../clock';
import { isPassing } from '../patience/passing';
import { persist } from '../patience/persist';
import { Troubles } from '../patience/troubles';
import { within } from '../patience/within';
import { Following } from './follow/following';
import { notFollowed } from './follow/log-stream';
import { type Preparation, prepare } from './prepare/prepare';
import type { Doing, RunTaskEvent } from './run-task-event';
import type { RunTaskOptions } from './run-task-options';
import type { RunTaskRequest } from './run-task-request';
import type { RunTaskEnd, RunTaskResult } from './run-task-result';
import type { Fit } from './start/fit';
import { readFit } from './start/read-fit';
import { type Started, startTasks } from './start/start-tasks';

/** Milliseconds that starting may take, however long the timeout: names to find, calls to repeat. */
const START = 600_000;

/** Milliseconds that the question which instances could take a task may hold up its start. */
const FIT = 30_000;

/** Milliseconds that are left, after the timeout, to stop tasks and to read their last lines. */
const AFTERMATH = 30_000;

/** Milliseconds that tasks which were told to stop are watched while they do; the longest stop timeout on EC2 is longer. */
const STOPPING = 150_000;

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

class Run {
  private readonly clock: Clock;
  private readonly onEvent: (event: RunTaskEvent) => void;
  private readonly troubles: Troubles<Doing>;
  private readonly deadline: number;
  private readonly clientToken: string;

  constructor(
    private readonly clients: Clients,
    private readonly request: RunTaskRequest,
    private readonly options: RunTaskOptions,
  ) {
    this.clock = options.clock ?? systemClock;
    this.onEvent = options.onEvent ?? (() => {});
    this.troubles = new Troubles((doing, problem) => {
      // What ends the start is thrown, or is in the result.
      if (doing !== 'starting' || isPassing(problem)) this.onEvent({ code: 'trouble', doing, problem });
    });
    this.deadline = this.clock.now() + (options.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.clientToken = request.clientToken ?? crypto.randomUUID();
  }

  async toEnd(): Promise<RunTaskResult> {
    const { clients, clock, options, troubles } = this;
    const count = this.request.count ?? 1;
    const startBy = Math.min(this.deadline, clock.now() + START);
    const starting = { clock, until: startBy, leave: options.leave, onTrouble: troubles.of('starting') };
    const preparation = await persist('the search for what to run', { ...starting, dropsCall: true }, (signal) =>
      prepare(clients.endingWith(signal), this.request, this.clientToken),
    );
    const promised = await this.fit(preparation, count, startBy);
    const started = await startTasks(clients, preparation, starting);
    const missing = Math.max(0, count - started.taskArns.length);
    // Where ECS finds less room than the engine did, others have taken it meanwhile.
    const isContradicted = promised?.placed === count && started.refusals.some(({ code }) => code === 'not-placed');
    // Tasks may run by now: nothing may be thrown any more.
    const fit = isContradicted ? await this.fit(preparation, missing, startBy).catch(() => promised) : promised;
    const following = new Following({ clients, clock, preparation, troubles, onEvent: this.onEvent }, started.taskArns);
    const end = await this.follow(following, preparation, started);
    const { clusterArn } = preparation.cluster;
    const { taskDefinitionArn } = preparation.definition;
    return {
      ...{ clusterArn, taskDefinitionArn, clientToken: this.clientToken, missing, refusals: started.refusals },
      ...{ tasks: following.tasks, logsComplete: following.logsComplete, ...(fit && { fit }) },
      ...end,
    };
  }

  /** What the engine says; a cluster that cannot be read is run in all the same. */
  private async fit(preparation: Preparation, count: number, startBy: number): Promise<Fit | undefined> {
    const trouble = this.troubles.of('reading-cluster');
    try {
      const remaining = Math.max(0, Math.min(FIT, startBy - this.clock.now()));
      const fit = await within(this.clock, remaining, 'reading the cluster', (signal) =>
        readFit(this.clients.endingWith(signal), preparation, count, (doing, problem) =>
          this.troubles.of(doing)(problem),
        ),
      );
      this.onEvent({ code: 'fit', fit });
      return fit;
    } catch (error) {
      if (error instanceof PlacementInputError) trouble({ code: 'invalid-request', detail: error.message });
      else if (error instanceof OperationError && error.problem.code !== 'invalid-request') trouble(error.problem);
      else throw error;
      return undefined;
    }
  }

  private async follow(following: Following, { definition }: Preparation, { taskArns }: Started): Promise<RunTaskEnd> {
    if (taskArns.length === 0) return { code: 'not-started' };
    this.onEvent({ code: 'started', taskArns });
    const { waitFor = 'stopped', leave, keep, timeoutSeconds: seconds = 0 } = this.options;
    if (waitFor === 'started') return { code: 'started' };
    for (const container of notFollowed(definition)) this.onEvent({ code: 'log-not-followed', ...container });
    const end = await following.until(waitFor, this.deadline, leave);
    switch (end.code) {
      case 'timed-out': {
        if (keep) return { code: 'timed-out', seconds, stopping: 'kept' };
        return { code: 'timed-out', seconds, stopping: await following.stop(this.deadline + AFTERMATH) };
      }
      case 'left': {
        if (leave?.reason !== 'stop') return { code: 'left', stopping: 'kept' };
        const until = Math.min(this.clock.now() + STOPPING, this.deadline + AFTERMATH);
        const stopping = await following.stop(until);
        return following.allEnded ? { code: 'stopped' } : { code: 'left', stopping };
      }
      case 'lost-contact':
        return end;
      default:
        return { code: end.code };
    }
  }
}
