import { simulate } from '../../../lib/placement/rollout';
import { capacity, cluster, demand, events, instance, moves, on, outcomeOf, service } from './small-cluster';

describe('a rolling update with managed scaling', () => {
  const roll = (max: number) =>
    simulate({
      cluster: cluster({
        capacities: [capacity('asg', 0, max, { memoryMiB: 1500 })],
        services: [service('web', 2, { ...on('asg'), loadBalanced: true })],
      }),
      scenario: [{ code: 'update' }],
    });

  test('waits for instances, pulls, starts, becomes healthy, deregisters and stops, each in its time', () => {
    const result = roll(6);
    const times = (code: Parameters<typeof events>[1]) => [
      ...new Set(events(result, code).map((event) => event.atSeconds)),
    ];
    expect(times('task-waiting')).toEqual([0]);
    expect(times('instance-launching')).toEqual([60]);
    expect(times('task-placed')).toEqual([60 + 120]);
    expect(times('task-running')).toEqual([180 + 30 + 10]);
    expect(times('task-healthy')).toEqual([220 + 150]);
    expect(times('task-stopping')).toEqual([370]);
    expect(times('task-stopped')).toEqual([370 + 300 + 30]);
    expect(result).toMatchObject({ outcome: 'steady', finishedAtSeconds: 700, peakInstances: 4, finalInstances: 2 });
    expect(result.services[0]).toMatchObject({ lowestHealthy: 2, peakTasks: 4 });
  });

  test('scales back in when the surge is over, fifteen minutes after it is empty', () => {
    const scaledIn = events(roll(6), 'scaling').filter(({ decision }) => decision.code === 'scale-in');
    expect(scaledIn.map(({ decision }) => decision)).toMatchObject([
      { from: 4, to: 3 },
      { from: 3, to: 2 },
    ]);
    expect(scaledIn[0]!.atSeconds).toBe(720 + 14 * 60);
  });

  test('with room for one more it goes one by one; with none it is stuck at the first step', () => {
    expect(roll(3).services[0]).toMatchObject({ outcome: { code: 'steady' }, lowestHealthy: 2 });
    expect(outcomeOf(roll(2), 'web')).toMatchObject({
      code: 'stuck',
      stuck: {
        cause: 'capacity',
        atSeconds: 0,
        waiting: 2,
        counts: { outgoing: 2, kept: 2, healthy: 2 },
        rejections: [
          { instanceId: 'asg/1', rejections: [{ code: 'memory', needed: 1000, free: 500 }] },
          { instanceId: 'asg/2', rejections: [{ code: 'memory', needed: 1000, free: 500 }] },
        ],
        providers: [{ capacityProvider: 'asg', instances: 2, maxInstances: 2, decision: { because: 'maximum-size' } }],
      },
    });
  });

  test('a task that fits no type of the group never scales it out', () => {
    const result = simulate({
      cluster: cluster({ capacities: [capacity('asg', 1, 9)], services: [service('web', 1, on('asg'))] }),
      scenario: [{ code: 'update', services: [{ name: 'web', demand: demand(9000) }] }],
    });
    expect(outcomeOf(result, 'web')).toMatchObject({
      stuck: { providers: [{ decision: { because: 'no-type-fits' } }] },
    });
    expect(result.peakInstances).toBe(1);
  });

  test('a task that no new instance can take grows the group to its maximum and is stuck there', () => {
    const constraints = [{ type: 'memberOf', expression: 'attribute:disk == fast' }] as const;
    const result = simulate({
      cluster: cluster({ capacities: [capacity('asg', 1, 4)], services: [service('web', 1, on('asg'))] }),
      scenario: [{ code: 'update', services: [{ name: 'web', constraints }] }],
    });
    expect(result).toMatchObject({ outcome: 'stuck', peakInstances: 4 });
    expect(outcomeOf(result, 'web')).toMatchObject({
      stuck: { rejections: [{ rejections: [{ code: 'member-of' }] }, {}, {}, {}] },
    });
  });
});

