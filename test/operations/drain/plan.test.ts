import { UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { drainPlanText } from '../../../lib/report/operations';
import { arn } from '../test-clients';
import { ecs, instance, planned, type Stage, stageCluster, task, web } from './drained-cluster';

let stage: Stage;

beforeEach(() => {
  stage = stageCluster();
});

const page = { colour: false };

/** A daemon beside Web. */
const agent = { ...web, serviceArn: arn.service('Agent'), serviceName: 'Agent', schedulingStrategy: 'DAEMON' as const };

test('each task is placed on what remains, beside those that were placed before it', async () => {
  stage.tasks = [task('1', 'a'), task('2', 'a'), task('3', 'a'), task('4', 'b')];
  const { moves, verdict, instanceArns } = await planned();
  // Of 2000 MiB one task holds 600 already: two more fit.
  expect(moves.map(({ code }) => code)).toEqual(['moves', 'moves', 'no-place']);
  expect(moves[0]).toMatchObject({ task: '1', from: 'a', to: 'b' });
  expect(moves[2]).toMatchObject({ explanation: { closest: { instanceId: 'b' }, moreInstancesHelp: true } });
  expect(verdict).toBe('blocked');
  expect(instanceArns).toEqual([arn.instance('a')]);
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand)).toHaveLength(0);
});

test('a capacity provider is all of its instances, and what is bound to it goes nowhere else', async () => {
  stage.instances = [instance('a'), instance('b'), instance('c', { capacityProviderName: 'spot' })];
  const plan = await planned('steady');
  expect(plan.instances.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(plan.moves).toMatchObject([
    { code: 'no-place', explanation: { instances: 0, moreInstancesHelp: true } },
    { code: 'no-place' },
  ]);
  expect(drainPlanText(plan, { colour: false })).toContain('no instance for it is there, and a new one would take it');
});

test('daemons and tasks of no service need no place', async () => {
  stage.services = [{ ...web, schedulingStrategy: 'DAEMON' }];
  stage.tasks = [task('1', 'a'), task('2', 'a', 'family:job')];
  stage.instances = [instance('a')];
  const { moves, verdict } = await planned();
  expect(moves.map(({ code }) => code)).toEqual(['daemon', 'alone']);
  expect(verdict).toBe('moves');
});

test('healthy percents that allow no step are found before', async () => {
  stage.services = [{ ...web, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } }];
  const { moves, verdict } = await planned();
  expect(moves).toMatchObject([{ code: 'no-step', bounds: { atLeast: 2, atMost: 2 } }]);
  expect(verdict).toBe('blocked');
});

test('a name that is not there is answered with near ones', async () => {
  await expect(planned('stedy')).rejects.toMatchObject({
    problem: { code: 'not-found', kind: 'instance or capacity', near: ['steady'] },
  });
  await expect(planned('i-0ff')).rejects.toMatchObject({ problem: { code: 'not-found', kind: 'container instance' } });
});

test('without room a minimum of 100% keeps tasks, a lower one ends them', async () => {
  stage.instances = [instance('a')];
  stage.tasks = [task('1', 'a'), task('2', 'a')];
  expect(await planned()).toMatchObject({
    verdict: 'blocked',
    moves: [{ meanwhile: 'stays' }, { meanwhile: 'stays' }],
  });
  stage.services = [{ ...web, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } }];
  const plan = await planned();
  expect(plan).toMatchObject({ verdict: 'blocked', moves: [{ meanwhile: 'stops' }, { meanwhile: 'stays' }] });
  expect(plan.orders).toMatchObject([{ serviceName: 'Web', startFirst: 0, stopFirst: 1 }]);
  stage.services = [{ ...web, deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } }];
  expect((await planned()).verdict).toBe('short');
});

test('a service that is short already may not lose another task', async () => {
  stage.instances = [instance('a')];
  stage.tasks = [task('1', 'a')];
  stage.services = [{ ...web, runningCount: 1, deploymentConfiguration: { minimumHealthyPercent: 50 } }];
  expect((await planned()).moves).toMatchObject([{ meanwhile: 'stays' }]);
});

