import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { ListContainerInstancesCommand, type Service } from '@aws-sdk/client-ecs';
import type { Forecast } from '../../../lib/operations';
import { arn } from '../test-clients';
import {
  amounts,
  autoScaling,
  containerInstance,
  denial,
  ecs,
  groupOf,
  type Look,
  old,
  onSteady,
  replacing,
  resetScene,
  running,
  scene,
  watched,
} from './watched-service';

// An update of two tasks, at 100% and 200%, from what is on instances of 3000 MiB.

beforeEach(resetScene);

async function foretold(look: Look): Promise<Forecast> {
  const { changes } = await watched(look);
  const forecasts = changes.flatMap((change) => (change.code === 'forecast' ? [change.forecast] : []));
  expect(forecasts).toHaveLength(1);
  return forecasts[0]!;
}

const update = (service: Partial<Service> = onSteady): Look => ({ ...replacing(old), service });

test('there is room for both beside the old ones', async () => {
  scene.memory = 700;
  expect(await foretold(update())).toEqual({ code: 'finishes', rounds: 2, arriving: 0 });
});

test('one more instance is needed, which managed scaling may launch', async () => {
  scene.memory = 1100;
  expect(await foretold(update())).toMatchObject({
    code: 'needs-instances',
    missing: [{ of: 'steady', instanceType: 'm7g.medium', count: 1, instances: 1, maximum: 3, come: 'launched' }],
    step: { cause: 'capacity', counts: { kept: 2, outgoing: 2 }, waiting: 2, explanation: { instances: 1 } },
    rounds: 1,
  });
});

test('as many as it takes are found', async () => {
  // Two new tasks of 2900 MiB need an instance each; the third one may take the place of the old ones.
  scene.memoryOf = { 'web:1': 1100, 'web:2': 2900 };
  expect(await foretold(update())).toMatchObject({ missing: [{ count: 2 }] });
  scene.memoryOf = { 'web:1': 400, 'web:2': 2900 };
  scene.instances = [containerInstance('i1'), containerInstance('i2'), containerInstance('i3')];
  expect(await foretold(update())).toMatchObject({ code: 'finishes' });
});

test.each([
  [
    'the group is at its maximum',
    () => {
      scene.group = groupOf(1, 1);
    },
    'beyond-maximum',
  ],
  [
    'managed scaling is off',
    () => {
      scene.managedScaling = 'DISABLED';
    },
    'by-hand',
  ],
] as const)('%s: they do not come by themselves', async (_, change, come) => {
  scene.memory = 1100;
  change();
  expect(await foretold(update())).toMatchObject({ code: 'needs-instances', missing: [{ count: 1, come }] });
});

test('for a service that takes any instance nothing launches them', async () => {
  scene.memory = 1100;
  expect(await foretold(update({}))).toMatchObject({ missing: [{ of: 'steady', count: 1, come: 'by-hand' }] });
});

test('an instance that is on its way counts', async () => {
  scene.memory = 1100;
  scene.group = groupOf(2, 2);
  expect(await foretold(update())).toMatchObject({ code: 'finishes', arriving: 1 });
  scene.group = groupOf(1, 2, [
    { LifecycleState: 'InService' },
    { LifecycleState: 'Terminating:Wait' },
  ] as typeof scene.group.Instances);
  expect(await foretold(update())).toMatchObject({ code: 'needs-instances' });
});

const onePortEach = () => {
  scene.memory = 100;
  scene.hostPort = 8080;
  scene.instances = [containerInstance('i1', 2900), containerInstance('i2', 2900)];
  scene.group = groupOf(2, 2);
  return update();
};
const spreadOut = [running('a', 1), running('b', 1, { containerInstanceArn: arn.instance('i2') })];

test('a port that every instance has in use stops it at once, and one more would do', async () => {
  expect(await foretold({ ...onePortEach(), tasks: spreadOut })).toMatchObject({
    code: 'needs-instances',
    missing: [{ count: 1, instances: 2, maximum: 2, come: 'beyond-maximum' }],
    step: { cause: 'capacity', explanation: { reasons: [{ code: 'tcp-ports', instances: 2 }] } },
  });
});

test('with fewer healthy tasks allowed the port comes free', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 200 };
  const look = { ...onePortEach(), tasks: spreadOut };
  const service = { ...onSteady, deploymentConfiguration };
  expect(await foretold({ ...look, service })).toMatchObject({ code: 'finishes' });
});

test('tasks larger than any instance: no number of these helps', async () => {
  scene.memoryOf = { 'web:1': 1000, 'web:2': 3001 };
  expect(await foretold(update())).toMatchObject({
    code: 'cannot-finish',
    step: { cause: 'capacity', explanation: { reasons: [{ code: 'memory', closest: { shortfall: 2001 } }] } },
  });
});

test.each([
  ['DAEMON', 'cannot-finish'],
  ['REPLICA', 'needs-instances'],
] as const)('what a %s takes on every instance is missing on a new one or not: %s', async (strategy, code) => {
  scene.memoryOf = { 'web:1': 400, 'web:2': 2500, 'web:9': 1000 };
  scene.others = { Agent: strategy };
  const agent = running('x', 9, { group: 'service:Agent', startedBy: 'ecs-svc/agent' });
  expect(await foretold({ ...update(), tasks: [...old, agent] })).toMatchObject({ code });
});