describe('the three ledgers', () => {
  const port80 = { demand: demand(1000, { tcpPorts: [80] }) };
  const one = (changes: Parameters<typeof service>[2], assumptions = {}) =>
    simulate({
      cluster: cluster({ instances: [instance('i-1', 9000)], services: [service('web', 1, changes)] }),
      scenario: [{ code: 'update' }],
      assumptions,
    });

  test('placement: a fixed port is free as soon as its task is told to stop; time: its successor starts when it has gone', () => {
    const result = one({ ...port80, minimumHealthyPercent: 0 });
    expect(events(result, 'task-placed')).toMatchObject([{ atSeconds: 0 }]);
    expect(events(result, 'task-waiting')).toMatchObject([{ atSeconds: 0, waitsFor: 'host', instance: 'i-1' }]);
    expect(events(result, 'task-running')).toMatchObject([{ atSeconds: 30 + 30 + 10 }]);
    expect(result.services[0]).toMatchObject({ outcome: { code: 'steady' }, lowestHealthy: 0 });
  });

  test('a fixed port with a minimum of 100 percent needs an instance without it', () => {
    expect(outcomeOf(one(port80), 'web')).toMatchObject({
      stuck: { cause: 'capacity', rejections: [{ rejections: [{ code: 'tcp-ports', taken: [80] }] }] },
    });
  });

  test('quota: a stopping task counts towards the upper bound, unless told otherwise', () => {
    const changes = { minimumHealthyPercent: 0, maximumPercent: 100 };
    expect(events(one(changes), 'task-placed')).toMatchObject([{ atSeconds: 30 }]);
    expect(events(one(changes, { stoppingCounts: false }), 'task-placed')).toMatchObject([{ atSeconds: 0 }]);
  });

  test('tasks that wait on one host start in the order in which they were placed', () => {
    const result = simulate({
      cluster: cluster({
        instances: [instance('i-1', 2000)],
        services: [service('a', 1, { minimumHealthyPercent: 0 }), service('b', 1, { minimumHealthyPercent: 0 })],
      }),
      scenario: [{ code: 'update' }],
      timings: { services: { a: { stopSeconds: 100 }, b: { stopSeconds: 5 } } },
    });
    // b's room is free after 5 seconds, and a's new task is the first in line.
    expect(events(result, 'task-running')).toMatchObject([
      { service: 'a', atSeconds: 45 },
      { service: 'b', atSeconds: 140 },
    ]);
  });
});

test('the order of start and stop is a knob', () => {
  const input = {
    cluster: cluster({
      instances: [instance('i-1', 8000)],
      services: [service('web', 6, { minimumHealthyPercent: 50 })],
    }),
    scenario: [{ code: 'update' }] as const,
  };
  expect(moves(simulate(input), 'web')).toEqual(['-3', '+5', '-3', '+1']);
  expect(moves(simulate({ ...input, assumptions: { order: 'start-first' } }), 'web')).toEqual(['+2', '-5', '+4', '-1']);
});

test('an update that changes the desired count and one that is overtaken by the next both end', () => {
  const result = simulate({
    cluster: cluster({ instances: [instance('i-1', 9000)], services: [service('web', 3)] }),
    scenario: [
      { code: 'update', services: [{ name: 'web', desiredCount: 4 }] },
      { code: 'update', atSeconds: 50, services: [{ name: 'web', demand: demand(500) }] },
    ],
  });
  expect(result.services[0]).toMatchObject({ outcome: { code: 'steady' }, lowestHealthy: 3 });
  expect(events(result, 'deployment-completed')).toMatchObject([{ revision: 2 }]);
});

test('not more tasks than the limit wait in PROVISIONING at once', () => {
  const result = simulate({
    cluster: cluster({ capacities: [capacity('asg', 0, 9)], services: [service('web', 6, on('asg'))] }),
    scenario: [{ code: 'first-deployment' }],
    assumptions: { provisioningLimit: 3 },
  });
  expect(events(result, 'task-waiting').filter(({ atSeconds }) => atSeconds === 0)).toHaveLength(3);
  expect(outcomeOf(result, 'web')).toEqual({ code: 'steady' });
});
