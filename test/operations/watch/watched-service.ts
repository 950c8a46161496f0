import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  type CapacityProvider,
  type ContainerInstance,
  type Deployment,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Service,
  type ServiceDeployment,
  type Task,
} from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { type WatchChange, type WatchEnd, watch } from '../../../lib/operations';
import { FakeClock } from '../fake-clock';
import { arn, testClients } from '../test-clients';

export const ecs = mockClient(ECSClient);
export const autoScaling = mockClient(AutoScalingClient);
export const applicationScaling = mockClient(ApplicationAutoScalingClient);
export const balancing = mockClient(ElasticLoadBalancingV2Client);

/** What is there at one look. */
export interface Look {
  readonly service?: Partial<Service>;
  readonly deployments: readonly Partial<Deployment>[];
  readonly tasks?: readonly Partial<Task>[];
  readonly stopped?: readonly Partial<Task>[];
  /** Of the API for service deployments. */
  readonly rollout?: ServiceDeployment;
}

export const deployment = (revision: number, given: Partial<Deployment> = {}): Deployment => ({
  id: `ecs-svc/${revision}`,
  status: 'PRIMARY',
  taskDefinition: arn.taskDefinition('web', revision),
  createdAt: new Date(1000),
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  failedTasks: 0,
  rolloutState: 'COMPLETED',
  ...given,
});

export const running = (id: string, revision: number, given: Partial<Task> = {}): Partial<Task> => ({
  taskArn: arn.task(id),
  containerInstanceArn: arn.instance('i1'),
  taskDefinitionArn: arn.taskDefinition('web', revision),
  startedBy: `ecs-svc/${revision}`,
  group: 'service:Web',
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  availabilityZone: 'eu-west-1a',
  ...given,
});

export const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
];

/** What the tasks ask for, and what the cluster has; a test may change it. */
export const scene: {
  memory: number;
  /** Of single task definitions, such as `web:1`. */
  memoryOf: Record<string, number>;
  /** Other services of the cluster. */
  others: Record<string, 'DAEMON' | 'REPLICA'>;
  hostPort?: number;
  instances: ContainerInstance[];
  group: AutoScalingGroup;
  managedScaling: 'ENABLED' | 'DISABLED';
  /** What scales the service itself. */
  scaling?: Partial<ScalableTarget>;
} = {
  memory: 1024,
  memoryOf: {},
  others: {},
  instances: [],
  group: {} as AutoScalingGroup,
  managedScaling: 'ENABLED',
};

let looks: Look[] = [];

/** The look at hand; the last one stays. */
const next = (): Look => (looks.length > 1 ? looks.shift()! : looks[0]!);

let look: Look;

/** A container instance with 3000 MiB, of which so much is left. */
export const containerInstance = (id: string, free = 500, given: ContainerInstance = {}): ContainerInstance => ({
  containerInstanceArn: arn.instance(id),
  status: 'ACTIVE',
  capacityProviderName: 'steady',
  agentConnected: true,
  registeredResources: amounts(2048, 3000),
  remainingResources: amounts(2048, free),
  attributes: [
    { name: 'ecs.instance-type', value: 'm7g.medium' },
    { name: 'ecs.availability-zone', value: 'eu-west-1a' },
  ],
  ...given,
});

/** A service whose tasks go to the capacity provider `steady`. */
export const onSteady: Partial<Service> = { capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }] };

/** The group behind the capacity provider `steady`. */
export const groupOf = (desired: number, maximum: number, instances: AutoScalingGroup['Instances'] = []) =>
  ({
    AutoScalingGroupName: 'steady-group',
    DesiredCapacity: desired,
    MaxSize: maximum,
    Instances: instances,
  }) as AutoScalingGroup;

/** What AWS answers where a permission is missing. */
export const denial = (action: string) =>
  Object.assign(new Error(`User: me is not authorized to perform: ${action} on resource: r`), {
    name: 'AccessDeniedException',
  });

