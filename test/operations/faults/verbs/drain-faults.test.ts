import type {
  DescribeContainerInstancesCommandInput,
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  UpdateContainerInstancesStateCommandInput,
} from '@aws-sdk/client-ecs';
import { type Clients, type DrainEnd, type DrainPlan, drain, OperationError } from '../../../../lib/operations';
import { seededRandom } from '../../../../lib/placement';
import { arn } from '../../test-clients';
import { Misfortune, ratesFrom } from '../faults';
import { forSeeds } from '../for-seeds';
import { VirtualClock } from '../virtual-clock';
import { faultyClients } from './faulty-clients';

const RUNS = 200;
const meta = { $metadata: {} };

/** Two instances whose tasks end some time after their instance is drained; one may never. */
class DrainedCluster {
  readonly instances = ['a', 'b'].map((id) => ({ arn: arn.instance(id), drainedAt: Number.POSITIVE_INFINITY }));
  readonly tasks: readonly { readonly taskArn: string; readonly on: string; readonly takes: number }[];
  private readonly goneAfter: number;

  constructor(
    private readonly clock: VirtualClock,
    random: () => number,
  ) {
    this.tasks = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, index) => ({
      taskArn: arn.task(String(index)),
      on: this.instances[Math.floor(random() * 2)]!.arn,
      takes: random() < 0.05 ? Number.POSITIVE_INFINITY : random() * 300_000,
    }));
    this.goneAfter = random() < 0.2 ? random() * 300_000 : Number.POSITIVE_INFINITY;
  }

  /** Tasks that are still there. */
  get left() {
    return this.tasks.filter(({ on, takes }) => {
      const { drainedAt } = this.instances.find((one) => one.arn === on)!;
      return this.clock.now() < drainedAt + takes && !this.isGone(on);
    });
  }

  /** Those that ECS lists as running: one that has been told to stop, half a minute before its end, is counted only. */
  private get running() {
    return this.left.filter(({ on, takes }) => {
      const { drainedAt } = this.instances.find((one) => one.arn === on)!;
      return this.clock.now() < drainedAt + takes - 30_000;
    });
  }

  /** An instance may be terminated midway. */
  private isGone(on: string): boolean {
    const { drainedAt } = this.instances.find((one) => one.arn === on)!;
    return on === this.instances[0]!.arn && this.clock.now() >= drainedAt + this.goneAfter;
  }

  get clients(): Clients {
    const ecs = {
      updateContainerInstancesState: async ({ containerInstances = [] }: UpdateContainerInstancesStateCommandInput) => {
        for (const one of this.instances) {
          if (containerInstances.includes(one.arn)) one.drainedAt = Math.min(one.drainedAt, this.clock.now());
        }
        return { failures: [], ...meta };
      },
      describeContainerInstances: async ({ containerInstances = [] }: DescribeContainerInstancesCommandInput) => ({
        containerInstances: containerInstances
          .filter((one) => !this.isGone(one))
          .map((one) => ({
            ...{ containerInstanceArn: one, status: 'DRAINING', pendingTasksCount: 0 },
            runningTasksCount: this.left.filter(({ on }) => on === one).length,
          })),
        failures: containerInstances.filter((one) => this.isGone(one)).map((one) => ({ arn: one, reason: 'MISSING' })),
        ...meta,
      }),
      listTasks: async () => ({ taskArns: this.running.map(({ taskArn }) => taskArn), ...meta }),
      describeTasks: async ({ tasks = [] }: DescribeTasksCommandInput): Promise<DescribeTasksCommandOutput> => ({
        tasks: this.left
          .filter(({ taskArn }) => tasks.includes(taskArn))
          .map(({ taskArn, on }) => ({ taskArn, containerInstanceArn: on, group: 'service:Web' })),
        ...meta,
      }),
    };
    // What else is called fails by its name.
    return { ecs, region: async () => 'eu-west-1' } as unknown as Clients;
  }
}

interface Outcome {
  readonly ends: readonly (DrainEnd['code'] | 'threw')[];
  readonly wrong: readonly string[];
}

/** Drains, and where that does not come to its end, once more. */
async function drained(seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const cluster = new DrainedCluster(clock, random);
  const misfortune = new Misfortune(ratesFrom(random, 0.5), clock, random);
  const clients = faultyClients(cluster.clients, misfortune, clock);
  const plan: DrainPlan = {
    ...{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', verdict: 'moves' as const, instances: [] },
    ...{ moves: [], orders: [], missing: [] },
    instanceArns: cluster.instances.map((one) => one.arn),
  };
  const wrong: string[] = [];
  const ends: Outcome['ends'][number][] = [];
  const must = (holds: boolean, what: string) => holds || wrong.push(`seed ${seed}: ${what}`);
  for (let attempt = 0; attempt < 2 && ends.at(-1) !== 'drained'; attempt++) {
    const timeoutSeconds = 60 + random() * 600;
    const began = clock.now();
    const end = await drain(clients, plan, { clock, timeoutSeconds }).catch((error: unknown) => {
      if (error instanceof OperationError) return { code: 'threw' as const };
      throw error;
    });
    ends.push(end.code);
    const seconds = (clock.now() - began) / 1000;
    must(seconds <= timeoutSeconds + 1, `it took ${seconds} s of ${timeoutSeconds}`);
    if (end.code === 'drained') must(cluster.left.length === 0, 'drained, it said');
    if (end.code === 'timed-out') must(seconds >= timeoutSeconds - 1, 'timed out, it said');
  }
  return { ends, wrong };
}

test(`${RUNS} drains through faults never say drained while a task is left, and go on when repeated`, async () => {
  const outcomes = await forSeeds(RUNS, 4, drained);
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([]);
  const first = outcomes.map(({ ends }) => ends[0]);
  expect(first.filter((end) => end === 'drained').length).toBeGreaterThan(RUNS / 3);
  expect(first.filter((end) => end === 'timed-out').length).toBeGreaterThan(RUNS / 20);
  const repeated = outcomes.filter(({ ends }) => ends.length === 2);
  expect(repeated.filter(({ ends }) => ends[1] === 'drained').length).toBeGreaterThan(repeated.length / 6);
}, 120_000);
