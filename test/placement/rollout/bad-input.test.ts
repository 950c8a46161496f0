import { PlacementInputError } from '../../../lib/placement/input/input-error';
import type { RolloutInput, ScenarioStep } from '../../../lib/placement/rollout/scenario';
import { simulate } from '../../../lib/placement/rollout/simulate';
import { DEFAULT_MANAGED_SCALING } from '../../../lib/placement/scaling';
import { capacity, cluster, demand, instance, on, service } from './small-cluster';

const observe: ScenarioStep[] = [{ code: 'observe' }];

function problemsOf(input: RolloutInput): [string, string][] {
  try {
    simulate(input);
  } catch (error) {
    if (error instanceof PlacementInputError) return error.problems.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

describe('unusable input is named, all of it at once', () => {
  test('services', () => {
    const services = [
      service('web', -1, { minimumHealthyPercent: Number.NaN, demand: demand(0.5) }),
      service('web', 1e12, on('nowhere')),
      service('jobs', 1, { constraints: [{ type: 'memberOf', expression: 'attribute:' }] }),
      service('api', 1, { circuitBreaker: { rollback: true, threshold: { type: 'COUNT', value: 0 } } }),
    ];
    expect(problemsOf({ cluster: cluster({ services }), scenario: observe })).toEqual(
      expect.arrayContaining([
        ['negative', 'cluster.services[0].desiredCount'],
        ['not-a-number', 'cluster.services[0].minimumHealthyPercent'],
        ['fractional', 'cluster.services[0].demand.memoryMiB'],
        ['too-large', 'cluster.services[1].desiredCount'],
        ['not-found', 'cluster.services[1].capacityProviderStrategy[0].capacityProvider'],
        ['duplicate', 'cluster.services[1].name'],
        ['expression', 'cluster.services[2].constraints[0].expression'],
        ['not-allowed', 'cluster.services[3].circuitBreaker.threshold.value'],
      ]),
    );
  });

  test('capacities', () => {
    const managedScaling = { ...DEFAULT_MANAGED_SCALING, targetCapacity: 0, minimumScalingStepSize: 10_001 };
    const capacities = [
      capacity('asg', 3, 2, { zones: [], provider: { managedScaling } }),
      capacity('asg', 0, 1, { instanceTypes: [], desiredInstances: 2 }),
    ];
    expect(problemsOf({ cluster: cluster({ capacities }), scenario: observe })).toEqual([
      ['missing', 'cluster.capacities[0].zones'],
      ['conflict', 'cluster.capacities[0].minInstances'],
      ['conflict', 'cluster.capacities[0].desiredInstances'],
      ['not-allowed', 'cluster.capacities[0].capacityProvider.managedScaling.targetCapacity'],
      ['not-allowed', 'cluster.capacities[0].capacityProvider.managedScaling.minimumScalingStepSize'],
      ['missing', 'cluster.capacities[1].instanceTypes'],
      ['conflict', 'cluster.capacities[1].desiredInstances'],
      ['duplicate', 'cluster.capacities[1].name'],
    ]);
  });

  test('the scenario', () => {
    const scenario = [
      { code: 'update', services: [{ name: 'nobody' }, { name: 'ours', failure: { at: 'pull', attempts: -1 } }] },
      { code: 'first-deployment', atSeconds: Number.POSITIVE_INFINITY },
      { code: 'scale', to: { web: 1.5 } },
      { code: 'zone-loss', zone: 'mars' },
      { code: 'explode' },
    ] as ScenarioStep[];
    const services = [service('web', 1), service('ours', 1, { deployment: 'external' })];
    expect(problemsOf({ cluster: cluster({ services }), scenario })).toEqual([
      ['not-found', 'scenario[0].services[0].name'],
      ['not-allowed', 'scenario[0].services[1].name'],
      ['negative', 'scenario[0].services[1].failure.attempts'],
      ['too-large', 'scenario[1].atSeconds'],
      ['not-allowed', 'scenario[1].code'],
      ['fractional', 'scenario[2].to.web'],
      ['not-found', 'scenario[3].zone'],
      ['not-allowed', 'scenario[4].code'],
    ]);
    expect(problemsOf({ cluster: cluster({}), scenario: [] })).toEqual([['missing', 'scenario']]);
  });

  test('options', () => {
    const input = {
      cluster: cluster({}),
      scenario: observe,
      timings: { instanceLaunchSeconds: -1, tasks: { stopSeconds: Number.NaN } },
      traffic: { web: { stepPercent: 0, bakeSeconds: -5 } },
      assumptions: { provisioningLimit: 0.5, scaling: { datapointSeconds: 0 } },
    };
    expect(problemsOf(input)).toEqual([
      ['negative', 'timings.instanceLaunchSeconds'],
      ['not-a-number', 'timings.tasks.stopSeconds'],
      ['not-allowed', 'traffic.web.stepPercent'],
      ['negative', 'traffic.web.bakeSeconds'],
      ['fractional', 'assumptions.provisioningLimit'],
      ['not-allowed', 'assumptions.scaling.datapointSeconds'],
    ]);
  });
});

describe('any value in any place is refused by name or simulated, and nothing else is thrown', () => {
  const input: RolloutInput = {
    cluster: cluster({
      capacities: [capacity('asg', 0, 3)],
      instances: [instance('i-1', 4000)],
      services: [service('web', 2, on('asg')), service('agent', 0, { daemon: true, maximumPercent: 100 })],
    }),
    scenario: [
      { code: 'update', services: [{ name: 'web', demand: demand(1500), failure: { at: 'pull', attempts: 1 } }] },
      { code: 'drain', instances: ['i-1'] },
      { code: 'scale', to: { web: 3 } },
      { code: 'zone-loss', zone: 'a' },
    ],
    timings: { tasks: { stopSeconds: 3 }, services: { web: { stopSeconds: 4 } }, instanceLaunchSeconds: 4 },
    traffic: { web: { stepPercent: 5 } },
    assumptions: { scaling: { datapointSeconds: 60, fromZero: 'two' }, placement: {}, order: 'stop-first' },
  };
  const strange = [
    undefined,
    null,
    Number.NaN,
    -1,
    0,
    0.5,
    1e9,
    2 ** 53,
    Number.POSITIVE_INFINITY,
    '',
    'x',
    [],
    {},
    true,
  ];

  const pathsIn = (value: unknown): string[][] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsIn(inner).map((path) => [key, ...path])]);

  test.each(Object.keys(input))('%s', (root) => {
    let refused = 0;
    for (const path of [[root], ...pathsIn(input[root as keyof RolloutInput]).map((rest) => [root, ...rest])]) {
      for (const value of strange) {
        // Any place may hold any value here, whatever its type says.
        const changed = structuredClone(input) as unknown as Record<string, unknown>;
        const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, changed);
        parent[path.at(-1)!] = value;
        try {
          simulate(changed as unknown as RolloutInput);
        } catch (error) {
          if (!(error instanceof PlacementInputError))
            throw new Error(`${path.join('.')} = ${value}`, { cause: error });
          expect(error.problems).not.toEqual([]);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});
