import { simulate } from '../../../lib/placement/rollout';
import { DEFAULT_MANAGED_SCALING } from '../../../lib/placement/scaling';
import { capacity, cluster, demand, events, instance, on, outcomeOf, service } from './small-cluster';

describe('draining', () => {
  const drain = (min: number, max: number, capacityMax = 3) =>
    simulate({
      cluster: cluster({
        capacities: [capacity('asg', 2, capacityMax, { memoryMiB: 1500 })],
        services: [service('web', 2, { ...on('asg'), minimumHealthyPercent: min, maximumPercent: max })],
      }),
      scenario: [{ code: 'drain', instances: ['asg/1'] }],
    });

  test('replaces tasks first where the percents allow it, and the drained instance goes when it is empty', () => {
    const result = drain(100, 200);
    expect(result).toMatchObject({ outcome: 'steady', finalInstances: 2, services: [{ lowestHealthy: 2 }] });
    expect(events(result, 'instance-terminated')).toMatchObject([{ instance: 'asg/1' }]);
  });

  test('with a maximum of 100 percent the replacement waits until the task has gone', () => {
    const result = drain(50, 100);
    expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 1, peakTasks: 2 }] });
  });

  test('100/100 never drains', () => {
    expect(outcomeOf(drain(100, 100), 'web')).toMatchObject({ stuck: { cause: 'draining', deadlock: { from: 2 } } });
  });

  test('an instance refresh puts another in its place at once, beyond the maximum and by any launch type', () => {
    const result = simulate({
      cluster: cluster({
        capacities: [capacity('asg', 2, 2, { memoryMiB: 1500 })],
        services: [service('web', 2)],
      }),
      scenario: ['asg/1', 'asg/2'].map((id) => ({ code: 'drain', instances: [id], replaced: true })),
    });
    expect(result).toMatchObject({ outcome: 'steady', peakInstances: 3, services: [{ lowestHealthy: 2 }] });
    expect(events(result, 'instance-launching')).toMatchObject([
      { instance: 'asg/3', because: 'replacement' },
      { instance: 'asg/4', because: 'replacement' },
    ]);
    expect(events(result, 'instance-terminated').map(({ instance: id }) => id)).toEqual(['asg/1', 'asg/2']);
  });

  test('a full group at its maximum size cannot drain with a minimum of 100', () => {
    expect(outcomeOf(drain(100, 200, 2), 'web')).toMatchObject({
      stuck: { cause: 'capacity', rejections: [{ instanceId: 'asg/1', rejections: [{ code: 'status' }, {}] }, {}] },
    });
  });
});

describe('losing a zone', () => {
  const lose = (max: number) =>
    simulate({
      cluster: cluster({
        capacities: [capacity('asg', 2, max, { memoryMiB: 2500, zones: ['a', 'b'] })],
        services: [service('web', 4, on('asg'))],
      }),
      scenario: [{ code: 'zone-loss', zone: 'a' }],
    });

  test('half of the tasks serve no one at once and are replaced in the other zone when the loss has shown', () => {
    const result = lose(4);
    expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 2 }] });
    expect(events(result, 'task-lost').map(({ atSeconds }) => atSeconds)).toEqual([120, 120]);
    expect(events(result, 'instance-launching').every(({ zone }) => zone === 'b')).toBe(true);
  });

  test('it can strike in the middle of an update', () => {
    const result = simulate({
      cluster: cluster({
        capacities: [capacity('asg', 2, 9, { memoryMiB: 2500, zones: ['a', 'b'] })],
        services: [service('web', 4, on('asg'))],
      }),
      scenario: [{ code: 'update' }, { code: 'zone-loss', zone: 'b', atSeconds: 200 }],
    });
    expect(result).toMatchObject({ outcome: 'steady' });
    expect(events(result, 'deployment-completed')).toMatchObject([{ revision: 1 }]);
    expect(events(result, 'task-lost').length).toBeGreaterThan(0);
  });

  test('when every zone is lost nothing can be launched', () => {
    const result = simulate({
      cluster: cluster({ capacities: [capacity('asg', 1, 4)], services: [service('web', 1, on('asg'))] }),
      scenario: [{ code: 'zone-loss', zone: 'a' }],
    });
    expect(outcomeOf(result, 'web')).toMatchObject({ stuck: { cause: 'capacity', rejections: [] } });
  });
});

