import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import type { OperationProblem } from '../../aws/problem/problem';
import type { Clock } from '../../clock';
import { problemOf } from '../../patience/passing';
import { within } from '../../patience/within';
import type { Preparation } from '../prepare/prepare';
import type { RunTaskEvent } from '../run-task-event';
import type { RunTask, TaskState } from '../run-task-result';
import { stateOf } from './task-state';

/** Tasks that one call describes. */
const AT_ONCE = 100;

/** Milliseconds until a task that ECS does not name counts as gone: right after its start it may not know it yet. */
const GONE = 60_000;

/** The tasks of a run as they were last seen. */
export class TaskWatch {
  private readonly seen = new Map<string, Task>();
  private readonly missingSince = new Map<string, { readonly at: number; readonly reason: string }>();
  private readonly ends = new Map<string, TaskState>();
  /** When ECS last answered. */
  contact: number;

  constructor(
    private readonly clients: Clients,
    private readonly preparation: Preparation,
    readonly taskArns: readonly string[],
    private readonly clock: Clock,
    private readonly onEvent: (event: RunTaskEvent) => void,
  ) {
    this.contact = clock.now();
  }

  /** Looks at every task that has not ended. @returns what kept it from looking, if anything did */
  async look(until: number): Promise<OperationProblem | undefined> {
    const open = this.open;
    for (let index = 0; index < open.length; index += AT_ONCE) {
      const problem = await this.lookAt(open.slice(index, index + AT_ONCE), until);
      if (problem) return problem;
    }
    return undefined;
  }

  /** The tasks that have not ended. */
  get open(): readonly string[] {
    return this.taskArns.filter((arn) => !this.ends.has(arn));
  }

  get allRun(): boolean {
    return this.open.every((arn) => this.seen.get(arn)?.lastStatus === 'RUNNING');
  }

  /** As last seen. */
  get lastSeen(): readonly Task[] {
    return [...this.seen.values()];
  }

  get tasks(): readonly RunTask[] {
    return this.taskArns.map((taskArn) => {
      const task = this.seen.get(taskArn);
      const instance = task?.containerInstanceArn && shortName(task.containerInstanceArn);
      const state = this.ends.get(taskArn) ?? (task ? this.stateOf(task) : { code: 'pending', status: 'UNKNOWN' });
      return { taskArn, ...(instance && { instance }), state };
    });
  }

  private stateOf(task: Task): TaskState {
    return stateOf(task, this.preparation.deciding);
  }

  private async lookAt(tasks: string[], until: number): Promise<OperationProblem | undefined> {
    const cluster = this.preparation.cluster.clusterArn;
    const remaining = Math.max(0, Math.min(20_000, until - this.clock.now()));
    try {
      const answer = await within(this.clock, remaining, 'ecs:DescribeTasks', (abortSignal) =>
        this.clients.ecs.describeTasks({ cluster, tasks }, { abortSignal }),
      );
      this.contact = this.clock.now();
      for (const task of answer.tasks ?? []) this.take(task);
      const named = new Set((answer.tasks ?? []).map(({ taskArn }) => taskArn));
      for (const arn of tasks) if (!named.has(arn)) this.miss(arn, 'ECS knows it no longer');
      return undefined;
    } catch (error) {
      if (refusedWith(error, 'ClusterNotFoundException')) {
        this.contact = this.clock.now();
        for (const arn of tasks) this.miss(arn, 'the cluster was deleted');
      }
      return problemOf(error);
    }
  }

  private take(task: Task): void {
    const { taskArn = '', lastStatus: status = 'UNKNOWN', containerInstanceArn } = task;
    this.missingSince.delete(taskArn);
    if (this.seen.get(taskArn)?.lastStatus !== status) {
      const instance = containerInstanceArn && shortName(containerInstanceArn);
      this.onEvent({ code: 'status', taskArn, status, ...(instance && { instance }) });
    }
    this.seen.set(taskArn, task);
    if (status === 'STOPPED') this.ends.set(taskArn, this.stateOf(task));
  }

  private miss(taskArn: string, reason: string): void {
    const { at } = this.missingSince.get(taskArn) ?? { at: this.clock.now() };
    this.missingSince.set(taskArn, { at, reason });
    if (this.clock.now() - at >= GONE) this.ends.set(taskArn, { code: 'unknown', reason });
  }
}
