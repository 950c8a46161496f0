import type { Clock } from '../../../lib/operations';
import type { RandomSource } from '../../../lib/placement';
import { arn } from '../test-clients';

/** One line of a log, and when CloudWatch shows it. */
interface Line {
  readonly message: string;
  readonly at: number;
  readonly shownAt: number;
}

/** The life of a task, fixed when it is started. */
export interface EmulatedTask {
  readonly taskArn: string;
  readonly runsAt: number;
  endsAt: number;
  /** None if it never ran. */
  readonly exitCode?: number;
  readonly streamAt: number;
  readonly lines: readonly Line[];
  stopped?: true;
}

/** An answer: a body, or the name of an error. */
export type Answer = { readonly body: object } | { readonly error: string; readonly status: number };

const refused = (error: string): Answer => ({ error, status: 400 });

const CLUSTER = { clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' };

const DEFINITION = {
  taskDefinitionArn: arn.taskDefinition('job', 1),
  family: 'job',
  revision: 1,
  networkMode: 'bridge',
  containerDefinitions: [
    {
      name: 'app',
      memory: 64,
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-stream-prefix': 'p' } },
    },
  ],
};

/** Milliseconds that a task takes at most to start, to end, and to show its log. */
const LIVES = { start: 40_000, end: 90_000, log: 20_000 };

/** The part of ECS and of CloudWatch Logs that running a task needs, over the time of a clock. */
export class EmulatedEcs {
  readonly tasks: EmulatedTask[] = [];
  private readonly byToken = new Map<string, readonly EmulatedTask[]>();
  /** From then on the cluster is deleted. */
  deletedAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly random: RandomSource,
    private readonly lives = LIVES,
  ) {}

  answer(operation: string, input: Readonly<Record<string, unknown>>): Answer {
    const isGone = this.clock.now() >= this.deletedAt;
    switch (operation) {
      case 'DescribeClusters':
        return { body: { clusters: isGone ? [] : [CLUSTER] } };
      case 'DescribeTaskDefinition':
        return { body: { taskDefinition: DEFINITION } };
      case 'ListClusters':
        return { body: { clusterArns: [] } };
      case 'GetLogEvents':
        return this.log(String(input['logStreamName']), input['nextToken'] as string | undefined);
      default:
        return isGone ? refused('ClusterNotFoundException') : this.inCluster(operation, input);
    }
  }

  private inCluster(operation: string, input: Readonly<Record<string, unknown>>): Answer {
    switch (operation) {
      case 'RunTask':
        return {
          body: { failures: [], tasks: this.run(String(input['clientToken']), Number(input['count'])).map(this.shown) },
        };
      case 'DescribeTasks': {
        const named = input['tasks'] as readonly string[];
        return { body: { tasks: this.tasks.filter(({ taskArn }) => named.includes(taskArn)).map(this.shown) } };
      }
      case 'ListTasks': {
        const tasks = input['startedBy'] === undefined ? [] : this.tasks;
        return { body: { taskArns: tasks.map(({ taskArn }) => taskArn) } };
      }
      case 'StopTask':
        for (const task of this.tasks) {
          if (task.taskArn !== input['task'] || this.clock.now() >= task.endsAt) continue;
          task.stopped = true;
          task.endsAt = this.clock.now() + 2_000;
        }
        return { body: {} };
      case 'ListServices':
        return { body: { serviceArns: [] } };
      case 'ListContainerInstances':
        return { body: { containerInstanceArns: [] } };
      default:
        throw new Error(`${operation} is not emulated`);
    }
  }

  /** The same token gets the tasks that it started. */
  private run(token: string, count: number): readonly EmulatedTask[] {
    const known = this.byToken.get(token);
    if (known) return known;
    const tasks = Array.from({ length: count }, () => this.newTask());
    this.byToken.set(token, tasks);
    this.tasks.push(...tasks);
    return tasks;
  }

  private newTask(): EmulatedTask {
    const between = (least: number, most: number) => least + Math.floor(this.random() * (most - least));
    const runsAt = this.clock.now() + between(1_000, this.lives.start);
    const endsAt = runsAt + between(500, this.lives.end);
    const lines = Array.from({ length: between(0, 30) }, (_, index) => {
      const at = runsAt + Math.floor(((endsAt - runsAt) * index) / 30);
      return { message: `line ${index}`, at, shownAt: at + 4_000 };
    });
    const neverRan = this.random() < 0.1;
    return {
      taskArn: arn.task(`task${this.tasks.length}-${between(0, 1e9)}`),
      ...{ runsAt, endsAt },
      streamAt: runsAt + between(0, this.lives.log),
      ...(neverRan ? { lines: [] } : { lines, exitCode: [0, 0, 1, 3, 137][between(0, 5)]! }),
    };
  }

  private readonly shown = (task: EmulatedTask): object => {
    const now = this.clock.now();
    const { taskArn, exitCode } = task;
    if (now < task.endsAt) {
      const isRunning = now >= task.runsAt && exitCode !== undefined;
      return { taskArn, lastStatus: isRunning ? 'RUNNING' : 'PENDING', containers: [{ name: 'app' }] };
    }
    const ran = exitCode !== undefined && task.endsAt >= task.runsAt;
    return {
      taskArn,
      lastStatus: 'STOPPED',
      stopCode: task.stopped ? 'UserInitiated' : ran ? 'EssentialContainerExited' : 'TaskFailedToStart',
      ...(ran && { startedAt: task.runsAt / 1000 }),
      containers: [{ name: 'app', ...(ran && { exitCode: task.stopped ? 143 : exitCode }) }],
    };
  };

  /** A token is a position. A page holds ten lines. */
  private log(streamName: string, token = '0'): Answer {
    const task = this.tasks.find(({ taskArn }) => streamName === `p/app/${taskArn.split('/').at(-1)}`);
    const now = this.clock.now();
    if (!task || now < task.streamAt) return refused('ResourceNotFoundException');
    const shown = linesOf(task).filter(({ shownAt }) => shownAt <= now);
    const from = Number(token);
    const events = shown.slice(from, from + 10).map(({ message, at }) => ({ message, timestamp: at }));
    return { body: { events, nextForwardToken: String(from + events.length) } };
  }
}

/** What a task wrote before it ended. */
export const linesOf = ({ lines, endsAt }: EmulatedTask): readonly Line[] => lines.filter(({ at }) => at <= endsAt);