describe('spot interruption', () => {
  const interrupt = (spare: number, percents = {}, assumptions = {}) =>
    simulate({
      cluster: cluster({
        capacities: [
          capacity('asg', 2 + spare, 6, { memoryMiB: 2500, zones: ['a', 'b'], purchaseOption: 'spot' }),
          capacity('steady', 1, 1),
        ],
        services: [service('web', 4, { ...on('asg'), ...percents })],
      }),
      scenario: [{ code: 'spot-interruption', instances: ['asg/1'] }],
      assumptions,
    });

  test('two minutes are too short for a new instance: tasks are lost', () => {
    const result = interrupt(0);
    expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 2 }] });
    expect(events(result, 'instance-lost')).toMatchObject([{ atSeconds: 120, instance: 'asg/1' }]);
  });

  test('with spare room the tasks move in time', () => {
    expect(interrupt(1)).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 4 }] });
    expect(events(interrupt(1), 'task-lost')).toEqual([]);
  });

  test('without draining nothing moves before the instance is gone', () => {
    const result = interrupt(1, {}, { spotDraining: false });
    expect(result).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 3 }] });
    expect(events(result, 'instance-draining')).toEqual([]);
  });

  test('by default it hits every instance of every spot capacity and no other', () => {
    const result = simulate({
      cluster: cluster({ capacities: [capacity('s', 2, 2, { purchaseOption: 'spot' }), capacity('o', 2, 2)] }),
      scenario: [{ code: 'spot-interruption' }],
      assumptions: { lostInstancesReplaced: false },
    });
    expect(events(result, 'instance-lost').map((event) => event.instance)).toEqual(['s/1', 's/2']);
    expect(result.finalInstances).toBe(2);
  });
});

describe('scaling a service to its maximum and back', () => {
  const swing = (provider = {}) =>
    simulate({
      cluster: cluster({
        capacities: [capacity('asg', 0, 9, { memoryMiB: 2500, provider })],
        services: [service('web', 2, { ...on('asg'), scaling: { minTasks: 1, maxTasks: 6 } })],
      }),
      scenario: [
        { code: 'scale', to: 'maximum' },
        { code: 'scale', to: 'original' },
      ],
    });

  test('three instances at the peak; protected instances with tasks stay behind', () => {
    const result = swing();
    expect(result).toMatchObject({
      outcome: 'steady',
      peakInstances: 3,
      services: [{ peakTasks: 6, lowestHealthy: 2 }],
    });
    expect(result.finalInstances).toBe(2);
  });

  test('binpack gathers the tasks that stay on one instance', () => {
    const result = simulate({
      cluster: cluster({
        capacities: [capacity('asg', 0, 9, { memoryMiB: 2500 })],
        services: [
          service('web', 2, {
            ...on('asg'),
            scaling: { minTasks: 1, maxTasks: 6 },
            strategies: [{ type: 'binpack', field: 'memory' }],
          }),
        ],
      }),
      scenario: [
        { code: 'scale', to: 'maximum' },
        { code: 'scale', to: { web: 2 } },
      ],
    });
    expect(result.finalInstances).toBe(1);
  });

  test('without protection an occupied instance may be the one that goes: drained, or with its tasks', () => {
    const shrink = (managedDraining: boolean) =>
      simulate({
        cluster: cluster({
          capacities: [
            capacity('asg', 0, 3, {
              desiredInstances: 3,
              provider: { managedTerminationProtection: false, managedDraining },
            }),
          ],
          services: [service('web', 2, on('asg'))],
        }),
        scenario: [{ code: 'observe' }],
      });
    expect(shrink(true)).toMatchObject({ outcome: 'steady', finalInstances: 2, services: [{ lowestHealthy: 2 }] });
    expect(shrink(false)).toMatchObject({ outcome: 'steady', finalInstances: 2, services: [{ lowestHealthy: 1 }] });
    expect(events(shrink(false), 'task-lost')).toHaveLength(1);
  });
});

