import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { DescribeTaskDefinitionCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { arn } from '../../test-clients';
import {
  api,
  causes,
  codes,
  diagnosed,
  groupIs,
  healthy,
  instance,
  instancesAre,
  lacking,
  servicesAre,
  task,
  tasksAre,
} from '../stage';

beforeEach(healthy);

test('tasks that no instance takes: which resource, by how much, and whether another instance helps', async () => {
  servicesAre(lacking);
  expect(await causes()).toEqual([
    {
      code: 'unplaceable',
      group: 'service:Web',
      taskDefinition: 'web:1',
      waiting: 2,
      capacityProviders: ['steady'],
      instances: [
        {
          containerInstanceId: 'ci1',
          ec2InstanceId: 'i-0000000000000001',
          instanceType: 'm7g.large',
          zone: 'eu-west-1a',
          rejections: [{ code: 'memory', needed: 4000, free: 3772, offered: 7772, moreInstancesHelp: true }],
        },
      ],
      closest: 'ci1',
      scalingOut: 'helps',
    },
  ]);
});

test("a service's constraint that no instance meets is not mended by more of them", async () => {
  servicesAre({
    ...lacking,
    placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.instance-type == c7g.large' }],
  });
  groupIs({ MaxSize: 1 });
  // Nor is the maximum of the group a cause then.
  expect(await causes()).toEqual([expect.objectContaining({ code: 'unplaceable', scalingOut: 'does-not-help' })]);
});

test('tasks that wait and have a place are no cause', async () => {
  servicesAre(lacking);
  instancesAre({ ...instance, registeredResources: instance.registeredResources!.map(double), remainingResources: [] });
  expect(await codes()).toEqual([]);
});

const double = (one: { name?: string; type?: string; integerValue?: number }) => ({
  ...one,
  integerValue: (one.integerValue ?? 0) * 2,
});

const forAwsvpc = [
  { name: 'ecs.availability-zone', value: 'eu-west-1a' },
  { name: 'ecs.capability.task-eni', value: '' },
];

test('network interfaces that a trunk would give', async () => {
  servicesAre(lacking);
  const networkMode = 'awsvpc';
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      ...{ family: 'web', revision: 1, networkMode },
      containerDefinitions: [{ name: 'app', cpu: 1, memory: 1 }],
    },
  });
  instancesAre({ ...instance, attributes: [...instance.attributes!, ...forAwsvpc] });
  const tasks = ['t1', 't2'].map((id) => ({ ...task, taskArn: arn.task(id) }));
  tasksAre('RUNNING', ...tasks);
  servicesAre({ ...lacking, networkConfiguration: { awsvpcConfiguration: { subnets: [] } } });
  expect(await causes()).toEqual([
    {
      code: 'trunking-off',
      group: 'service:Web',
      instances: [
        {
          containerInstanceId: 'ci1',
          ec2InstanceId: 'i-0000000000000001',
          instanceType: 'm7g.large',
          takes: 2,
          wouldTake: 10,
        },
      ],
    },
    expect.objectContaining({ code: 'unplaceable', followsFrom: 0 }),
  ]);
});

test.each<[string, readonly { readonly name: string; readonly value: string }[], number]>([
  [
    'there is a trunk',
    [
      { name: 'ecs.instance-type', value: 'm7g.large' },
      { name: 'ecs.awsvpc-trunk-id', value: 'eni-1' },
    ],
    10,
  ],
  ['the type can have none', [{ name: 'ecs.instance-type', value: 't3.medium' }], 2],
])('a trunk is not missed where %s', async (_, attributes, running) => {
  const ids = Array.from({ length: running }, (_id, index) => `t${index}`);
  tasksAre('RUNNING', ...ids.map((id) => ({ ...task, taskArn: arn.task(id) })));
  instancesAre({ ...instance, attributes: [...attributes, ...forAwsvpc] });
  const wanted = { ...lacking.deployments[0]!, desiredCount: running + 1 };
  servicesAre({ ...lacking, desiredCount: running + 1, deployments: [wanted] });
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      ...{ family: 'web', revision: 1, networkMode: 'awsvpc' },
      containerDefinitions: [{ name: 'app', cpu: 1, memory: 1 }],
    },
  });
  expect(await causes()).toMatchObject([
    { code: 'unplaceable', instances: [{ rejections: [{ code: 'network-interfaces' }] }] },
  ]);
});

test('who holds the port that tasks want', async () => {
  servicesAre({ ...lacking, serviceArn: arn.service('New'), serviceName: 'New' });
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      ...{ family: 'web', revision: 1, networkMode: 'bridge' },
      containerDefinitions: [{ name: 'app', cpu: 1, memory: 1, portMappings: [{ hostPort: 80, containerPort: 80 }] }],
    },
  });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'unplaceable',
      instances: [expect.objectContaining({ portHolders: ['service:Web'] })],
    }),
  ]);
});

test('a constraint that the engine cannot read is told, and the rest is looked at', async () => {
  servicesAre({ ...lacking, placementConstraints: [{ type: 'memberOf', expression: 'attribute:x ==' }] });
  groupIs({ DesiredCapacity: 1, Status: 'Delete in progress' });
  expect(await diagnosed()).toMatchObject({
    causes: [{ code: 'deletion-held' }],
    notLookedAt: [{ what: 'where tasks of service:Web may go', problem: { code: 'not-understood' } }],
  });
});

test('what a daemon takes is not there on another instance either', async () => {
  servicesAre(lacking);
  const daemon = { ...task, taskArn: arn.task('d1'), group: 'service:Agent' };
  tasksAre('RUNNING', daemon);
  instancesAre({ ...instance, remainingResources: [] });
  expect(await causes()).toMatchObject([{ code: 'unplaceable', scalingOut: 'helps' }]);
  api.ecs.on(ListServicesCommand, { schedulingStrategy: 'DAEMON' }).resolves({ serviceArns: [arn.service('Agent')] });
  expect(await causes()).toMatchObject([{ code: 'unplaceable', scalingOut: 'does-not-help' }]);
});

test('a subnet that is gone does not keep the rest from being looked at', async () => {
  servicesAre({ ...lacking, networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } });
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      ...{ family: 'web', revision: 1, networkMode: 'awsvpc' },
      containerDefinitions: [{ name: 'app', cpu: 1, memory: 1 }],
    },
  });
  api.ec2
    .on(DescribeSubnetsCommand)
    .rejects(Object.assign(new Error("The subnet ID 'subnet-1' does not exist"), { name: 'InvalidSubnetID.NotFound' }));
  instancesAre({ ...instance, agentConnected: false });
  expect(await diagnosed()).toMatchObject({
    causes: [{ code: 'agent-disconnected' }],
    notLookedAt: [{ what: 'where tasks of service:Web may go' }],
  });
});
