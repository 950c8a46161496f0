import {
  type ContainerInstance,
  DescribeContainerInstancesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { readLiveCluster } from '../../../../lib/operations/live/cluster/live-cluster';
import { freeResources, NO_DEMAND, place } from '../../../../lib/placement';
import { arn, testClients } from '../../test-clients';

const ecs = mockClient(ECSClient);
const shop = { clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' };

const amounts = (cpu: number, memory: number) => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
  { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2375', '2376', '51678', '51679'] },
  { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
];

/** As `DescribeContainerInstances` answers for an m7g.large with one task of 512 units and 1024 MiB. */
const instance: ContainerInstance = {
  containerInstanceArn: arn.instance('i1'),
  ec2InstanceId: 'i-0abc',
  capacityProviderName: 'steady',
  status: 'ACTIVE',
  agentConnected: true,
  versionInfo: { agentVersion: '1.99.0' },
  registeredAt: new Date(0),
  registeredResources: amounts(2048, 7772),
  remainingResources: amounts(1536, 6748),
  attributes: [
    { name: 'ecs.instance-type', value: 'm7g.large' },
    { name: 'ecs.availability-zone', value: 'eu-west-1a' },
    { name: 'com.amazonaws.ecs.capability.task-eni' },
  ],
};

function answers(one: ContainerInstance): void {
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: [arn.instance('i1')] });
  ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [one] });
}

beforeEach(() => {
  ecs.reset();
  answers(instance);
  ecs.on(ListTasksCommand).resolves({ taskArns: [arn.task('t1')] });
  ecs.on(DescribeTasksCommand).resolves({
    tasks: [
      {
        taskArn: arn.task('t1'),
        containerInstanceArn: arn.instance('i1'),
        taskDefinitionArn: arn.taskDefinition('web'),
        group: 'service:Web',
        desiredStatus: 'RUNNING',
      },
    ],
  });
  ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      family: 'web',
      revision: 1,
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'app', cpu: 512, memory: 1024 }],
    },
  });
});

test('an instance is what it reports, with what runs on it', async () => {
  const { instances } = await readLiveCluster(testClients(), shop);
  expect(instances).toEqual([
    expect.objectContaining({ id: 'i1', instanceType: 'm7g.large', zone: 'eu-west-1a', capacityProvider: 'steady' }),
  ]);
  // Network interfaces are counted: three for the type, one its own, one the task's.
  expect(freeResources(instances[0]!)).toMatchObject({ cpuUnits: 1536, memoryMiB: 6748, networkInterfaces: 1 });
  expect(instances[0]!.reserved).toBeUndefined();
});

test('what ECS no longer has is kept back, although no task is known to hold it', async () => {
  answers({ ...instance, remainingResources: amounts(1536, 700) });
  const { instances } = await readLiveCluster(testClients(), shop);
  expect(freeResources(instances[0]!).memoryMiB).toBe(700);
  const placement = place({ demand: { ...NO_DEMAND, memoryMiB: 701 }, group: 'g' }, instances);
  expect(placement).toMatchObject({ code: 'rejected', rejections: [{ rejections: [{ code: 'memory', free: 700 }] }] });
});

test('ports that the agent keeps are taken', async () => {
  const { instances } = await readLiveCluster(testClients(), shop);
  const placement = place({ demand: { ...NO_DEMAND, tcpPorts: [22] }, group: 'g' }, instances);
  expect(placement).toMatchObject({ code: 'rejected', rejections: [{ rejections: [{ code: 'tcp-ports' }] }] });
});

test('an instance of a type that nobody knows is refused no network interface', async () => {
  answers({ ...instance, attributes: [{ name: 'ecs.instance-type', value: 'z99.huge' }] });
  const { instances } = await readLiveCluster(testClients(), shop);
  const demand = { ...NO_DEMAND, networkInterfaces: 1 };
  expect(place({ demand, group: 'g' }, instances)).toMatchObject({ code: 'placed' });
});
