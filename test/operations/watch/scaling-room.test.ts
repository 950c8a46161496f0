import { DescribeScalableTargetsCommand, type ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Service } from '@aws-sdk/client-ecs';
import {
  applicationScaling,
  denial,
  deployment,
  groupOf,
  old,
  onSteady,
  replacing,
  resetScene,
  running,
  scene,
  watched,
  watchedFor,
} from './watched-service';

// A service that would be called stuck, and that something scales.

beforeEach(resetScene);

/** One task, which may neither be stopped first nor be given another beside it; of two, one may. */
const single = {
  desiredCount: 1,
  deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 },
};

const heldByBounds = (service: Partial<Service> = single) => {
  const deployments = replacing([]).deployments.map((one) => ({ ...one, desiredCount: 1, runningCount: 1 }));
  return watched({ deployments, tasks: [running('a', 1)], service });
};

const noPolicies = { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true };

test.each<[string, string, Partial<ScalableTarget> | undefined]>([
  ['stuck', 'nothing scales it', undefined],
  ['timed-out', 'of two tasks one may be replaced', { MaxCapacity: 2 }],
  ['stuck', 'it may not become two', { MaxCapacity: 1 }],
  ['timed-out', 'a schedule may make it two', { MaxCapacity: 2, SuspendedState: noPolicies }],
  [
    'stuck',
    'all of its scaling is suspended',
    { MaxCapacity: 2, SuspendedState: { ...noPolicies, ScheduledScalingSuspended: true } },
  ],
])('held by its bounds it is %s where %s', async (end, _, scaling) => {
  if (scaling) scene.scaling = scaling;
  expect((await heldByBounds()).end.code).toBe(end);
});

test('bounds that allow no step at any count are stuck all the same', async () => {
  scene.scaling = { MaxCapacity: 9 };
  const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 100 };
  expect((await heldByBounds({ ...single, deploymentConfiguration })).end.code).toBe('stuck');
});

test('where scaling may not be looked at nothing is proven, and that is told', async () => {
  applicationScaling
    .on(DescribeScalableTargetsCommand)
    .rejects(denial('application-autoscaling:DescribeScalableTargets'));
  const { end, changes } = await heldByBounds();
  expect(end.code).toBe('timed-out');
  expect(changes).toContainEqual(
    expect.objectContaining({
      code: 'not-looked-at',
      missing: expect.objectContaining({ what: 'the scaling of the service' }),
    }),
  );
});

test('scaling is asked about only when a service would be called stuck, and not at each look', async () => {
  scene.scaling = { MaxCapacity: 2 };
  await watched({ deployments: [deployment(2)], tasks: [running('a', 2), running('b', 2)] });
  expect(applicationScaling.commandCalls(DescribeScalableTargetsCommand)).toHaveLength(0);
  await heldByBounds();
  // Held for 45 s of a minute with a look each 5 s.
  expect(applicationScaling.commandCalls(DescribeScalableTargetsCommand).length).toBeLessThanOrEqual(2);
});

describe('without a place', () => {
  beforeEach(() => {
    scene.memory = 1100;
    scene.group = groupOf(1, 1);
  });

  test('it is stuck while a deployment goes on, which no scaling makes smaller', async () => {
    scene.scaling = { MinCapacity: 0, MaxCapacity: 9 };
    expect((await watchedFor(600, { ...replacing(old), service: onSteady })).end.code).toBe('stuck');
  });

  test.each([
    ['timed-out', 2],
    ['stuck', 3],
  ])('with no deployment under way it is %s where as few as %d are enough', async (code, MinCapacity) => {
    scene.scaling = { MinCapacity, MaxCapacity: 9 };
    const deployments = [deployment(2, { desiredCount: 4, runningCount: 2 })];
    const tasks = [running('a', 2), running('b', 2)];
    const service = { ...onSteady, desiredCount: 4 };
    expect((await watchedFor(600, { deployments, tasks, service })).end.code).toBe(code);
  });
});