test('it is worked out how many more instances would do, daemons included, and whether they come', async () => {
  stage.services = [web, agent];
  stage.tasks = [...['1', '2', '3'].map((id) => task(id, 'a')), task('4', 'a', 'service:Agent')];
  stage.instances = [
    instance('a', {
      registeredResources: [
        { name: 'MEMORY', integerValue: 2000 },
        { name: 'CPU', integerValue: 2048 },
      ],
    }),
  ];
  // Of 2000 MiB the daemon takes 600 of each new instance, so that two tasks fit on one.
  const asked = await planned();
  expect(asked.missing).toEqual([
    { capacityProvider: 'steady', tasks: 3, moreInstances: 2, scaleOut: { isManaged: true, room: 0 }, comes: false },
  ]);
  expect(asked.verdict).toBe('blocked');
  expect(drainPlanText(asked, page)).toContain('Missing: 2 more instances like these would hold 3 tasks');
  stage.group = { MaxSize: 4, DesiredCapacity: 2 };
  expect(await planned()).toMatchObject({ verdict: 'moves', missing: [{ comes: true }] });
  stage.managedScaling = 'DISABLED';
  expect(await planned()).toMatchObject({ verdict: 'blocked', missing: [{ comes: false }] });
});

test('a static port keeps two tasks from one instance, and more instances are counted for it', async () => {
  stage.ports = [{ containerPort: 80, hostPort: 80 }];
  const plan = await planned();
  expect(plan).toMatchObject({
    moves: [{ code: 'no-place', explanation: { closest: { rejections: [{ code: 'tcp-ports' }] } } }],
    missing: [{ tasks: 1, moreInstances: 1 }],
  });
});

test('what no instance like these would hold is said to be so', async () => {
  stage.instances = [instance('a'), instance('b', { status: 'DRAINING' })];
  stage.services = [{ ...web, placementConstraints: [{ type: 'memberOf', expression: 'attribute:rack == 9' }] }];
  const plan = await planned();
  expect(plan.missing).toMatchObject([{ tasks: 1, comes: false }]);
  expect(plan.missing[0]).not.toHaveProperty('moreInstances');
});

test('protected tasks, and those that nobody can stop, are told', async () => {
  stage.protectedTasks = [
    { taskArn: arn.task('1'), protectionEnabled: true, expirationDate: new Date('2026-01-01T12:00:00Z') },
  ];
  expect(await planned()).toMatchObject({ verdict: 'moves', moves: [{ protectedUntil: '2026-01-01T12:00:00.000Z' }] });
  stage.instances = [instance('a', { agentConnected: false }), instance('b')];
  const plan = await planned();
  expect(plan).toMatchObject({ verdict: 'blocked', moves: [{ code: 'moves', isUnreachable: true }] });
  expect(drainPlanText(plan, page)).toMatchSnapshot();
});

test('several names, a group and an ARN are taken, each instance once', async () => {
  stage.instances = [instance('a'), instance('b'), instance('c', { capacityProviderName: 'spot' })];
  stage.inGroup = ['i-a', 'i-b'];
  const ids = async (...names: string[]) => (await planned(...names)).instances.map(({ id }) => id);
  expect(await ids('i-a', arn.instance('c'), 'a')).toEqual(['a', 'c']);
  expect(await ids('spot', 'i-b')).toEqual(['c', 'b']);
  expect(await ids('steady-group')).toEqual(['a', 'b']);
  await expect(planned('i-a', 'other-group')).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('a plan is told line by line', async () => {
  stage.services = [web, agent];
  stage.tasks = [
    task('1', 'a'),
    task('2', 'a'),
    task('3', 'a'),
    task('4', 'a', 'service:Agent'),
    task('5', 'a', 'family:job'),
    task('6', 'b'),
  ];
  expect(drainPlanText(await planned(), page)).toMatchSnapshot();
});
