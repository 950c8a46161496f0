import { DescribeAutoScalingGroupsCommand, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { arn } from '../../test-clients';
import {
  api,
  causes,
  codes,
  group,
  groupIs,
  healthy,
  instance,
  instancesAre,
  lacking,
  managedScalingIs,
  member,
  minutesAgo,
  service,
  servicesAre,
} from '../stage';

beforeEach(healthy);

const second = 'i-0000000000000002';

test('the maximum of the group is reached', async () => {
  servicesAre(lacking);
  groupIs({ MaxSize: 1 });
  expect(await causes()).toContainEqual({
    code: 'maximum-reached',
    capacityProvider: 'steady',
    autoScalingGroup: 'SteadyGroup',
    maximum: 1,
    desired: 1,
    waiting: 2,
  });
});

test('managed scaling is off', async () => {
  servicesAre(lacking);
  managedScalingIs('DISABLED');
  expect(await codes()).toEqual(['managed-scaling-off', 'unplaceable']);
});

test('the Launch process is suspended', async () => {
  servicesAre(lacking);
  groupIs({ SuspendedProcesses: [{ ProcessName: 'Launch', SuspensionReason: 'User suspended' }] });
  expect(await codes()).toEqual(['launch-suspended', 'unplaceable']);
});

test('an instance is on its way', async () => {
  servicesAre(lacking);
  groupIs({
    DesiredCapacity: 2,
    MaxSize: 3,
    Instances: [...group.Instances, member(second, { LifecycleState: 'Pending' })],
  });
  expect(await causes()).toContainEqual(expect.objectContaining({ code: 'warming-up', instances: [second] }));
});

const launch = (StatusCode: 'Failed' | 'Successful', StatusMessage?: string) => ({
  ActivityId: 'a',
  AutoScalingGroupName: 'SteadyGroup',
  Cause:
    'At 2026-01-01T00:00:00Z an instance was launched in response to a difference between desired and actual capacity.',
  Description: 'Launching a new EC2 instance.  Status Reason: x',
  StartTime: minutesAgo(3),
  StatusCode,
  ...(StatusMessage && { StatusMessage }),
});

test('launches that failed since the last that succeeded are counted, with the reason of the last', async () => {
  const failed = launch('Failed', 'You have requested more vCPU capacity than your current vCPU limit of 32 allows');
  api.autoScaling
    .on(DescribeScalingActivitiesCommand)
    .resolves({ Activities: [failed, failed, launch('Successful'), failed] });
  groupIs({ DesiredCapacity: 2 });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'launch-failed',
      reason: 'vcpu-quota',
      failures: 2,
      message: failed.StatusMessage,
    }),
  ]);
});

test('a failure before a launch that succeeded is past', async () => {
  api.autoScaling
    .on(DescribeScalingActivitiesCommand)
    .resolves({ Activities: [launch('Successful'), launch('Failed', 'We currently do not have sufficient capacity')] });
  groupIs({ DesiredCapacity: 2 });
  expect(await codes()).toEqual([]);
});

test('a failure is past when the group has what it wants and nothing waits', async () => {
  api.autoScaling
    .on(DescribeScalingActivitiesCommand)
    .resolves({ Activities: [launch('Failed', 'We currently do not have sufficient capacity')] });
  expect(await codes()).toEqual([]);
});

const ec2 = (LaunchTime: Date, more: object = {}) =>
  api.ec2.on(DescribeInstancesCommand).resolves({
    Reservations: [
      {
        Instances: [
          { InstanceId: second, LaunchTime, State: { Name: 'running' }, IamInstanceProfile: { Arn: 'x' }, ...more },
        ],
      },
    ],
  });

test('an instance of the group that never registered', async () => {
  groupIs({ DesiredCapacity: 2, Instances: [...group.Instances, member(second)] });
  ec2(minutesAgo(20));
  expect(await causes()).toEqual([
    {
      code: 'instance-not-registered',
      ec2InstanceId: second,
      autoScalingGroup: 'SteadyGroup',
      capacityProvider: 'steady',
      ageSeconds: 1200,
    },
  ]);
});

test('what EC2 shows to be wrong with it is told as seen', async () => {
  groupIs({ DesiredCapacity: 2, Instances: [...group.Instances, member(second)] });
  ec2(minutesAgo(20), { IamInstanceProfile: undefined });
  expect(await causes()).toEqual([expect.objectContaining({ seen: 'no-instance-profile' })]);
});

test('an instance that was launched a minute ago need not be registered', async () => {
  groupIs({ DesiredCapacity: 2, Instances: [...group.Instances, member(second)] });
  ec2(minutesAgo(1));
  expect(await codes()).toEqual([]);
});

test('a capacity provider whose group is gone', async () => {
  servicesAre(lacking);
  api.autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  expect(await causes()).toEqual([
    { code: 'group-missing', capacityProvider: 'steady', autoScalingGroup: 'SteadyGroup' },
    expect.objectContaining({ code: 'unplaceable', followsFrom: 0 }),
  ]);
});

test('a group that may not be read is not said to be gone', async () => {
  api.autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  expect(await codes()).toEqual([]);
});

test('a capacity provider that could not be changed', async () => {
  managedScalingIs('ENABLED', { updateStatus: 'UPDATE_FAILED', updateStatusReason: 'Internal error. Try again.' });
  expect(await causes()).toEqual([
    {
      code: 'capacity-provider-failed',
      capacityProvider: 'steady',
      updateStatus: 'UPDATE_FAILED',
      reason: 'Internal error. Try again.',
    },
  ]);
});

test('a group that is to shrink and whose instances are all protected, with what runs on each', async () => {
  groupIs({ MinSize: 0, DesiredCapacity: 1, Instances: [...group.Instances, member(second)] });
  instancesAre(instance, { ...instance, containerInstanceArn: arn.instance('ci2'), ec2InstanceId: second });
  expect(await causes()).toEqual([
    {
      code: 'scale-in-held',
      capacityProvider: 'steady',
      autoScalingGroup: 'SteadyGroup',
      desired: 1,
      managedTerminationProtection: false,
      instances: [
        { ec2InstanceId: 'i-0000000000000001', tasks: 1 },
        { ec2InstanceId: second, tasks: 0 },
      ],
    },
  ]);
  groupIs({ DesiredCapacity: 1, Instances: [...group.Instances, { ...member(second), ProtectedFromScaleIn: false }] });
  expect(await codes()).toEqual([]);
});

test('an instance of which EC2 tells no age is not said to be overdue', async () => {
  groupIs({ DesiredCapacity: 2, Instances: [...group.Instances, member(second)] });
  expect(await codes()).toEqual([]);
});

test.each<[string, object]>([
  [
    'one of its instances is on its way out',
    {
      MinSize: 0,
      DesiredCapacity: 0,
      Instances: [...group.Instances, member(second, { LifecycleState: 'Terminating:Wait' })],
    },
  ],
  ['it is taken to zero, which is told among the deletions', { MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }],
])('a group is not said to be held where %s', async (_, more) => {
  groupIs(more);
  expect(await codes()).not.toContain('scale-in-held');
});

test('an instance that runs daemons only is needed by nothing', async () => {
  groupIs({ MinSize: 0, DesiredCapacity: 0 });
  servicesAre({ ...service, schedulingStrategy: 'DAEMON' });
  expect(await causes()).toContainEqual(
    expect.objectContaining({ instances: [{ ec2InstanceId: 'i-0000000000000001', tasks: 0 }] }),
  );
});
