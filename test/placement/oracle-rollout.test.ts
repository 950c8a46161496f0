import { taskBounds } from '../../lib/placement/rollout/bounds';
import { breakerThreshold } from '../../lib/placement/rollout/circuit-breaker';
import { simulate } from '../../lib/placement/rollout/simulate';
import {
  capacityProviderReservation,
  DEFAULT_MANAGED_SCALING,
  DEFAULT_SCALING_ASSUMPTIONS,
  neededInstances,
} from '../../lib/placement/scaling';
import { NO_DEMAND } from '../../lib/placement/task-demand';
import {
  capacity,
  cluster,
  demand,
  events,
  instance,
  moves,
  on,
  outcomeOf,
  registered,
  running,
  service,
} from './rollout/small-cluster';
import { decide, needOf, observed, runScaling } from './scaling/scaling-run';

/** Cases of facts/scheduling.md with known answers, each under its number there. */

const percents = (minimumHealthyPercent: number, maximumPercent: number) => ({ minimumHealthyPercent, maximumPercent });

describe('case 15: the bounds of the developer guide', () => {
  test('50 percent of 4 is 2, 75 percent of 2 rounds up to 2', () => {
    expect(taskBounds(4, percents(50, 200)).lower).toBe(2);
    expect(taskBounds(2, percents(75, 200)).lower).toBe(2);
  });

  test('200 percent of 4 is 8, 125 percent of 3 and 134 percent of 1 round down', () => {
    expect(taskBounds(4, percents(100, 200)).upper).toBe(8);
    expect(taskBounds(3, percents(100, 125)).upper).toBe(3);
    expect(taskBounds(1, percents(100, 134)).upper).toBe(1);
  });

  test.each([
    [2, 75, 100],
    [3, 100, 125],
    [1, 100, 134],
  ])('an update of %i tasks with %i/%i is deadlocked by its percents', (desired, min, max) => {
    const result = simulate({
      cluster: cluster({
        instances: [instance('i-1', 99_000)],
        services: [service('web', desired, percents(min, max))],
      }),
      scenario: [{ code: 'update' }],
    });
    expect(outcomeOf(result, 'web')).toMatchObject({
      code: 'stuck',
      stuck: { cause: 'config', atSeconds: 0, counts: { outgoing: desired, kept: 0 }, deadlock: { from: desired } },
    });
  });
});

describe('case 16: six tasks in rolling deployments', () => {
  const roll = (slots: number, min: number, max: number) =>
    simulate({
      cluster: cluster({
        instances: [instance('i-1', slots * 1000)],
        services: [service('web', 6, percents(min, max))],
      }),
      scenario: [{ code: 'update' }],
    });

  test('room for eight, 100/200: two at a time', () => {
    const result = roll(8, 100, 200);
    expect(moves(result, 'web')).toEqual(['+2', '-2', '+2', '-2', '+2', '-2']);
    expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 6 }] });
  });

  test('room for eight, 50/200: three less, then five more', () => {
    const result = roll(8, 50, 200);
    expect(moves(result, 'web')).toEqual(['-3', '+5', '-3', '+1']);
    expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 3 }] });
  });

  test('room for nine, 50/200: half and half', () => {
    expect(moves(roll(9, 50, 200), 'web')).toEqual(['-3', '+6', '-3']);
  });
});

