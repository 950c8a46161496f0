import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  balancing,
  both,
  deployment,
  type Look,
  old,
  replacing,
  resetScene,
  running,
  scene,
  watched,
  watchedFor,
} from './watched-service';

beforeEach(resetScene);

test('one complete deployment with all its tasks is steady at once', async () => {
  const { end, changes } = await watched({ deployments: [deployment(2)], tasks: both });
  expect(end).toEqual({ code: 'steady', taskDefinition: 'web:2', tasks: 2 });
  expect(changes).toEqual([expect.objectContaining({ code: 'state' })]);
});

test('what does not change is told once', async () => {
  const moving: Look = {
    deployments: [deployment(2, { rolloutState: 'IN_PROGRESS', pendingCount: 1, runningCount: 1 })],
    tasks: [running('a', 2), running('b', 2, { lastStatus: 'PENDING' })],
  };
  const { end, changes } = await watched(moving, moving, moving, { deployments: [deployment(2)], tasks: both });
  expect(end.code).toBe('steady');
  expect(changes.map(({ code }) => code)).toEqual(['state', 'forecast', 'state']);
  expect(changes[0]).toMatchObject({
    state: { waiting: [{ code: 'starting', tasks: 1 }], zones: { 'eu-west-1a': 1 } },
  });
});

test('a complete deployment whose target is unhealthy is not steady', async () => {
  balancing.on(DescribeTargetHealthCommand).resolves({
    TargetHealthDescriptions: [{ TargetHealth: { State: 'unhealthy', Description: 'codes [502]' } }],
  });
  const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/0123';
  const { end, changes } = await watched({
    service: { loadBalancers: [{ targetGroupArn }] },
    deployments: [deployment(2)],
    tasks: both,
  });
  expect(end).toEqual({ code: 'timed-out', seconds: 60, waiting: [{ code: 'health', tasks: 0, targets: 1 }] });
  expect(changes[0]).toMatchObject({
    state: { targets: [{ targetGroup: 'shop', states: { unhealthy: 1 }, reasons: ['codes [502]'] }] },
  });
});

test('a deployment that the circuit breaker gives up is rolled back, with its reason', async () => {
  const rolloutStateReason = 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.';
  const failed = deployment(2, {
    status: 'ACTIVE',
    rolloutState: 'FAILED',
    rolloutStateReason: 'tasks failed to start',
  });
  const { end } = await watched(
    { deployments: [deployment(2, { rolloutState: 'IN_PROGRESS', failedTasks: 3 })], tasks: both },
    { deployments: [deployment(1, { id: 'ecs-svc/3', rolloutState: 'IN_PROGRESS', rolloutStateReason }), failed] },
  );
  expect(end).toEqual({
    ...{ code: 'rolled-back', isOver: false, from: 'web:2', to: 'web:1' },
    reason: 'tasks failed to start',
  });
});

test('a deployment that fails without rollback has failed', async () => {
  const { end } = await watched({ deployments: [deployment(2, { rolloutState: 'FAILED' })] });
  expect(end).toEqual({ code: 'failed', taskDefinition: 'web:2' });
});

test('CloudFormation going back to the revision of before is a rollback; a newer revision is not', async () => {
  const first: Look = {
    deployments: [
      deployment(2, { rolloutState: 'IN_PROGRESS', runningCount: 0 }),
      deployment(1, { status: 'ACTIVE', rolloutState: 'COMPLETED' }),
    ],
  };
  const back: Look = { deployments: [deployment(1, { id: 'ecs-svc/9', rolloutState: 'IN_PROGRESS' })] };
  expect((await watched(first, back)).end).toMatchObject({ code: 'rolled-back', from: 'web:2', to: 'web:1' });
  const on: Look = { deployments: [deployment(3)], tasks: [running('a', 3), running('b', 3)] };
  expect((await watched(first, on)).end).toMatchObject({ code: 'steady', taskDefinition: 'web:3' });
});

test('healthy percents that allow no step are stuck', async () => {
  const service = { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } };
  const { end } = await watched({ ...replacing(old), service });
  expect(end).toMatchObject({ code: 'stuck', waiting: { code: 'bounds', bounds: { atLeast: 2, atMost: 2 } } });
});

test('they are not stuck while a task stops', async () => {
  const service = { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } };
  const stopped = [running('c', 1, { desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING' })];
  const { end } = await watched({ ...replacing(old), service, stopped });
  expect(end.code).toBe('timed-out');
});

test('tasks larger than any instance are stuck; those that scaling out would place are waited for', async () => {
  scene.memory = 4000;
  // Instances of another kind may be on their way.
  expect((await watched(replacing(old))).end).toMatchObject({ code: 'timed-out' });
  const { end } = await watchedFor(600, replacing(old));
  expect(end).toMatchObject({
    code: 'stuck',
    waiting: { code: 'placement', tasks: 2, explanation: { moreInstancesHelp: false } },
  });
  scene.memory = 1024;
  const roomy = await watchedFor(600, replacing(old));
  expect(roomy.end).toMatchObject({
    code: 'timed-out',
    waiting: [{ code: 'placement', explanation: { moreInstancesHelp: true } }],
  });
});

test('a capacity provider without an instance may yet bring one that takes them', async () => {
  scene.memory = 4000;
  const capacityProviderStrategy = [{ capacityProvider: 'steady' }, { capacityProvider: 'large' }];
  const { end } = await watchedFor(600, { ...replacing(old), service: { capacityProviderStrategy } });
  expect(end).toMatchObject({
    code: 'timed-out',
    waiting: [{ code: 'placement', explanation: { moreInstancesHelp: false }, emptyProviders: ['large'] }],
  });
});

test('where there is a place it waits for ECS', async () => {
  scene.memory = 100;
  const { end } = await watched(replacing(old));
  expect(end).toMatchObject({ code: 'timed-out', waiting: [{ code: 'scheduling', tasks: 2 }] });
});

test('events and stopped tasks are told once, and only those of this deployment', async () => {
  const events = [
    { id: 'e2', createdAt: new Date(2000), message: 'new' },
    { id: 'e1', createdAt: new Date(1), message: 'old' },
  ];
  const stopped = [
    running('c', 2, {
      desiredStatus: 'STOPPED',
      lastStatus: 'STOPPED',
      stoppingAt: new Date(1500),
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'app', exitCode: 3 }],
    }),
  ];
  const moving = { deployments: [deployment(2, { rolloutState: 'IN_PROGRESS' })], tasks: both, service: { events } };
  const { changes } = await watched(
    { ...moving, stopped },
    { ...moving, stopped },
    { deployments: [deployment(2)], tasks: both },
  );
  expect(changes.filter(({ code }) => code === 'event' || code === 'stopped')).toEqual([
    { code: 'event', message: 'new' },
    { code: 'stopped', task: 'c', reason: 'Essential container in task exited; app: exit code 3' },
  ]);
});

test('a service that ECS does not roll out cannot be watched', async () => {
  await expect(watched({ deployments: [] })).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
});
