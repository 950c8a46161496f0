import {
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  type ScalableTarget,
  type ScalingActivity,
} from '@aws-sdk/client-application-auto-scaling';
import { causeText } from '../../../../lib/report/operations/diagnose/causes/cause-text';
import { api, causes, codes, diagnosed, healthy, minutesAgo, service, servicesAre, tasksAre } from '../stage';

beforeEach(healthy);

const scalable = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/Shop/Web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

const targetIs = (more: Partial<ScalableTarget>) =>
  api.applicationAutoScaling.on(DescribeScalableTargetsCommand).resolves({
    ScalableTargets: [
      { ...scalable, MinCapacity: 1, MaxCapacity: 1, RoleARN: 'arn:r', CreationTime: minutesAgo(9000), ...more },
    ],
  });

/** As Application Auto Scaling tells of what it did not do. */
const activity = (minutes: number, Code?: string): ScalingActivity => ({
  ...scalable,
  ActivityId: `a${minutes}`,
  Description: 'Attempting to scale due to alarm triggered',
  Cause: 'monitor alarm web-cpu-high in state ALARM triggered policy web-cpu',
  StartTime: minutesAgo(minutes),
  StatusCode: 'Failed',
  ...(Code && { NotScaledReasons: [{ Code, MaxCapacity: 1, CurrentCapacity: 1 }] }),
});

const activitiesAre = (...ScalingActivities: ScalingActivity[]) =>
  api.applicationAutoScaling.on(DescribeScalingActivitiesCommand).resolves({ ScalingActivities });

test('a policy that asks for more than the maximum', async () => {
  targetIs({});
  activitiesAre(activity(9), activity(2, 'AlreadyAtMaxCapacity'));
  expect(await causes()).toEqual([
    {
      code: 'service-maximum-reached',
      service: 'Web',
      resourceId: 'service/Shop/Web',
      desired: 1,
      maximum: 1,
      asked: 'monitor alarm web-cpu-high in state ALARM triggered policy web-cpu',
      at: minutesAgo(2).toISOString(),
    },
  ]);
  expect(api.applicationAutoScaling.commandCalls(DescribeScalingActivitiesCommand)[0]!.args[0].input).toMatchObject({
    ...scalable,
    IncludeNotScaledActivities: true,
  });
});

test.each<[string, () => void]>([
  ['the maximum has been raised since', () => targetIs({ MaxCapacity: 2 })],
  ['it has done something since', () => activitiesAre(activity(5, 'AlreadyAtMaxCapacity'), activity(2))],
  ['it asked hours ago', () => activitiesAre(activity(61, 'AlreadyAtMaxCapacity'))],
  ['it asks for fewer', () => activitiesAre(activity(2, 'AlreadyAtMinCapacity'))],
  ['it never asked', () => activitiesAre()],
  ['the service is being deleted', () => servicesAre({ ...service, status: 'DRAINING' })],
  ['the service is a daemon', () => servicesAre({ ...service, schedulingStrategy: 'DAEMON' })],
])('nobody asks for more where %s', async (_, change) => {
  targetIs({});
  activitiesAre(activity(2, 'AlreadyAtMaxCapacity'));
  change();
  expect(await codes()).not.toContain('service-maximum-reached');
});

test('activities are read only of what is at its maximum', async () => {
  targetIs({ MaxCapacity: 2 });
  await diagnosed();
  expect(api.applicationAutoScaling.commandCalls(DescribeScalingActivitiesCommand)).toEqual([]);
});

test('scaling that a teardown left suspended is why a service is at zero', async () => {
  const suspended = {
    DynamicScalingInSuspended: true,
    DynamicScalingOutSuspended: true,
    ScheduledScalingSuspended: true,
  };
  targetIs({ MinCapacity: 0, SuspendedState: suspended });
  servicesAre({ ...service, desiredCount: 0, runningCount: 0, deployments: [] });
  tasksAre('RUNNING');
  const [root, ...others] = (await diagnosed({ service: 'Web' })).causes;
  expect(root).toEqual({
    code: 'service-scaling-suspended',
    service: 'Web',
    resourceId: 'service/Shop/Web',
    suspended: ['scale-out', 'scale-in', 'scheduled'],
    ...{ desired: 0, minimum: 0, maximum: 1 },
  });
  expect(others).toEqual([expect.objectContaining({ code: 'desired-zero', followsFrom: 0 })]);
  // The minimum was taken to zero as well.
  expect(causeText(root!).fix).toContain('--min-capacity');
});

test.each([
  [{ DynamicScalingOutSuspended: true }, ['service-scaling-suspended']],
  [{ ScheduledScalingSuspended: true }, ['service-scaling-suspended']],
  [{ DynamicScalingInSuspended: true }, []],
  [{ DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false }, []],
])('suspended: %j', async (SuspendedState, expected) => {
  targetIs({ MaxCapacity: 4, SuspendedState });
  expect(await codes()).toEqual(expected);
});

const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

test('without permission nothing is known of it', async () => {
  api.applicationAutoScaling.on(DescribeScalableTargetsCommand).rejects(denied);
  expect((await diagnosed()).notLookedAt).toEqual([
    {
      what: 'scaling of services',
      problem: expect.objectContaining({ action: 'application-autoscaling:DescribeScalableTargets' }),
    },
  ]);
  targetIs({});
  api.applicationAutoScaling.on(DescribeScalingActivitiesCommand).rejects(denied);
  expect(await diagnosed()).toMatchObject({
    causes: [],
    notLookedAt: [
      {
        what: 'scaling activities of the service Web',
        problem: { action: 'application-autoscaling:DescribeScalingActivities' },
      },
    ],
  });
});
