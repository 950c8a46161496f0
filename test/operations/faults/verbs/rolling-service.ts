import type {
  Deployment,
  DescribeTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandOutput,
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  ListTasksCommandInput,
  ListTasksCommandOutput,
  Service,
  Task,
} from '@aws-sdk/client-ecs';
import type { Clients, Clock } from '../../../../lib/operations';
import type { RandomSource } from '../../../../lib/placement';
import { arn } from '../../test-clients';

/** How a deployment goes, in truth. */
export type Course = 'steady' | 'rolled-back' | 'stuck' | 'held' | 'slow' | 'deleted';

const COURSES: readonly Course[] = ['steady', 'rolled-back', 'stuck', 'held', 'slow', 'deleted'];

const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
];

/** A service in which revision 2 takes the place of revision 1, as the time of a clock has it. */
export class RollingService {
  readonly course: Course;
  /** When the new tasks run, and when it is over. */
  readonly runsAt: number;
  readonly overAt: number;

  constructor(
    private readonly clock: Clock,
    random: RandomSource,
  ) {
    this.course = COURSES[Math.floor(random() * COURSES.length)]!;
    const now = clock.now();
    // No instance has room for so long in `held`: less than what counts as stuck.
    this.runsAt = now + (20 + random() * (this.course === 'held' ? 240 : 100)) * 1000;
    this.overAt = this.course === 'slow' ? Number.POSITIVE_INFINITY : this.runsAt + random() * 120_000;
  }

  get isOver(): boolean {
    return this.clock.now() >= this.overAt;
  }

  private get runs(): boolean {
    return this.course !== 'stuck' && this.clock.now() >= this.runsAt;
  }

  private get service(): Service | undefined {
    const isUndone = this.course === 'rolled-back' && this.isOver;
    if (this.course === 'deleted' && this.isOver) return undefined;
    const deployment = (revision: number, given: Deployment): Deployment => ({
      ...{ id: `ecs-svc/${revision}`, taskDefinition: arn.taskDefinition('web', revision), createdAt: new Date(0) },
      ...{ status: 'ACTIVE', desiredCount: 2, runningCount: 2, pendingCount: 0, failedTasks: 0 },
      ...given,
    });
    const first = deployment(1, {
      ...{ rolloutState: 'COMPLETED', status: isUndone ? 'PRIMARY' : 'ACTIVE' },
      ...(isUndone && {
        rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
      }),
    });
    const isDone = this.isOver && this.course !== 'stuck';
    const second = deployment(2, {
      ...{ status: isUndone ? 'ACTIVE' : 'PRIMARY', runningCount: this.runs ? 2 : 0 },
      rolloutState: isUndone ? 'FAILED' : isDone ? 'COMPLETED' : 'IN_PROGRESS',
    });
    return {
      ...{ serviceArn: arn.service('Web'), serviceName: 'Web', clusterArn: arn.cluster('Shop'), status: 'ACTIVE' },
      ...{ launchType: 'EC2', desiredCount: 2, schedulingStrategy: 'REPLICA', events: [] },
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      deployments: isDone && !isUndone ? [second] : [second, first],
    };
  }

  private get tasks(): readonly Task[] {
    const task = (id: string, revision: number): Task => ({
      ...{ taskArn: arn.task(id), taskDefinitionArn: arn.taskDefinition('web', revision), group: 'service:Web' },
      ...{ containerInstanceArn: arn.instance('i1'), startedBy: `ecs-svc/${revision}` },
      ...{ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', availabilityZone: 'eu-west-1a' },
    });
    return [
      ...(this.isOver && this.course !== 'rolled-back' && this.course !== 'stuck' ? [] : [task('1', 1), task('2', 1)]),
      ...(this.runs ? [task('3', 2), task('4', 2)] : []),
    ];
  }

  /** What a watch asks. */
  get clients(): Clients {
    const ecs = {
      describeClusters: async () => ({
        clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
        ...meta,
      }),
      describeServices: async () => {
        const { service } = this;
        return service
          ? { services: [service], ...meta }
          : { services: [], failures: [{ arn: arn.service('Web'), reason: 'MISSING' }], ...meta };
      },
      listServices: async () => ({ serviceArns: [], ...meta }),
      listServiceDeployments: async () => ({ serviceDeployments: [], ...meta }),
      describeServiceDeployments: async () => ({ serviceDeployments: [], ...meta }),
      listTasks: async ({ desiredStatus }: ListTasksCommandInput): Promise<ListTasksCommandOutput> => ({
        taskArns: desiredStatus === 'STOPPED' ? [] : this.tasks.map(({ taskArn }) => taskArn!),
        ...meta,
      }),
      describeTasks: async ({ tasks = [] }: DescribeTasksCommandInput): Promise<DescribeTasksCommandOutput> => ({
        tasks: this.tasks.filter(({ taskArn }) => tasks.includes(taskArn!)),
        ...meta,
      }),
      describeTaskDefinition: async ({
        taskDefinition = '',
      }: DescribeTaskDefinitionCommandInput): Promise<DescribeTaskDefinitionCommandOutput> => ({
        taskDefinition: {
          ...{ taskDefinitionArn: taskDefinition, family: 'web', revision: 1, networkMode: 'bridge' },
          containerDefinitions: [{ name: 'app', cpu: 256, memory: 1024 }],
        },
        ...meta,
      }),
      listContainerInstances: async () => ({ containerInstanceArns: [arn.instance('i1')], ...meta }),
      describeContainerInstances: async () => ({ containerInstances: [this.instance], ...meta }),
    };
    // What else is called fails by its name.
    const applicationAutoScaling = { describeScalableTargets: async () => ({ ScalableTargets: [] }) };
    return { ecs, applicationAutoScaling, region: async () => 'eu-west-1' } as unknown as Clients;
  }

  /** Too small for one task more, whatever else goes, in the courses that wait for room. */
  private get instance() {
    const isSmall = this.course === 'held' || this.course === 'stuck';
    const memory = isSmall ? 900 : 8000;
    return {
      ...{ containerInstanceArn: arn.instance('i1'), status: 'ACTIVE', agentConnected: true },
      ...{ registeredResources: amounts(2048, memory), remainingResources: amounts(2048, memory) },
      attributes: [
        { name: 'ecs.instance-type', value: 'm7g.medium' },
        { name: 'ecs.availability-zone', value: 'eu-west-1a' },
      ],
    };
  }
}

const meta = { $metadata: {} };
