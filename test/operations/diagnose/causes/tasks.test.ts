import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeClustersCommand, GetTaskProtectionCommand, type Task } from '@aws-sdk/client-ecs';
import { arn } from '../../test-clients';
import {
  api,
  causes,
  codes,
  groupIs,
  healthy,
  instance,
  instancesAre,
  managedScalingIs,
  member,
  minutesAgo,
  service,
  servicesAre,
  stopped,
  targetIs,
  task,
  tasksAre,
} from '../stage';

beforeEach(healthy);

const exited: Task = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [{ name: 'app', exitCode: 3 }],
};

test('stopped tasks are counted by reason, with the last lines of the essential container', async () => {
  tasksAre('STOPPED', stopped('s1', exited, 5), stopped('s2', exited));
  api.logs
    .on(GetLogEventsCommand, { logGroupName: '/shop/web', logStreamName: 'web/app/s2' })
    .resolves({ events: [{ message: 'no database\n' }] });
  expect(await causes()).toEqual([
    {
      code: 'container-exited',
      group: 'service:Web',
      taskDefinition: 'web:1',
      count: 2,
      stopCode: 'EssentialContainerExited',
      reason: 'Essential container in task exited',
      lastTask: 's2',
      lastAt: minutesAgo(2).toISOString(),
      recovered: false,
      instances: ['i-0000000000000001'],
      containers: [{ name: 'app', exitCode: 3, memoryMiB: 4000 }],
      log: { container: 'app', logGroup: '/shop/web', logStream: 'web/app/s2', lines: ['no database'] },
    },
  ]);
});

test('an agent that is not connected', async () => {
  instancesAre({ ...instance, agentConnected: false });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'agent-disconnected',
      ec2InstanceId: 'i-0000000000000001',
      agentVersion: '1.99.0',
    }),
  ]);
});

test('a drain that waits: for protected tasks, and for those that it does not move', async () => {
  instancesAre({ ...instance, status: 'DRAINING' });
  tasksAre('RUNNING', task, { ...task, taskArn: arn.task('t2'), group: 'family:job' });
  api.ecs.on(GetTaskProtectionCommand, { tasks: [arn.task('t1')] }).resolves({
    protectedTasks: [{ taskArn: arn.task('t1'), protectionEnabled: true, expirationDate: minutesAgo(-60) }],
  });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'draining',
      alone: ['t2'],
      services: ['Web'],
      protectedTasks: [{ id: 't1', until: minutesAgo(-60).toISOString() }],
    }),
  ]);
});

test('an instance that could not be registered', async () => {
  instancesAre({ ...instance, status: 'REGISTRATION_FAILED', statusReason: 'no network interface' });
  expect(await causes()).toContainEqual(
    expect.objectContaining({ code: 'registration-failed', reason: 'no network interface' }),
  );
});

test('targets that get no requests', async () => {
  targetIs({ State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' });
  expect(await causes()).toEqual([
    {
      code: 'targets-unhealthy',
      service: 'Web',
      targetGroup: 'web',
      state: 'unhealthy',
      reason: 'Target.Timeout',
      description: 'Request timed out',
      targets: ['10.0.0.7:80'],
      outOf: 1,
    },
  ]);
});

const deploying = (more: object) =>
  servicesAre({ ...service, deployments: [{ ...service.deployments![0]!, ...more }] });

test('a deployment that has failed', async () => {
  deploying({ rolloutState: 'FAILED', failedTasks: 3, rolloutStateReason: 'tasks failed to start.' });
  expect(await causes()).toEqual([
    expect.objectContaining({ code: 'deployment-failed', failedTasks: 3, reason: 'tasks failed to start.' }),
  ]);
});

test('a deployment whose tasks fail, and when the circuit breaker ends it', async () => {
  deploying({ rolloutState: 'IN_PROGRESS', failedTasks: 2, rolloutStateReason: 'in progress.' });
  expect(await causes()).toEqual([expect.objectContaining({ code: 'deployment-failing', failedTasks: 2, endsAt: 3 })]);
});

test('a deployment that is being rolled back', async () => {
  deploying({
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/0.',
  });
  expect(await codes()).toEqual(['deployment-rolling-back']);
});

test('a deployment that may neither stop a task first nor start one', async () => {
  const [primary] = service.deployments!;
  servicesAre({
    ...service,
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
    deployments: [
      { ...primary!, id: 'ecs-svc/2', rolloutState: 'IN_PROGRESS', runningCount: 0 },
      { ...primary!, status: 'ACTIVE' },
    ],
  });
  expect(await causes()).toEqual([
    expect.objectContaining({ code: 'deployment-forbidden', minimumHealthyPercent: 100, maximumPercent: 100 }),
  ]);
});

test('the deletion of a service waits for a task, and for a role', async () => {
  const message = '(service Web) failed to deregister targets: ECS was unable to assume the role';
  servicesAre({ ...service, status: 'DRAINING', desiredCount: 0, events: [{ message }] });
  tasksAre('RUNNING');
  tasksAre('STOPPED', { ...task, desiredStatus: 'STOPPED', lastStatus: 'DEPROVISIONING' });
  expect(await causes()).toEqual([
    {
      code: 'deletion-held',
      what: 'service',
      name: 'Web',
      heldBy: [
        { code: 'role', event: message },
        { code: 'task', id: 't1', lastStatus: 'DEPROVISIONING' },
      ],
    },
  ]);
});

test('the deletion of a group waits for a protected instance, and for a lifecycle hook', async () => {
  groupIs({
    MinSize: 0,
    MaxSize: 0,
    DesiredCapacity: 0,
    Instances: [member('i-0000000000000001'), member('i-2', { LifecycleState: 'Terminating:Wait' })],
  });
  expect(await causes()).toEqual([
    {
      code: 'deletion-held',
      what: 'auto-scaling-group',
      name: 'SteadyGroup',
      toZero: true,
      heldBy: [
        { code: 'protected-instance', ec2InstanceId: 'i-0000000000000001' },
        { code: 'lifecycle-hook', ec2InstanceId: 'i-2', lifecycleState: 'Terminating:Wait' },
      ],
    },
  ]);
});

test('a capacity provider that could not be deleted', async () => {
  managedScalingIs('ENABLED', { updateStatus: 'DELETE_FAILED', updateStatusReason: 'in use' });
  expect(await causes()).toEqual([
    expect.objectContaining({ what: 'capacity-provider', heldBy: [{ code: 'reason', text: 'in use' }] }),
  ]);
});

test('the deletion of a cluster waits for its services and its instances', async () => {
  api.ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'DEPROVISIONING' }],
  });
  expect(await causes()).toEqual([
    {
      code: 'deletion-held',
      what: 'cluster',
      name: 'Shop',
      heldBy: [
        { code: 'service', name: 'Web' },
        { code: 'container-instance', id: 'ci1' },
      ],
    },
  ]);
});