/** To be called before each test. */
export function resetScene(): void {
  ecs.reset();
  balancing.reset();
  autoScaling.reset();
  applicationScaling.reset();
  Object.assign(scene, {
    memory: 1024,
    memoryOf: {},
    others: {},
    hostPort: undefined,
    instances: [containerInstance('i1')],
    managedScaling: 'ENABLED',
    scaling: undefined,
  });
  scene.group = groupOf(1, 3);
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(DescribeServicesCommand).callsFake(() => {
    look = next();
    const service: Service = {
      serviceArn: arn.service('Web'),
      serviceName: 'Web',
      status: 'ACTIVE',
      desiredCount: 2,
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      ...look.service,
      deployments: look.deployments as Deployment[],
    };
    return { services: [service] };
  });
  const tasksOf = (status: string) => (status === 'STOPPED' ? look.stopped : look.tasks) ?? [];
  ecs.on(ListTasksCommand).callsFake(({ desiredStatus, serviceName }) => ({
    taskArns: tasksOf(desiredStatus)
      .filter(({ group }) => serviceName === undefined || group === `service:${serviceName}`)
      .map(({ taskArn }) => taskArn),
  }));
  ecs.on(DescribeTasksCommand).callsFake(({ tasks }) => ({
    tasks: [...(look.tasks ?? []), ...(look.stopped ?? [])].filter(({ taskArn }) => tasks.includes(taskArn)),
  }));
  ecs.on(DescribeTaskDefinitionCommand).callsFake(({ taskDefinition }) => {
    const portMappings = scene.hostPort === undefined ? [] : [{ containerPort: 80, hostPort: scene.hostPort }];
    return {
      taskDefinition: {
        taskDefinitionArn: taskDefinition,
        family: 'web',
        revision: Number(taskDefinition.split(':').at(-1)),
        networkMode: 'bridge',
        containerDefinitions: [
          {
            name: 'app',
            cpu: 256,
            memory: scene.memoryOf[taskDefinition.split('/').at(-1)] ?? scene.memory,
            portMappings,
          },
        ],
      },
    };
  });
  const arns = () => scene.instances.map(({ containerInstanceArn }) => containerInstanceArn!);
  ecs.on(ListContainerInstancesCommand).callsFake(() => ({ containerInstanceArns: arns() }));
  ecs.on(DescribeContainerInstancesCommand).callsFake(({ containerInstances }) => ({
    containerInstances: scene.instances.filter(({ containerInstanceArn }) =>
      containerInstances.includes(containerInstanceArn),
    ),
  }));
  ecs.on(DescribeCapacityProvidersCommand).callsFake(({ capacityProviders }: { capacityProviders: string[] }) => ({
    capacityProviders: capacityProviders.map(
      (name): CapacityProvider => ({
        name,
        autoScalingGroupProvider: {
          autoScalingGroupArn: `arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:1:autoScalingGroupName/${name}-group`,
          managedScaling: { status: scene.managedScaling },
        },
      }),
    ),
  }));
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({ AutoScalingGroups: [scene.group] }));
  applicationScaling.on(DescribeScalableTargetsCommand).callsFake(({ ResourceIds: [ResourceId] }) => ({
    ScalableTargets: scene.scaling ? [{ ResourceId, MinCapacity: 1, MaxCapacity: 4, ...scene.scaling }] : [],
  }));
  ecs.on(ListServicesCommand).callsFake(({ schedulingStrategy }) => ({
    serviceArns: Object.keys(scene.others)
      .filter((name) => scene.others[name] === (schedulingStrategy ?? scene.others[name]))
      .map((name) => arn.service(name)),
  }));
  const rollouts = () => (look.rollout ? [look.rollout] : []);
  ecs.on(ListServiceDeploymentsCommand).callsFake(() => ({ serviceDeployments: rollouts() }));
  ecs.on(DescribeServiceDeploymentsCommand).callsFake(() => ({ serviceDeployments: rollouts() }));
}

/** Watches for a minute. */
export const watched = (...given: Look[]) => watchedFor(60, ...given);

export async function watchedFor(
  timeoutSeconds: number,
  ...given: Look[]
): Promise<{ end: WatchEnd; changes: WatchChange[] }> {
  looks = given;
  const changes: WatchChange[] = [];
  const end = await watch(
    testClients(),
    { cluster: 'Shop', service: 'Web' },
    {
      timeoutSeconds,
      intervalSeconds: timeoutSeconds / 12,
      clock: new FakeClock(),
      onChange: (change) => changes.push(change),
    },
  );
  return { end, changes };
}

/** Two tasks of revision 2 that run. */
export const both = [running('a', 2), running('b', 2)];

/** An update from revision 1 to 2 that has not begun to replace tasks. */
export const replacing = (old: readonly Partial<Task>[]): Look => ({
  deployments: [
    deployment(2, { rolloutState: 'IN_PROGRESS', runningCount: 0 }),
    deployment(1, { status: 'ACTIVE', rolloutState: 'COMPLETED' }),
  ],
  tasks: old,
});

/** Two tasks of revision 1 that run. */
export const old = [running('a', 1), running('b', 1)];