describe('daemons', () => {
  const agent = (changes = {}) =>
    service('agent', 0, {
      daemon: true,
      minimumHealthyPercent: 0,
      maximumPercent: 100,
      demand: demand(100),
      ...changes,
    });

  test('are the first on a new instance, and their room is kept from replicas', () => {
    const result = simulate({
      cluster: cluster({
        capacities: [capacity('asg', 0, 9, { memoryMiB: 2000 })],
        services: [service('web', 2, on('asg')), agent()],
      }),
      scenario: [{ code: 'first-deployment' }],
    });
    const onFirst = events(result, 'task-placed').filter((event) => event.instance === 'asg/1');
    expect(onFirst.map(({ service: name }) => name)).toEqual(['agent', 'web']);
    expect(result).toMatchObject({ outcome: 'steady', finalInstances: 2 });
  });

  test('stop before they start, as many at a time as the minimum allows', () => {
    const result = simulate({
      cluster: cluster({ capacities: [capacity('asg', 3, 3)], services: [agent({ minimumHealthyPercent: 50 })] }),
      scenario: [{ code: 'update' }],
    });
    expect(result.services[0]).toMatchObject({ outcome: { code: 'steady' }, lowestHealthy: 2, peakTasks: 3 });
    expect(events(result, 'task-placed').map(({ atSeconds }) => atSeconds)).toEqual([30, 140, 250]);
  });

  test('with a minimum of 100 percent are deadlocked by their percents', () => {
    const result = simulate({
      cluster: cluster({ capacities: [capacity('asg', 3, 3)], services: [agent({ minimumHealthyPercent: 100 })] }),
      scenario: [{ code: 'update' }],
    });
    expect(outcomeOf(result, 'agent')).toMatchObject({ stuck: { cause: 'config', deadlock: { from: 3 } } });
  });

  test('that need more room than replicas leave wait for it, evict nothing and keep others out of it', () => {
    const result = simulate({
      cluster: cluster({ instances: [instance('i-1', 2000)], services: [service('web', 1), agent()] }),
      scenario: [
        { code: 'update', services: [{ name: 'agent', demand: demand(1100) }] },
        { code: 'update', services: [{ name: 'web', demand: demand(800) }], atSeconds: 60 },
      ],
    });
    expect(outcomeOf(result, 'agent')).toMatchObject({ stuck: { cause: 'capacity' } });
    expect(outcomeOf(result, 'web')).toMatchObject({ stuck: { cause: 'capacity', counts: { outgoing: 1 } } });
    expect(events(result, 'task-stopping')).toMatchObject([{ service: 'agent' }]);
  });

  test('do not keep an instance from being scaled in', () => {
    const result = simulate({
      cluster: cluster({ capacities: [capacity('asg', 0, 9, { desiredInstances: 3 })], services: [agent()] }),
      scenario: [{ code: 'observe' }],
    });
    expect(result.finalInstances).toBe(0);
  });
});

test('a service that is out of balance moves one task at a time into the emptier zone, start first', () => {
  const tasks = [1, 2, 3, 4].map((n) => ({ id: `t-${n}`, group: 'service:web', demand: demand(1000) }));
  const rebalance = (zoneRebalancing: boolean) =>
    simulate({
      cluster: cluster({
        instances: [instance('i-1', 9000, { tasks }), instance('i-2', 9000, { zone: 'b' })],
        services: [service('web', 4, { zoneRebalancing })],
      }),
      scenario: [{ code: 'observe' }],
    });
  const moved = events(rebalance(true), 'task-stopping');
  expect(moved.map(({ because, instance: from }) => [because, from])).toEqual([
    ['zone-rebalancing', 'i-1'],
    ['zone-rebalancing', 'i-1'],
  ]);
  expect(rebalance(true)).toMatchObject({ outcome: 'steady', services: [{ lowestHealthy: 4, peakTasks: 5 }] });
  expect(events(rebalance(false), 'task-placed')).toEqual([]);
});

test('a target below 100 keeps spare instances at rest', () => {
  const provider = { managedScaling: { ...DEFAULT_MANAGED_SCALING, targetCapacity: 50 } };
  const result = simulate({
    cluster: cluster({ capacities: [capacity('asg', 0, 9, { provider })], services: [service('web', 4, on('asg'))] }),
    scenario: [{ code: 'observe' }],
  });
  expect(result).toMatchObject({ outcome: 'steady', finalInstances: 4 });
});
