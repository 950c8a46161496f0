import type { Service } from '../../../lib/placement/fleet';
import { simulate } from '../../../lib/placement/rollout';
import { cluster, demand, events, instance, outcomeOf, service } from './small-cluster';

const failing = (
  changes: Partial<Service>,
  attempts: number | 'always' = 'always',
  at: 'pull' | 'start' | 'health' = 'pull',
) =>
  simulate({
    cluster: cluster({ instances: [instance('i-1', 99_000)], services: [service('web', 4, changes)] }),
    scenario: [{ code: 'update', services: [{ name: 'web', failure: { at, attempts } }] }],
  });

const rollback = { circuitBreaker: { rollback: true } };

describe('the circuit breaker', () => {
  test.each(['pull', 'start', 'health'] as const)('rolls back when tasks fail at %s', (at) => {
    const result = failing(rollback, 'always', at);
    expect(result.services[0]).toMatchObject({
      outcome: { code: 'rolled-back', cause: 'task-failures' },
      lowestHealthy: 4,
    });
    expect(events(result, 'deployment-failed')).toMatchObject([{ revision: 1, rollsBackTo: 0 }]);
  });

  test('counts to its threshold: a failure less and the deployment goes on', () => {
    expect(outcomeOf(failing(rollback, 3), 'web')).toMatchObject({ code: 'rolled-back' });
    expect(outcomeOf(failing(rollback, 2), 'web')).toEqual({ code: 'steady' });
    const count = { circuitBreaker: { rollback: true, threshold: { type: 'COUNT', value: 9 } } } as const;
    expect(outcomeOf(failing(count, 8), 'web')).toEqual({ code: 'steady' });
    expect(outcomeOf(failing(count, 9), 'web')).toMatchObject({ code: 'rolled-back' });
  });

  test('starts to count anew at a healthy task, unless told otherwise', () => {
    // Room for one more: every other start fails, three in all, with a healthy task after each.
    const outcome = (resetOnHealthyTask?: boolean) => {
      const circuitBreaker = { rollback: true, resetOnHealthyTask };
      const result = simulate({
        cluster: cluster({ instances: [instance('i-1', 5000)], services: [service('web', 4, { circuitBreaker })] }),
        scenario: [{ code: 'update', services: [{ name: 'web', failure: { at: 'pull', attempts: 3, every: 2 } }] }],
      });
      return outcomeOf(result, 'web');
    };
    expect(outcome()).toEqual({ code: 'steady' });
    expect(outcome(false)).toMatchObject({ code: 'rolled-back', cause: 'task-failures' });
  });

  test('without rollback the deployment fails and the old tasks stay', () => {
    const result = failing({ circuitBreaker: { rollback: false } });
    expect(result.services[0]).toMatchObject({ outcome: { code: 'failed', cause: 'task-failures' }, lowestHealthy: 4 });
  });

  test('a first deployment has nothing to go back to', () => {
    const result = simulate({
      cluster: cluster({ instances: [instance('i-1', 9000)], services: [service('web', 2, rollback)] }),
      scenario: [
        { code: 'first-deployment', services: [{ name: 'web', failure: { at: 'start', attempts: 'always' } }] },
      ],
    });
    expect(outcomeOf(result, 'web')).toEqual({ code: 'failed', cause: 'task-failures' });
  });

  test('placements that fail count for launch-type services, with every reason', () => {
    const result = simulate({
      cluster: cluster({ instances: [instance('i-1', 2000)], services: [service('web', 2, rollback)] }),
      scenario: [{ code: 'update' }],
    });
    expect(outcomeOf(result, 'web')).toMatchObject({
      code: 'rolled-back',
      cause: 'placement-failures',
      stuck: { cause: 'capacity', rejections: [{ rejections: [{ code: 'memory' }] }] },
    });
  });
});

describe('without a circuit breaker', () => {
  test('a deployment whose tasks always fail is stuck, and that is recognized', () => {
    const result = failing({});
    expect(outcomeOf(result, 'web')).toMatchObject({ code: 'stuck', stuck: { cause: 'failing', rejections: [] } });
    expect(result.services[0]!.lowestHealthy).toBe(4);
  });

  test('failing starts pause for longer and longer, up to fifteen minutes', () => {
    const result = simulate({
      cluster: cluster({ instances: [instance('i-1', 9000)], services: [service('web', 1)] }),
      scenario: [{ code: 'update', services: [{ name: 'web', failure: { at: 'pull', attempts: 10 } }] }],
    });
    const placed = events(result, 'task-placed').map(({ atSeconds }) => atSeconds);
    const pauses = placed.slice(1).map((at, index) => at - placed[index]! - 30);
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
    expect(outcomeOf(result, 'web')).toEqual({ code: 'steady' });
  });
});

describe('staged deployments', () => {
  const staged = (deployment: 'blue-green' | 'linear' | 'canary', memoryMiB: number, traffic = {}) =>
    simulate({
      cluster: cluster({
        instances: [instance('i-1', memoryMiB)],
        services: [service('web', 3, { deployment, ...rollback })],
      }),
      scenario: [{ code: 'update' }],
      traffic: { web: traffic },
    });
  const shifts = (result: ReturnType<typeof simulate>) =>
    events(result, 'traffic').map(({ atSeconds, percent }) => [atSeconds - 80, percent]);

  test('blue/green runs both sets, moves all traffic at once, bakes and cleans up', () => {
    const result = staged('blue-green', 6000, { bakeSeconds: 600 });
    expect(shifts(result)).toEqual([[0, 100]]);
    expect(result.services[0]).toMatchObject({ outcome: { code: 'steady' }, peakTasks: 6, lowestHealthy: 3 });
    expect(events(result, 'task-stopping').map(({ atSeconds }) => atSeconds)).toEqual([680, 680, 680]);
  });

  test('linear moves traffic in equal steps, canary in two', () => {
    expect(shifts(staged('linear', 6000, { stepPercent: 40, stepBakeSeconds: 60 }))).toEqual([
      [0, 40],
      [60, 80],
      [120, 100],
    ]);
    expect(shifts(staged('canary', 6000))).toEqual([
      [0, 5],
      [600, 100],
    ]);
  });

  test('without room for twice the tasks the scale-up stage lasts until its limit and rolls back; no breaker trips', () => {
    const result = staged('blue-green', 5999);
    expect(result.services[0]).toMatchObject({
      outcome: {
        code: 'rolled-back',
        cause: 'stage-limit',
        stuck: { cause: 'capacity', atSeconds: 80, counts: { outgoing: 3, kept: 2 } },
      },
      endedAtSeconds: 86_400 + 30,
      lowestHealthy: 3,
    });
  });

  test('two distinct instances each are needed when tasks must not share one', () => {
    const instances = ['1', '2', '3', '4', '5'].map((id) => instance(id, 9000));
    const distinct = { deployment: 'blue-green', constraints: [{ type: 'distinctInstance' }] } as const;
    const result = simulate({
      cluster: cluster({ instances, services: [service('web', 3, distinct)] }),
      scenario: [{ code: 'update', services: [{ name: 'web', demand: demand(10) }] }],
    });
    expect(outcomeOf(result, 'web')).toMatchObject({ stuck: { counts: { kept: 2 } } });
  });
});
