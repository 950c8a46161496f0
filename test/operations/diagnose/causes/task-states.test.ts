import { GetTaskProtectionCommand, type Task } from '@aws-sdk/client-ecs';
import { arn } from '../../test-clients';
import {
  api,
  causes,
  codes,
  diagnosed,
  healthy,
  minutesAgo,
  service,
  servicesAre,
  stopped,
  task,
  tasksAre,
} from '../stage';

beforeEach(healthy);

const starting: Task = {
  ...task,
  lastStatus: 'PENDING',
  createdAt: minutesAgo(12),
  containers: [
    { name: 'db', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
    { name: 'app', lastStatus: 'PENDING' },
  ],
};

test('a task that has been starting for long, with what its containers are at', async () => {
  tasksAre('RUNNING', starting);
  expect(await causes()).toEqual([
    {
      code: 'starting-slowly',
      group: 'service:Web',
      taskDefinition: 'web:1',
      tasks: ['t1'],
      containers: [
        { name: 'db', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
        { name: 'app', lastStatus: 'PENDING' },
      ],
      lastStatus: 'PENDING',
      forSeconds: 720,
    },
  ]);
  tasksAre('RUNNING', { ...starting, createdAt: minutesAgo(2) });
  expect(await codes()).toEqual([]);
});

test('a task that has been stopping for long', async () => {
  tasksAre('STOPPED', stopped('s1', { lastStatus: 'DEPROVISIONING', stoppingAt: minutesAgo(45) }));
  expect(await causes()).toEqual([
    expect.objectContaining({ code: 'stopping-slowly', lastStatus: 'DEPROVISIONING', forSeconds: 2700 }),
  ]);
});

test('a task that runs, and whose container is not healthy', async () => {
  const containers = [
    { name: 'app', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' as const },
    { name: 'proxy', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const },
  ];
  tasksAre('RUNNING', { ...task, containers });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'container-unhealthy',
      containers: [{ name: 'app', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' }],
    }),
  ]);
});

test('a task that execute-command cannot reach', async () => {
  const agent = { name: 'ExecuteCommandAgent' as const, lastStatus: 'STOPPED', reason: 'no channel' };
  tasksAre('RUNNING', { ...task, containers: [{ name: 'app', lastStatus: 'RUNNING', managedAgents: [agent] }] });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'exec-agent-stopped',
      containers: [{ name: 'app', lastStatus: 'RUNNING', reason: 'no channel' }],
    }),
  ]);
});

test("tasks of another service are none of a service's causes", async () => {
  tasksAre('RUNNING', task, { ...starting, taskArn: arn.task('t2'), group: 'service:Other' });
  expect((await diagnosed({ service: 'Web' })).causes).toEqual([]);
});

const protects = (...ids: readonly string[]) =>
  api.ecs.on(GetTaskProtectionCommand).resolves({
    protectedTasks: ids.map((id) => ({
      taskArn: arn.task(id),
      protectionEnabled: true,
      expirationDate: minutesAgo(-60),
    })),
  });

test('a deployment waits for tasks of before that are protected', async () => {
  const [primary] = service.deployments!;
  servicesAre({
    ...service,
    deployments: [
      { ...primary!, id: 'ecs-svc/2', rolloutState: 'IN_PROGRESS' },
      { ...primary!, status: 'ACTIVE' },
    ],
  });
  tasksAre('RUNNING', task, { ...task, taskArn: arn.task('t2'), startedBy: 'ecs-svc/2' });
  protects('t1');
  expect(await causes()).toEqual([
    {
      code: 'tasks-protected',
      service: 'Web',
      holds: 'deployment',
      tasks: [{ id: 't1', until: minutesAgo(-60).toISOString() }],
    },
  ]);
  // Only of those that are to be stopped.
  expect(api.ecs.commandCalls(GetTaskProtectionCommand)[0]!.args[0].input.tasks).toEqual([arn.task('t1')]);
});

test('a smaller count waits only once more tasks are protected than are wanted', async () => {
  tasksAre('RUNNING', task, { ...task, taskArn: arn.task('t2') });
  protects('t1', 't2');
  expect(await causes()).toEqual([expect.objectContaining({ code: 'tasks-protected', holds: 'scale-in' })]);
  protects('t1');
  expect(await codes()).toEqual([]);
});

test('a daemon runs as many as there are instances, and a task that stops already is no surplus', async () => {
  const second = { ...task, taskArn: arn.task('t2') };
  protects('t1', 't2');
  tasksAre('RUNNING', task, { ...second, lastStatus: 'STOPPING' });
  expect(await codes()).toEqual([]);
  tasksAre('RUNNING', task, second);
  servicesAre({ ...service, schedulingStrategy: 'DAEMON' });
  expect(await codes()).toEqual([]);
});

test('a service at zero is a cause only to whoever asks about it', async () => {
  servicesAre({ ...service, desiredCount: 0, runningCount: 0, deployments: [] });
  tasksAre('RUNNING');
  expect((await diagnosed({ service: 'Web' })).causes).toEqual([
    { code: 'desired-zero', service: 'Web', runningCount: 0 },
  ]);
  expect(await codes()).toEqual([]);
});
