import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeClustersCommand, GetTaskProtectionCommand, type Task } from '@aws-sdk/client-ecs';
import { normalized, stopReason } from '../../../lib/operations/diagnose/causes/stopped/stop-reason';
import { arn } from '../test-clients';
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
  targetIs,
  task,
  tasksAre,
} from './stage';

beforeEach(healthy);

const stopped = (id: string, more: Task): Task => ({
  ...task,
  taskArn: arn.task(id),
  desiredStatus: 'STOPPED',
  lastStatus: 'STOPPED',
  stoppedAt: minutesAgo(id === 's1' ? 5 : 2),
  ...more,
});

const exited: Task = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [{ name: 'app', exitCode: 3 }],
};

test('stopped tasks are counted by reason, with the last lines of the essential container', async () => {
  tasksAre('STOPPED', stopped('s1', exited), stopped('s2', exited));
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
      containers: [{ name: 'app', exitCode: 3 }],
      log: { container: 'app', logGroup: '/shop/web', logStream: 'web/app/s2', lines: ['no database'] },
    },
  ]);
});

test.each<[string, Task, object]>([
  [
    'an image that is not there',
    {
      stoppedReason:
        'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref x:1: not found',
    },
    { code: 'image-not-pulled', why: 'not-found' },
  ],
  [
    'an image that a role may not pull',
    {
      stoppedReason:
        'CannotPullContainerError: pull image manifest has been retried 1 time(s): User: arn:aws:sts::111122223333:assumed-role/exec/x is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:111122223333:repository/web because no identity-based policy allows it',
    },
    {
      code: 'permission-missing',
      action: 'ecr:BatchGetImage',
      resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/web',
    },
  ],
  [
    'an image for another architecture',
    { stoppedReason: 'CannotPullContainerError: no matching manifest for linux/arm64 in the manifest list entries' },
    { code: 'image-not-pulled', why: 'wrong-platform' },
  ],
  [
    'a registry out of reach',
    { stoppedReason: 'CannotPullContainerError: dial tcp 10.0.0.1:443: i/o timeout' },
    { code: 'image-not-pulled', why: 'no-network' },
  ],
  [
    'a secret that is refused',
    {
      stoppedReason:
        'ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/x is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:db because no identity-based policy allows it',
    },
    {
      code: 'permission-missing',
      action: 'secretsmanager:GetSecretValue',
      resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db',
    },
  ],
  [
    'a log group that is not there',
    {
      stoppedReason:
        'ResourceInitializationError: failed to validate logger args: The specified log group does not exist',
    },
    { code: 'resource-not-initialized' },
  ],
  [
    'a container out of memory',
    {
      ...exited,
      containers: [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
    },
    { code: 'out-of-memory' },
  ],
  [
    'a container that cannot start',
    { stoppedReason: 'CannotStartContainerError: exec: "srv": executable file not found' },
    { code: 'container-not-started' },
  ],
  [
    'a health check of the container',
    { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed container health checks' },
    { code: 'health-check-failed', by: 'container' },
  ],
  [
    'a health check of the load balancer',
    { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed ELB health checks in (target-group arn:x)' },
    { code: 'health-check-failed', by: 'load-balancer' },
  ],
  ['Spot', { stopCode: 'SpotInterruption' }, { code: 'spot-interrupted' }],
  [
    'an instance that ended',
    { stopCode: 'TerminationNotice', stoppedReason: 'Host EC2 (instance i-0abc) terminated.' },
    { code: 'instance-lost' },
  ],
  ['anything else', { stopCode: 'TaskFailedToStart', stoppedReason: 'x' }, { code: 'task-stopped' }],
])('why a task stopped: %s', (_, more, expected) => {
  expect(stopReason({ group: 'service:Web', ...more })).toMatchObject(expected);
});

test.each<[string, Task]>([
  [
    'was told to by its service',
    {
      group: 'service:Web',
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
      containers: [{ exitCode: 137 }],
    },
  ],
  ['was told to by a person', { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' }],
  [
    'was run alone and has done its work',
    { group: 'family:job', stopCode: 'EssentialContainerExited', containers: [{ exitCode: 0 }] },
  ],
])('a task that %s ended as it should', (_, more) => {
  expect(stopReason(more)).toBeUndefined();
});

test('reasons that differ by ids, addresses and times only are one reason', () => {
  const reason = (id: string, at: string) =>
    `at ${at}: dial tcp 10.0.0.${id}:443: no answer for task ${id.repeat(32)} on i-0000000${id}`;
  expect(normalized(reason('1', '2026-01-01T00:00:00Z'))).toBe(normalized(reason('2', '2026-01-01T00:00:09.5Z')));
  expect(normalized('exit 1')).not.toBe(normalized('exit 2'));
});

test('a service whose container ends with 0 is wrong all the same', () => {
  expect(stopReason({ ...exited, group: 'service:Web', containers: [{ exitCode: 0 }] })).toEqual({
    code: 'container-exited',
  });
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
