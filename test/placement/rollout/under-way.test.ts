import { simulate } from '../../../lib/placement/rollout';
import { capacity, cluster, demand, events, instance, on, outcomeOf, running, service } from './small-cluster';

/** A deployment of `web` (two tasks of 1000 MiB) that goes on from what is on one instance. */
const goOn = (memoryMiB: number, outgoing: readonly string[], changes: Parameters<typeof service>[2] = {}) =>
  simulate({
    cluster: cluster({
      instances: [instance('i', memoryMiB, { tasks: running('web', 2, demand(1000)) })],
      services: [service('web', 2, changes)],
    }),
    scenario: [{ code: 'continue', services: [{ name: 'web', outgoing }] }],
  });

test('tasks of the revision before are replaced although they ask for the same', () => {
  const result = goOn(3000, ['web-0', 'web-1']);
  expect(outcomeOf(result, 'web')).toEqual({ code: 'steady' });
  expect(events(result, 'task-healthy').map(({ revision }) => revision)).toEqual([0, 0]);
  expect(events(result, 'task-stopped').map(({ revision }) => revision)).toEqual([1, 1]);
});

test('those of the new revision stay', () => {
  const result = goOn(3000, ['web-1']);
  expect(events(result, 'task-healthy')).toHaveLength(1);
  expect(events(result, 'task-stopped')).toHaveLength(1);
});

test('with none to replace it has ended', () => {
  expect(goOn(2000, [])).toMatchObject({ outcome: 'steady', finishedAtSeconds: 0 });
});

test('it stops where there is no room for the next task', () => {
  expect(outcomeOf(goOn(2500, ['web-0', 'web-1']), 'web')).toMatchObject({
    code: 'stuck',
    stuck: { cause: 'capacity', counts: { outgoing: 2, kept: 0 } },
  });
});

test('nothing that is missing has been placed before, and no capacity has grown for it', () => {
  const capacities = [capacity('asg', 1, 3, { memoryMiB: 1500 })];
  const services = [service('web', 2, on('asg'))];
  const from = (scenario: Parameters<typeof simulate>[0]['scenario']) =>
    events(simulate({ cluster: cluster({ capacities, services }), scenario }), 'instance-found');
  expect(from([{ code: 'observe' }])).toHaveLength(2);
  expect(from([{ code: 'continue', services: [{ name: 'web', outgoing: [] }] }])).toHaveLength(1);
});

test('a failing deployment that goes on goes back to the revision before', () => {
  const result = goOn(2500, ['web-0', 'web-1'], { circuitBreaker: { rollback: true } });
  expect(outcomeOf(result, 'web')).toMatchObject({ code: 'rolled-back', cause: 'placement-failures' });
  expect(goOn(1500, ['web-0', 'web-1'], { deployment: 'blue-green' })).toMatchObject({ outcome: 'rolled-back' });
});

test('it may only begin a scenario, and only with services that are there and that ECS deploys', () => {
  const of =
    (scenario: Parameters<typeof simulate>[0]['scenario'], deployment: 'rolling' | 'external' = 'rolling') =>
    () =>
      simulate({ cluster: cluster({ services: [service('web', 1, { deployment })] }), scenario });
  const step = { code: 'continue', services: [{ name: 'web', outgoing: [] }] } as const;
  expect(of([{ code: 'observe' }, step])).toThrow('scenario[1].code');
  expect(of([{ code: 'continue', services: [{ name: 'api', outgoing: [] }] }])).toThrow('scenario[0].services[0].name');
  expect(of([step], 'external')).toThrow('scenario[0].services[0].name');
});
