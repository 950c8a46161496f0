import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import {
  type ContainerInstance,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  GetTaskProtectionCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { type DiagnoseOptions, type DiagnoseRequest, diagnose } from '../../../lib/operations';
import { FakeClock } from '../fake-clock';
import { arn, testClients } from '../test-clients';

// A cluster that runs one service in one group, as the APIs answer; a test changes what it is about.

export const api = {
  ecs: mockClient(ECSClient),
  applicationAutoScaling: mockClient(ApplicationAutoScalingClient),
  autoScaling: mockClient(AutoScalingClient),
  ec2: mockClient(EC2Client),
  ecr: mockClient(ECRClient),
  loadBalancing: mockClient(ElasticLoadBalancingV2Client),
  logs: mockClient(CloudWatchLogsClient),
};

export const clock = new FakeClock();
export const minutesAgo = (minutes: number): Date => new Date(clock.now() - minutes * 60_000);

const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
];

export const instance: ContainerInstance = {
  containerInstanceArn: arn.instance('ci1'),
  ec2InstanceId: 'i-0000000000000001',
  capacityProviderName: 'steady',
  status: 'ACTIVE',
  agentConnected: true,
  runningTasksCount: 1,
  versionInfo: { agentVersion: '1.99.0' },
  registeredAt: minutesAgo(600),
  registeredResources: amounts(2048, 7772),
  remainingResources: amounts(1024, 3772),
  attributes: [
    { name: 'ecs.instance-type', value: 'm7g.large' },
    { name: 'ecs.availability-zone', value: 'eu-west-1a' },
    { name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' },
  ],
};

export const task: Task = {
  taskArn: arn.task('t1'),
  containerInstanceArn: arn.instance('ci1'),
  taskDefinitionArn: arn.taskDefinition('web'),
  group: 'service:Web',
  startedBy: 'ecs-svc/1',
  desiredStatus: 'RUNNING',
  lastStatus: 'RUNNING',
};

export const service: Service = {
  serviceArn: arn.service('Web'),
  serviceName: 'Web',
  status: 'ACTIVE',
  desiredCount: 1,
  runningCount: 1,
  taskDefinition: arn.taskDefinition('web'),
  schedulingStrategy: 'REPLICA',
  capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }],
  deploymentConfiguration: {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
  deployments: [
    {
      id: 'ecs-svc/1',
      status: 'PRIMARY',
      desiredCount: 1,
      runningCount: 1,
      failedTasks: 0,
      taskDefinition: arn.taskDefinition('web'),
      rolloutState: 'COMPLETED',
      rolloutStateReason: 'ECS deployment ecs-svc/1 completed.',
    },
  ],
  loadBalancers: [
    {
      targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef',
      containerName: 'app',
      containerPort: 80,
    },
  ],
  events: [],
};

export const group = {
  AutoScalingGroupName: 'SteadyGroup',
  MinSize: 1,
  MaxSize: 2,
  DesiredCapacity: 1,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-west-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: minutesAgo(6000),
  Instances: [member('i-0000000000000001')],
};

export function member(
  InstanceId: string,
  more: { LifecycleState?: 'InService' | 'Pending' | 'Terminating:Wait' } = {},
) {
  return {
    InstanceId,
    AvailabilityZone: 'eu-west-1a',
    LifecycleState: more.LifecycleState ?? ('InService' as const),
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: true,
  };
}

/** Two of it do not fit an instance. */
export const lacking = { ...service, desiredCount: 3, deployments: [{ ...service.deployments![0]!, desiredCount: 3 }] };

/** Answers for the running tasks, or for those that are stopped or stopping. */
export function tasksAre(desiredStatus: 'RUNNING' | 'STOPPED', ...tasks: readonly Task[]): void {
  const taskArns = tasks.flatMap(({ taskArn }) => taskArn ?? []);
  api.ecs.on(ListTasksCommand, { desiredStatus }).resolves({ taskArns });
  if (taskArns.length > 0) api.ecs.on(DescribeTasksCommand, { tasks: taskArns }).resolves({ tasks: [...tasks] });
}

export const servicesAre = (...services: readonly Service[]) =>
  api.ecs.on(DescribeServicesCommand).resolves({ services: [...services] });

export const instancesAre = (...containerInstances: readonly ContainerInstance[]) =>
  api.ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [...containerInstances] });

export const groupIs = (one: object) =>
  api.autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [{ ...group, ...one }] });

export const managedScalingIs = (status: 'ENABLED' | 'DISABLED', more: object = {}) =>
  api.ecs.on(DescribeCapacityProvidersCommand).resolves({
    capacityProviders: [
      {
        name: 'steady',
        status: 'ACTIVE',
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:b9f2:autoScalingGroupName/SteadyGroup',
          managedScaling: { status, targetCapacity: 100 },
        },
        ...more,
      },
    ],
  });

export const targetIs = (TargetHealth: object) =>
  api.loadBalancing
    .on(DescribeTargetHealthCommand)
    .resolves({ TargetHealthDescriptions: [{ Target: { Id: '10.0.0.7', Port: 80 }, TargetHealth }] });

/** A task of the service that stopped some minutes ago. */
export const stopped = (id: string, more: Task, minutes = 2): Task => ({
  ...task,
  taskArn: arn.task(id),
  desiredStatus: 'STOPPED',
  lastStatus: 'STOPPED',
  stoppedAt: minutesAgo(minutes),
  ...more,
});

/** Nothing is wrong. */
export function healthy(): void {
  for (const one of Object.values(api)) one.reset();
  api.ecs.on(DescribeClustersCommand).resolves({
    clusters: [
      { clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE', capacityProviders: ['steady'] },
    ],
  });
  api.ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('Web')] });
  api.ecs.on(ListServicesCommand, { schedulingStrategy: 'DAEMON' }).resolves({ serviceArns: [] });
  api.ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: [arn.instance('ci1')] });
  api.ecs.on(GetTaskProtectionCommand).resolves({ protectedTasks: [] });
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      family: 'web',
      revision: 1,
      networkMode: 'bridge',
      requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' }],
      containerDefinitions: [
        {
          name: 'app',
          cpu: 1024,
          memory: 4000,
          essential: true,
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/shop/web', 'awslogs-stream-prefix': 'web', 'awslogs-region': 'eu-west-1' },
          },
        },
      ],
    },
  });
  tasksAre('RUNNING', task);
  tasksAre('STOPPED');
  servicesAre(service);
  instancesAre(instance);
  groupIs({});
  managedScalingIs('ENABLED');
  api.autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
  api.applicationAutoScaling.on(DescribeScalableTargetsCommand).resolves({ ScalableTargets: [] });
  api.ec2.on(DescribeInstancesCommand).resolves({ Reservations: [] });
  api.ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [] });
  api.logs.on(GetLogEventsCommand).resolves({ events: [] });
  targetIs({ State: 'healthy' });
}

export const diagnosed = (request: Partial<DiagnoseRequest> = {}, options: DiagnoseOptions = {}) =>
  diagnose(testClients(), { cluster: 'Shop', ...request }, { clock, ...options });

export const causes = async () => (await diagnosed()).causes;

export const codes = async () => (await causes()).map(({ code }) => code);
