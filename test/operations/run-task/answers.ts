import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, GetLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  type CapacityProvider,
  type ContainerInstance,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { arn } from '../test-clients';

export const ecs = mockClient(ECSClient);
export const logs = mockClient(CloudWatchLogsClient);
export const autoScaling = mockClient(AutoScalingClient);
export const ec2 = mockClient(EC2Client);

export const T1 = arn.task('11111111');

export const definition: TaskDefinition = {
  taskDefinitionArn: arn.taskDefinition('migrate', 4),
  family: 'migrate',
  revision: 4,
  networkMode: 'bridge',
  containerDefinitions: [
    {
      name: 'app',
      cpu: 256,
      memory: 512,
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'jobs', 'awslogs-stream-prefix': 'm' } },
    },
  ],
};

const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
];

export const instance = (memory: number): ContainerInstance => ({
  containerInstanceArn: arn.instance('i1'),
  status: 'ACTIVE',
  agentConnected: true,
  capacityProviderName: 'steady',
  registeredResources: amounts(2048, 7772),
  remainingResources: amounts(2048, memory),
  attributes: [
    { name: 'ecs.instance-type', value: 'm7g.large' },
    { name: 'ecs.availability-zone', value: 'eu-west-1a' },
    { name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' },
    { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' },
    { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.19' },
  ],
});

export const stopped = (exitCode: number, more: Partial<Task> = {}): Task => ({
  taskArn: T1,
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  startedAt: new Date(0),
  containerInstanceArn: arn.instance('i1'),
  containers: [{ name: 'app', exitCode, lastStatus: 'STOPPED' }],
  ...more,
});

export const running: Task = { taskArn: T1, lastStatus: 'RUNNING', containers: [{ name: 'app' }] };

/** A capacity provider over the group of the same name. */
export const provider = (name: string, status: 'ENABLED' | 'DISABLED' = 'ENABLED'): CapacityProvider => ({
  name,
  status: 'ACTIVE',
  autoScalingGroupProvider: {
    autoScalingGroupArn: `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1f:autoScalingGroupName/${name}`,
    managedScaling: { status, targetCapacity: 100 },
  },
});

/** An Auto Scaling group that may have so many more instances. */
export const group = (AutoScalingGroupName: string, room: number) => ({
  AutoScalingGroupName,
  ...{ MinSize: 0, DesiredCapacity: 1, MaxSize: 1 + room, DefaultCooldown: 300, CreatedTime: new Date(0) },
  ...{ AvailabilityZones: ['eu-west-1a'], HealthCheckType: 'EC2' },
});

/** A cluster with one roomy instance, where a task runs for a moment and exits with 0, having said nothing. */
export function aQuietRun(): void {
  ecs.reset();
  logs.reset();
  autoScaling.reset();
  ec2.reset();
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [
      {
        clusterArn: arn.cluster('Shop'),
        clusterName: 'Shop',
        status: 'ACTIVE',
        capacityProviders: ['steady', 'burst'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }],
      },
    ],
  });
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-1', AvailabilityZone: 'eu-west-1a' }] });
  ec2.on(DescribeRegionsCommand).resolves({ Regions: [] });
  ecs.on(DescribeCapacityProvidersCommand).resolves({ capacityProviders: [provider('steady'), provider('burst')] });
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolves({ AutoScalingGroups: [group('steady', 4), group('burst', 4)] });
  ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: definition });
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: [arn.instance('i1')] });
  ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [instance(7772)] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [] });
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
  ecs.on(RunTaskCommand).resolves({ tasks: [{ taskArn: T1 }], failures: [] });
  ecs.on(StopTaskCommand).resolves({});
  ecs
    .on(DescribeTasksCommand)
    .resolvesOnce({ tasks: [running] })
    .resolves({ tasks: [stopped(0)] });
  logs.on(GetLogEventsCommand).rejects(new ResourceNotFoundException({ message: 'no stream', $metadata: {} }));
}
