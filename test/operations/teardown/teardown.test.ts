import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  type Instance,
  SetInstanceProtectionCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteServiceCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServicesCommand,
  ListTasksCommand,
  type Service,
  StopTaskCommand,
  UpdateServiceCommand,
  UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { planTeardown, type TeardownWait, teardown } from '../../../lib/operations';
import { FakeClock } from '../fake-clock';
import { arn, testClients } from '../test-clients';

const ecs = mockClient(ECSClient);
const cloudFormation = mockClient(CloudFormationClient);
const autoScaling = mockClient(AutoScalingClient);

const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Shop/1';
const resource = (id: string, type: string, physical: string, given: Partial<StackResourceSummary> = {}) => ({
  LogicalResourceId: id,
  ResourceType: `AWS::${type}`,
  PhysicalResourceId: physical,
  ResourceStatus: 'CREATE_COMPLETE' as const,
  LastUpdatedTimestamp: new Date(0),
  ...given,
});

let stack: Partial<Stack>;
let resources: StackResourceSummary[];
let services: Service[];
let instances: Instance[];
let tasks: { taskArn: string; group: string }[];

beforeEach(() => {
  for (const mock of [ecs, cloudFormation, autoScaling]) mock.reset();
  stack = { StackStatus: 'CREATE_COMPLETE' };
  resources = [
    resource('Cluster', 'ECS::Cluster', 'Shop'),
    resource('Web', 'ECS::Service', arn.service('Web')),
    resource('Group', 'AutoScaling::AutoScalingGroup', 'shop-group'),
    resource('Bucket', 'S3::Bucket', 'shop-bucket'),
  ];
  services = [service('Web')];
  instances = [{ InstanceId: 'i-1', LifecycleState: 'InService', ProtectedFromScaleIn: true } as Instance];
  tasks = [{ taskArn: arn.task('1'), group: 'service:Web' }];

  cloudFormation.on(DescribeStacksCommand).callsFake(() => ({
    Stacks: [{ StackId: stackId, StackName: 'Shop', CreationTime: new Date(0), ...stack }],
  }));
  cloudFormation.on(ListStackResourcesCommand).callsFake(() => ({ StackResourceSummaries: resources }));
  cloudFormation.on(GetTemplateCommand).resolves({
    TemplateBody: JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' } } }),
  });
  cloudFormation.on(DeleteStackCommand).callsFake(() => {
    expect([services[0]?.runningCount ?? 0, instances.length]).toEqual([0, 0]);
    stack = { StackStatus: 'DELETE_COMPLETE' };
    return {};
  });
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(ListServicesCommand).callsFake(() => ({ serviceArns: services.map(({ serviceArn }) => serviceArn) }));
  ecs.on(DescribeServicesCommand).callsFake(({ services: asked }) => ({
    services: services.filter(({ serviceArn }) => asked.includes(serviceArn)),
  }));
  ecs.on(ListTasksCommand).callsFake(() => ({ taskArns: tasks.map(({ taskArn }) => taskArn) }));
  ecs.on(DescribeTasksCommand).callsFake(() => ({ tasks }));
  ecs.on(UpdateServiceCommand).resolves({});
  ecs.on(DeleteServiceCommand).resolves({});
  // A task ends at the look after its protection is taken.
  ecs.on(UpdateTaskProtectionCommand).callsFake(() => {
    services = services.map((one) => ({ ...one, runningCount: 0 }));
    tasks = tasks.filter(({ group }) => !group.startsWith('service:'));
    return {};
  });
  ecs.on(StopTaskCommand).callsFake(({ task }) => {
    tasks = tasks.filter(({ taskArn }) => taskArn !== task);
    return {};
  });
  autoScaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({
    AutoScalingGroups: [{ AutoScalingGroupName: 'shop-group', Instances: instances }],
  }));
  autoScaling.on(UpdateAutoScalingGroupCommand).resolves({});
  autoScaling.on(SetInstanceProtectionCommand).callsFake(() => {
    instances = [];
    return {};
  });
});

const service = (name: string, given: Partial<Service> = {}): Service => ({
  serviceArn: arn.service(name),
  serviceName: name,
  clusterArn: arn.cluster('Shop'),
  status: 'ACTIVE',
  runningCount: 1,
  ...given,
});

const planned = () => planTeardown(testClients(), { stack: 'Shop' });

async function tornDown() {
  const waits: TeardownWait[] = [];
  const options = { clock: new FakeClock(), timeoutSeconds: 60, onWait: (one: TeardownWait) => waits.push(one) };
  const end = await teardown(testClients(), await planned(), options);
  return { end, waits };
}

test('a plan names what goes and what stays, and changes nothing', async () => {
  expect(await planned()).toMatchObject({
    stackName: 'Shop',
    isGone: false,
    obstacles: [],
    services: [{ serviceName: 'Web', isDeleted: false }],
    groups: ['shop-group'],
    retained: [{ logicalId: 'Bucket', physicalId: 'shop-bucket' }],
  });
  expect(ecs.commandCalls(UpdateServiceCommand)).toHaveLength(0);
  expect(cloudFormation.commandCalls(DeleteStackCommand)).toHaveLength(0);
});

