import { type RolloutInput, simulate } from '../../lib/placement';
import { namesFrom } from '../../lib/report/simulation/names';
import { stuckText } from '../../lib/report/simulation/stuck-text';
import { capacity, cluster, demand, instance, on, service } from '../placement/rollout/small-cluster';

/** What is said of the first service's stuck step. */
function stuckIn(parts: Parameters<typeof cluster>[0], scenario: RolloutInput['scenario'] = [{ code: 'update' }]) {
  const all = cluster(parts);
  const { outcome } = simulate({ cluster: all, scenario }).services[0]!;
  if (outcome.code !== 'stuck') throw new Error(`not stuck: ${outcome.code}`);
  return stuckText(outcome.stuck, all.services[0]!, namesFrom([], []));
}

test('percents that allow no step', () => {
  const { step, reasons, fix } = stuckIn({
    instances: [instance('i-1', 99_000)],
    services: [service('web', 3, { maximumPercent: 125 })],
  });
  expect(step).toBe(
    '3 tasks to replace, 0 new, 3 desired; 3 healthy (3 must stay), 3 in all (3 may be); the percents let no task stop and none start',
  );
  expect(reasons).toEqual([]);
  expect(fix).toBe('set the maximum percent to at least 134, or the minimum healthy percent to at most 66');
});

test('a group at its maximum size', () => {
  const { step, reasons, fix } = stuckIn({
    capacities: [capacity('asg', 2, 2, { memoryMiB: 1500 })],
    services: [service('web', 2, on('asg'))],
  });
  expect(step).toContain(
    '2 tasks wait in PROVISIONING for an instance that never comes, and no task may stop before it',
  );
  expect(reasons).toEqual([
    'asg/1 and asg/2: memory (needs 1000 MiB, 500 of 1500 free)',
    'capacity provider asg: 2 of at most 2 instances; it is at its maximum size',
  ]);
  expect(fix).toBe(
    'raise the maximum size of asg above 2; or set the minimum healthy percent to at most 50, so that a task may stop first',
  );
});

test('tasks larger than any instance: more of these do not help', () => {
  const { reasons, fix } = stuckIn(
    { capacities: [capacity('asg', 1, 9)], services: [service('web', 1, { ...on('asg'), demand: demand(5000) })] },
    [{ code: 'first-deployment' }],
  );
  expect(reasons).toEqual([
    'asg/1: memory (needs 5000 MiB, 2000 of 2000 free)',
    'capacity provider asg: 1 of at most 9 instances; the task does not fit its smallest instance type, so that managed scaling adds none',
  ]);
  expect(fix).toBe('ask for less or launch other instances: no empty one of these would take the task either');
});

test('a cluster without instances', () => {
  const { step, reasons } = stuckIn({ services: [service('web', 1)] }, [{ code: 'first-deployment' }]);
  expect(step).toBe('0 tasks, 1 desired; 0 healthy (1 must stay), 0 in all (2 may be); the next task fits no instance');
  expect(reasons).toEqual(['there is no instance']);
});

test('missing tasks are no matter of percents', () => {
  const { fix } = stuckIn({ instances: [instance('i-1', 1000)], services: [service('web', 2)] });
  expect(fix).not.toContain('percent');
});

test('an instance that cannot drain', () => {
  const { step, fix } = stuckIn(
    {
      capacities: [capacity('asg', 2, 3)],
      services: [service('web', 2, { ...on('asg'), maximumPercent: 100 })],
    },
    [{ code: 'drain', instances: ['asg/1'] }],
  );
  expect(step).toContain('tasks are to leave a draining instance');
  expect(fix).toBe('set the maximum percent to at least 150, or the minimum healthy percent to at most 50');
});

test('tasks that always fail, and nothing that ends it', () => {
  const { step, fix } = stuckIn({ instances: [instance('i-1', 9000)], services: [service('web', 1)] }, [
    { code: 'update', services: [{ name: 'web', failure: { at: 'start', attempts: 'always' } }] },
  ]);
  expect(step).toContain('its tasks fail whenever they start');
  expect(fix).toContain('circuit breaker');
});
