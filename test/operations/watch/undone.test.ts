import { both, deployment, type Look, old, resetScene, running, watched } from './watched-service';

// What a watch must not take for success, and what it must not take for a rollback.

beforeEach(resetScene);

const underWay = deployment(2, { rolloutState: 'IN_PROGRESS', runningCount: 0 });
const before = deployment(1, { status: 'ACTIVE' });

test('a failed deployment of before, beside the newer one that replaces it, is no rollback', async () => {
  const failed = deployment(2, {
    status: 'ACTIVE',
    rolloutState: 'FAILED',
    rolloutStateReason: 'tasks failed to start',
  });
  const { end } = await watched(
    { deployments: [deployment(3, { rolloutState: 'IN_PROGRESS', runningCount: 1 }), failed] },
    { deployments: [deployment(3)], tasks: [running('a', 3), running('b', 3)] },
  );
  expect(end).toMatchObject({ code: 'steady', taskDefinition: 'web:3' });
});

test('a rollback that was over before the watch began is one', async () => {
  const rolloutStateReason = 'ECS deployment circuit breaker: rolled back to deploymentId ecs-svc/1.';
  const { end } = await watched({ deployments: [deployment(1, { rolloutStateReason })], tasks: old });
  expect(end).toEqual({ code: 'rolled-back', isOver: true, to: 'web:1', reason: rolloutStateReason });
});

test('a service that is being deleted is not steady with no task', async () => {
  const empty = [deployment(2, { desiredCount: 0, runningCount: 0 })];
  expect((await watched({ deployments: empty })).end).toMatchObject({ code: 'steady', tasks: 0 });
  expect((await watched({ service: { status: 'DRAINING' }, deployments: empty })).end).toEqual({ code: 'deleted' });
});

test('a service that goes while it is watched has been deleted', async () => {
  const gone: Look = { service: { status: 'INACTIVE' }, deployments: [underWay] };
  expect((await watched({ deployments: [underWay, before], tasks: old }, gone)).end).toEqual({ code: 'deleted' });
  await expect(watched(gone)).rejects.toMatchObject({ problem: { code: 'not-found', kind: 'service' } });
});

test('a newer deployment in place of the watched one is said, and watched on', async () => {
  const { end, changes } = await watched(
    { deployments: [underWay, before], tasks: old },
    { deployments: [deployment(3)], tasks: [running('a', 3), running('b', 3)] },
  );
  expect(end).toMatchObject({ code: 'steady', taskDefinition: 'web:3' });
  expect(changes).toContainEqual({ code: 'superseded', before: 'web:2 (ecs-svc/2)', now: 'web:3 (ecs-svc/3)' });
});

test('tasks stopped for their health are told; those that were replaced are not', async () => {
  const stopped = (id: string, stoppedReason: string) =>
    running(id, 2, { stopCode: 'ServiceSchedulerInitiated', stoppedReason, stoppingAt: new Date(2000) });
  const { changes } = await watched({
    deployments: [deployment(2)],
    tasks: both,
    stopped: [
      stopped('c', 'Task failed ELB health checks in (target-group shop)'),
      stopped('d', 'Scaling activity initiated by (deployment ecs-svc/2)'),
    ].map((task) => ({ ...task, lastStatus: 'STOPPED', desiredStatus: 'STOPPED' })),
  });
  expect(changes.filter(({ code }) => code === 'stopped')).toEqual([
    { code: 'stopped', task: 'c', reason: 'Task failed ELB health checks in (target-group shop)' },
  ]);
});

test('going back to an old deployment does not bring up the events of its time', async () => {
  const events = [{ id: 'e1', createdAt: new Date(2000), message: 'of long ago' }];
  const newer = deployment(2, { createdAt: new Date(9000), rolloutState: 'IN_PROGRESS' });
  const { changes } = await watched(
    { service: { events }, deployments: [newer, before], tasks: old },
    { service: { events }, deployments: [deployment(1)], tasks: old },
  );
  expect(changes.filter(({ code }) => code === 'event')).toEqual([]);
});