test('tasks end before instances, instances before the stack, and each wait is told', async () => {
  const { end, waits } = await tornDown();
  expect(end).toEqual({ code: 'gone' });
  expect(waits).toEqual([
    { code: 'tasks', tasks: { Web: 1 } },
    { code: 'instances', groups: { 'shop-group': { InService: 1 } } },
  ]);
  expect(ecs.commandCalls(UpdateServiceCommand)[0]!.args[0].input).toMatchObject({ desiredCount: 0 });
  expect(autoScaling.commandCalls(UpdateAutoScalingGroupCommand)[0]!.args[0].input).toEqual({
    AutoScalingGroupName: 'shop-group',
    MinSize: 0,
    DesiredCapacity: 0,
    NewInstancesProtectedFromScaleIn: false,
  });
});

test('tasks of no service are stopped', async () => {
  tasks = [...tasks, { taskArn: arn.task('2'), group: 'family:job' }];
  const { waits } = await tornDown();
  expect(waits[0]).toEqual({ code: 'tasks', tasks: { Web: 1, 'family:job': 1 } });
  expect(ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.task)).toEqual([arn.task('2')]);
});

test('daemons and services that are scaled automatically are deleted', async () => {
  resources.push(
    resource('Agent', 'ECS::Service', arn.service('Agent')),
    resource('Target', 'ApplicationAutoScaling::ScalableTarget', 'service/Shop/Web|ecs:service:DesiredCount|ecs'),
  );
  services = [service('Web'), service('Agent', { schedulingStrategy: 'DAEMON' })];
  expect((await tornDown()).end.code).toBe('gone');
  expect(ecs.commandCalls(UpdateServiceCommand)).toHaveLength(0);
  expect(ecs.commandCalls(DeleteServiceCommand).map(({ args }) => args[0].input)).toEqual([
    { cluster: arn.cluster('Shop'), service: arn.service('Web'), force: true },
    { cluster: arn.cluster('Shop'), service: arn.service('Agent'), force: true },
  ]);
});

test('what would fail at the end is found at the start', async () => {
  stack = {
    StackStatus: 'UPDATE_IN_PROGRESS',
    EnableTerminationProtection: true,
    Outputs: [{ ExportName: 'shop-url' }, { ExportName: 'unused' }],
  };
  cloudFormation.on(ListImportsCommand, { ExportName: 'shop-url' }).resolves({ Imports: ['Other'] });
  const unused = Object.assign(new Error("Export 'unused' is not imported by any stack."), { name: 'ValidationError' });
  cloudFormation.on(ListImportsCommand, { ExportName: 'unused' }).rejects(unused);
  services = [service('Web'), service('Guest')];
  expect((await planned()).obstacles).toEqual([
    { code: 'termination-protection' },
    { code: 'busy', status: 'UPDATE_IN_PROGRESS' },
    { code: 'imported', exportName: 'shop-url', stacks: ['Other'] },
    { code: 'foreign-services', cluster: 'Shop', services: ['Guest'] },
  ]);
});

test('what CloudFormation cannot delete is told with its reason', async () => {
  cloudFormation.on(DeleteStackCommand).callsFake(() => {
    stack = { StackStatus: 'DELETE_FAILED' };
    const failed = { ResourceStatus: 'DELETE_FAILED' as const, ResourceStatusReason: 'The bucket is not empty' };
    resources = [resource('Bucket', 'S3::Bucket', 'shop-bucket', failed)];
    return {};
  });
  expect((await tornDown()).end).toMatchObject({
    code: 'failed',
    resources: [{ logicalId: 'Bucket', reason: 'The bucket is not empty' }],
  });
});

test('it does not hang: an instance that stays ends it by the time limit', async () => {
  autoScaling.on(SetInstanceProtectionCommand).resolves({});
  expect((await tornDown()).end).toMatchObject({ code: 'timed-out', seconds: 60, waiting: { code: 'instances' } });
  expect(cloudFormation.commandCalls(DeleteStackCommand)).toHaveLength(0);
});

test('repeated, it finds that all is gone; a wrong name is answered with near ones', async () => {
  const gone = Object.assign(new Error('Stack with id Shop does not exist'), { name: 'ValidationError' });
  cloudFormation.on(DescribeStacksCommand).rejects(gone);
  const summary = { StackName: 'Shop', StackId: stackId, CreationTime: new Date(0) };
  cloudFormation.on(ListStacksCommand).resolves({ StackSummaries: [{ ...summary, StackStatus: 'DELETE_COMPLETE' }] });
  expect((await tornDown()).end).toEqual({ code: 'gone' });
  const there = [{ ...summary, StackName: 'Shops', StackStatus: 'CREATE_COMPLETE' as const }];
  cloudFormation.on(ListStacksCommand).resolves({ StackSummaries: there });
  await expect(planned()).rejects.toMatchObject({ problem: { code: 'not-found', kind: 'stack', near: ['Shops'] } });
});