test('it may stop half-way: one of three', async () => {
  scene.memoryOf = { 'web:1': 1000, 'web:2': 1500 };
  const half = { registeredResources: amounts(2048, 1500), remainingResources: amounts(2048, 1500) };
  scene.instances = [containerInstance('i1', 0), containerInstance('i2', 1500, half)];
  const { deployments } = replacing([]);
  const look = {
    deployments: deployments.map((one) => ({ ...one, desiredCount: 3 })),
    tasks: [...old, running('c', 1)],
    service: { desiredCount: 3 },
  };
  expect(await foretold(look)).toMatchObject({
    code: 'needs-instances',
    step: { counts: { kept: 1, outgoing: 2, desired: 3 } },
    rounds: 2,
  });
});

test('healthy percents that allow no step', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 100 };
  expect(await foretold(update({ deploymentConfiguration }))).toMatchObject({
    code: 'cannot-finish',
    step: { cause: 'config' },
    rounds: 0,
  });
});

test('blue/green takes room for a whole second set', async () => {
  scene.memory = 1100;
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', minimumHealthyPercent: 0 } as const;
  expect(await foretold(update({ ...onSteady, deploymentConfiguration }))).toMatchObject({
    code: 'needs-instances',
    missing: [{ count: 1 }],
  });
  scene.memory = 700;
  expect(await foretold(update({ ...onSteady, deploymentConfiguration }))).toMatchObject({ code: 'finishes' });
});

test.each<[string, Partial<Service>, object]>([
  ['a daemon', { schedulingStrategy: 'DAEMON' }, { code: 'daemon' }],
  ['Fargate', { launchType: 'FARGATE' }, { code: 'elsewhere' }],
  [
    'a capacity provider without an instance',
    { capacityProviderStrategy: [{ capacityProvider: 'large', weight: 1 }] },
    { code: 'no-instance', capacityProviders: ['large'] },
  ],
  [
    'an unreadable constraint',
    { placementConstraints: [{ type: 'memberOf', expression: '((' }] },
    { code: 'unreadable' },
  ],
])('nothing is foretold of %s', async (_, service, because) => {
  expect(await foretold(update(service))).toMatchObject({ code: 'unknown', because });
});

test('what may not be read is not guessed', async () => {
  scene.memory = 1100;
  autoScaling.on(DescribeAutoScalingGroupsCommand).rejects(denial('autoscaling:DescribeAutoScalingGroups'));
  const { missing } = (await foretold(update())) as Extract<Forecast, { code: 'needs-instances' }>;
  expect(missing).toEqual([expect.objectContaining({ count: 1, come: 'unknown' })]);
  expect(missing[0]).not.toHaveProperty('maximum');
  ecs.on(ListContainerInstancesCommand).rejects(denial('ecs:ListContainerInstances'));
  expect(await foretold(update())).toEqual({ code: 'unknown', because: { code: 'not-looked-at' } });
});

test('more instances than are tried are not called useless', async () => {
  scene.memoryOf = { 'web:1': 1, 'web:2': 2999 };
  const many = (count: number): Look => ({
    ...update(),
    deployments: update().deployments.map((one) => ({ ...one, desiredCount: count })),
  });
  // The last one takes the place of an old one.
  expect(await foretold(many(256))).toMatchObject({ code: 'needs-instances', missing: [{ count: 255 }] });
  expect(await foretold(many(300))).toEqual({ code: 'unknown', because: { code: 'too-many', tried: 256 } });
  scene.memoryOf = { 'web:1': 1, 'web:2': 3001 };
  expect(await foretold(many(300))).toMatchObject({ code: 'cannot-finish' });
});

test('tasks of one zone take the instances of the others, too', async () => {
  const zone = (id: string, name: string) =>
    containerInstance(id, 0, {
      attributes: [
        { name: 'ecs.instance-type', value: 'm7g.medium' },
        { name: 'ecs.availability-zone', value: name },
      ],
    });
  scene.memory = 1600;
  scene.instances = [zone('i1', 'a'), zone('i2', 'b'), zone('i3', 'c')];
  const placementConstraints = [{ type: 'memberOf' as const, expression: 'attribute:ecs.availability-zone == c' }];
  const [first, ...others] = update().deployments;
  const one: Look = {
    deployments: [{ ...first, desiredCount: 1 }, ...others],
    tasks: [running('a', 1, { containerInstanceArn: arn.instance('i3') })],
    service: { ...onSteady, placementConstraints },
  };
  expect(await foretold(one)).toMatchObject({ code: 'needs-instances', missing: [{ count: 3 }] });
});

test('it is told again when it becomes another, not with each step', async () => {
  scene.memory = 700;
  const [first, second] = update().deployments;
  const half = {
    deployments: [{ ...first, runningCount: 1 }, second!],
    tasks: [...old, running('c', 2)],
    service: onSteady,
  };
  const { changes } = await watched(update(), half, half, update({}));
  expect(changes.filter(({ code }) => code === 'forecast')).toHaveLength(1);
  scene.memory = 1100;
  const other = await watched(update(), { ...update(), service: {} });
  const come = other.changes.flatMap((change) =>
    change.code === 'forecast' && change.forecast.code === 'needs-instances' ? [change.forecast.missing[0]?.come] : [],
  );
  expect(come).toEqual(['launched', 'by-hand']);
});

test('a large cluster is read every half minute only, a small one at each look', async () => {
  scene.memory = 1;
  await watched(update());
  expect(ecs.commandCalls(ListContainerInstancesCommand)).toHaveLength(13);
  ecs.resetHistory();
  const crowd = Array.from({ length: 301 }, (_, index) => running(`x${index}`, 9, { group: 'family:batch' }));
  const look = { ...update(), tasks: [...old, ...crowd] };
  await watched(look);
  expect(ecs.commandCalls(ListContainerInstancesCommand)).toHaveLength(3);
});
