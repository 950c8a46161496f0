import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  type CapacityProvider,
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
  type PortMapping,
  type ProtectedTask,
  type Service,
  type Task,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { type DrainPlan, planDrain } from '../../../lib/operations';
import { arn, testClients } from '../test-clients';

export const ecs = mockClient(ECSClient);
export const autoScaling = mockClient(AutoScalingClient);

const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
];

/** An instance of 2048 units and 2000 MiB; every task takes 600 MiB. */
export const instance = (id: string, given: ContainerInstance = {}): ContainerInstance => ({
  containerInstanceArn: arn.instance(id),
  ec2InstanceId: `i-${id}`,
  capacityProviderName: 'steady',
  status: 'ACTIVE',
  agentConnected: true,
  registeredResources: amounts(2048, 2000),
  attributes: [
    { name: 'ecs.instance-type', value: 'm7g.medium' },
    { name: 'ecs.availability-zone', value: 'eu-west-1a' },
  ],
  ...given,
});

export const task = (id: string, on: string, group = 'service:Web'): Task => ({
  taskArn: arn.task(id),
  containerInstanceArn: arn.instance(on),
  taskDefinitionArn: arn.taskDefinition('web'),
  capacityProviderName: 'steady',
  desiredStatus: 'RUNNING',
  lastStatus: 'RUNNING',
  group,
});

export const web: Service = {
  serviceArn: arn.service('Web'),
  serviceName: 'Web',
  status: 'ACTIVE',
  desiredCount: 2,
  taskDefinition: arn.taskDefinition('web'),
  capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }],
};

/** What a cluster has, which each test may change. */
export interface Stage {
  instances: ContainerInstance[];
  tasks: Task[];
  services: Service[];
  protectedTasks: ProtectedTask[];
  ports: PortMapping[];
  /** How far the group of the capacity provider grows. */
  group: { MaxSize: number; DesiredCapacity: number };
  managedScaling: 'ENABLED' | 'DISABLED';
  /** EC2 ids in the group. */
  inGroup: string[];
  /** Lifecycle states, by EC2 id. */
  lifecycle: Record<string, string>;
}

/** Two instances with a task of Web each. */
export function stageCluster(): Stage {
  const stage: Stage = {
    instances: [instance('a'), instance('b')],
    tasks: [task('1', 'a'), task('2', 'b')],
    services: [web],
    ...{ protectedTasks: [], ports: [], inGroup: [], lifecycle: {} },
    ...{ group: { MaxSize: 2, DesiredCapacity: 2 }, managedScaling: 'ENABLED' },
  };
  ecs.reset();
  autoScaling.reset();
  const provider = (): CapacityProvider => ({
    name: 'steady',
    autoScalingGroupProvider: {
      autoScalingGroupArn: 'arn:x:autoScalingGroupName/steady-group',
      managedScaling: { status: stage.managedScaling },
    },
  });
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(ListContainerInstancesCommand).callsFake(() => ({
    containerInstanceArns: stage.instances.map(({ containerInstanceArn }) => containerInstanceArn),
  }));
  ecs.on(DescribeContainerInstancesCommand).callsFake(({ containerInstances }) => ({
    containerInstances: stage.instances.filter((one) => containerInstances.includes(one.containerInstanceArn)),
  }));
  ecs.on(ListTasksCommand).callsFake(() => ({ taskArns: stage.tasks.map(({ taskArn }) => taskArn) }));
  ecs.on(DescribeTasksCommand).callsFake(() => ({ tasks: stage.tasks }));
  ecs.on(ListServicesCommand).callsFake(() => ({ serviceArns: stage.services.map(({ serviceArn }) => serviceArn) }));
  ecs.on(DescribeServicesCommand).callsFake(() => ({ services: stage.services }));
  ecs.on(GetTaskProtectionCommand).callsFake(() => ({ protectedTasks: stage.protectedTasks }));
  ecs.on(DescribeCapacityProvidersCommand).callsFake(() => ({ capacityProviders: [provider()] }));
  ecs.on(DescribeTaskDefinitionCommand).callsFake(() => ({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      ...{ family: 'web', revision: 1, networkMode: 'bridge' },
      containerDefinitions: [{ name: 'app', cpu: 128, memory: 600, portMappings: stage.ports }],
    },
  }));
  ecs.on(UpdateContainerInstancesStateCommand).resolves({});
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(({ AutoScalingGroupNames: [name] }) => ({
    AutoScalingGroups:
      name === 'steady-group'
        ? [
            {
              AutoScalingGroupName: name,
              ...stage.group,
              Instances: stage.inGroup.map((InstanceId) => ({ InstanceId })),
            },
          ]
        : [],
  }));
  autoScaling.on(DescribeAutoScalingInstancesCommand).callsFake(({ InstanceIds }) => ({
    AutoScalingInstances: InstanceIds.map((InstanceId: string) => ({
      ...{ InstanceId, AutoScalingGroupName: 'steady-group' },
      LifecycleState: stage.lifecycle[InstanceId] ?? 'InService',
    })),
  }));
  return stage;
}

/** The plan for instance a, or for others. */
export const planned = (first = 'i-a', ...others: string[]): Promise<DrainPlan> =>
  planDrain(testClients(), { cluster: 'Shop', targets: [first, ...others] });
