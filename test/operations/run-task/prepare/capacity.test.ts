import type { Cluster } from '@aws-sdk/client-ecs';
import type { RunTaskSettings } from '../../../../lib/operations';
import { launchInput, launchOf } from '../../../../lib/operations/run-task/prepare/capacity';
import { arn } from '../../test-clients';

const launch = (capacity: RunTaskSettings['capacity'], cluster: Cluster = {}) =>
  launchOf(capacity ? { capacity } : {}, {
    ...{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', capacityProviders: ['steady', 'burst', 'FARGATE'] },
    ...cluster,
  });

const standard = (capacityProvider: string, base = 0): Cluster => ({
  defaultCapacityProviderStrategy: [{ capacityProvider, weight: 1, base }],
});

describe('what a call says', () => {
  test('the strategy of the cluster is left to ECS', () => {
    expect(launchInput(launch(undefined, standard('steady', 2)), 0)).toEqual({});
  });

  test('only a cluster without one is run in by launch type', () => {
    expect(launchInput(launch(undefined), 0)).toEqual({ launchType: 'EC2' });
  });

  test('a base is for the whole run: later calls ask for what is left of it', () => {
    const given = launch([
      { capacityProvider: 'steady', base: 12 },
      { capacityProvider: 'burst', weight: 3 },
    ]);
    const basesOf = (asked: number) => launchInput(given, asked).capacityProviderStrategy?.map(({ base }) => base);
    expect([0, 10, 20].map(basesOf)).toEqual([
      [12, 0],
      [2, 0],
      [0, 0],
    ]);
  });

  test("so it is for the base of the cluster's own", () => {
    const own = launch(undefined, standard('steady', 2));
    expect(launchInput(own, 10)).toEqual({
      capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1, base: 0 }],
    });
  });
});

test.each<[string, RunTaskSettings['capacity'], Cluster, object]>([
  ['a slip of a name', [{ capacityProvider: 'stedy' }], {}, { code: 'not-found', near: ['steady'] }],
  ['Fargate', [{ capacityProvider: 'FARGATE' }], {}, { code: 'invalid-request' }],
  ['a cluster that runs on Fargate by default', undefined, standard('FARGATE'), { code: 'invalid-request' }],
  [
    'two bases',
    [
      { capacityProvider: 'steady', base: 1 },
      { capacityProvider: 'burst', base: 1 },
    ],
    {},
    { code: 'invalid-request' },
  ],
  ['a weight beyond what ECS takes', [{ capacityProvider: 'steady', weight: 1001 }], {}, { code: 'invalid-request' }],
])('%s is refused', (_, capacity, cluster, problem) => {
  expect(() => launch(capacity, cluster)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining(problem) }),
  );
});