test('case 17: thresholds of the circuit breaker', () => {
  expect([1, 25, 400, 800].map((desired) => breakerThreshold(desired))).toEqual([3, 13, 200, 200]);
  expect(breakerThreshold(800, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(400);
  expect(breakerThreshold(40, { type: 'COUNT', value: 5 })).toBe(5);
});

describe('case 19: the metric of managed scaling', () => {
  const at = (targetCapacity: number) => ({ ...DEFAULT_MANAGED_SCALING, targetCapacity });

  test('an empty group is at 100, and at 200 when tasks wait; it then grows to two', () => {
    expect(capacityProviderReservation(0, 0)).toBe(100);
    expect(decide(observed(0, { need: needOf(7) }))).toMatchObject({ code: 'scale-out', reservation: 200, to: 2 });
  });

  test('two of three needed: 66.7, and in to two', () => {
    expect(capacityProviderReservation(2, 3)).toBeCloseTo(66.67, 2);
    expect(runScaling(20, () => observed(3, { occupied: 2, removable: 1 })).at(-1)).toMatchObject({
      code: 'scale-in',
      to: 2,
    });
  });

  test('at a target of 50 there are twice as many as needed', () => {
    expect(decide(observed(2), at(50))).toMatchObject({ code: 'scale-out', to: 4 });
    expect(decide(observed(20), at(50))).toMatchObject({ to: 40 });
    expect(decide(observed(40), at(50))).toMatchObject({ to: 80 });
  });
});

test('case 20: two empty instances of ten count as M/N, not as two percent', () => {
  expect(decide(observed(10, { occupied: 8 }))).toMatchObject({ reservation: 80 });
});

test('case 21: ten tasks with 2 vCPU and 8 GB on 16 vCPU and 24 GB need two by CPU and four by memory: four', () => {
  const bin = registered(24_576, { cpuUnits: 16_384 });
  const ten = [{ demand: { ...NO_DEMAND, cpuUnits: 2048, memoryMiB: 8192 }, count: 10 }];
  expect(neededInstances(ten, [bin], DEFAULT_SCALING_ASSUMPTIONS)).toMatchObject({
    add: 4,
    groups: [{ limitedBy: 'memory' }],
  });
});

test('case 22: groups that need three and five instances need five; the knob adds them', () => {
  const groups = [
    { demand: demand(2000), count: 3 },
    { demand: demand(1500), count: 5 },
  ];
  const offer = [registered(2000)];
  expect(neededInstances(groups, offer, { demandGroups: 'largest' }).add).toBe(5);
  expect(neededInstances(groups, offer, { demandGroups: 'sum' }).add).toBe(8);
});

test('case 27: a provider in each of three zones, two tasks, 100/150: the empty zone scales out and the drain completes', () => {
  const zones = ['a', 'b', 'c'];
  const result = simulate({
    cluster: cluster({
      capacities: zones.map((zone) => capacity(zone, 0, 3, { zones: [zone] })),
      services: [service('web', 2, { ...percents(100, 150), ...on(...zones) })],
    }),
    scenario: [{ code: 'drain', instances: ['a/1'] }],
  });
  expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 2, peakTasks: 3 }] });
  expect(events(result, 'scaling')[0]).toMatchObject({
    capacityProvider: 'c',
    decision: { code: 'scale-out', from: 0, to: 2 },
  });
  expect(events(result, 'task-stopping')).toMatchObject([{ task: 'web/1', because: 'draining', instance: 'a/1' }]);
});

test('case 28: a target of 90 and no tasks: the group swings between none and two for ever', () => {
  const provider = { managedScaling: { ...DEFAULT_MANAGED_SCALING, targetCapacity: 90 } };
  const result = simulate({
    cluster: cluster({ capacities: [capacity('asg', 0, 10, { provider })] }),
    scenario: [{ code: 'observe' }],
  });
  expect(result).toMatchObject({
    outcome: 'oscillates',
    oscillations: [{ capacityProvider: 'asg', low: 0, high: 2 }],
    peakInstances: 2,
  });
});

describe('capacity deadlocks (section 4)', () => {
  test('one 2048 MiB instance, two old tasks of 1000, new of 1500, minimum 50: stuck although one may stop', () => {
    const result = simulate({
      cluster: cluster({ instances: [instance('i-1', 2048)], services: [service('web', 2, percents(50, 200))] }),
      scenario: [{ code: 'update', services: [{ name: 'web', demand: demand(1500) }] }],
    });
    expect(outcomeOf(result, 'web')).toMatchObject({
      code: 'stuck',
      stuck: {
        cause: 'capacity',
        counts: { outgoing: 1, kept: 0, bounds: { lower: 1 } },
        rejections: [{ instanceId: 'i-1', rejections: [{ code: 'memory', needed: 1500, free: 1048 }] }],
      },
    });
  });

  test('instances of 3000 and 1500, three old tasks of 1000, new of 1500, 100/200: one is placed, then stuck at 1 of 3', () => {
    const result = simulate({
      cluster: cluster({
        instances: [instance('i-1', 3000, { tasks: running('web', 3, demand(1000)) }), instance('i-2', 1500)],
        services: [service('web', 3)],
      }),
      scenario: [{ code: 'update', services: [{ name: 'web', demand: demand(1500) }] }],
    });
    expect(events(result, 'task-placed')).toHaveLength(1);
    expect(outcomeOf(result, 'web')).toMatchObject({
      code: 'stuck',
      stuck: { cause: 'capacity', counts: { kept: 1 } },
    });
  });
});
