import fc from 'fast-check';
import type { Capacity, Service } from '../../../lib/placement/fleet';
import type { PlacementConstraint } from '../../../lib/placement/placement-request';
import type { RolloutInput, ScenarioStep } from '../../../lib/placement/rollout';
import { DEFAULT_MANAGED_SCALING } from '../../../lib/placement/scaling';
import { capacity, cluster, demand, on, service } from './small-cluster';

const arbitraryDemand = fc
  .record({
    memoryMiB: fc.constantFrom(300, 500, 900, 1500, 2500),
    port: fc.option(fc.constantFrom(80, 81), { freq: 4 }),
  })
  .map(({ memoryMiB, port }) => demand(memoryMiB, port === null ? {} : { tcpPorts: [port] }));

const distinct: PlacementConstraint = { type: 'distinctInstance' };

const arbitraryCapacity = (name: string): fc.Arbitrary<Capacity> =>
  fc
    .record({
      min: fc.nat(2),
      more: fc.nat(4),
      memoryMiB: fc.constantFrom(1000, 2000, 3000),
      zones: fc.constantFrom(['a'], ['b'], ['a', 'b'], ['a', 'b', 'c']),
      targetCapacity: fc.constantFrom(100, 100, 90, 50),
      minimumScalingStepSize: fc.constantFrom(1, 1, 3),
      managedTerminationProtection: fc.boolean(),
      managedDraining: fc.boolean(),
      spot: fc.boolean(),
    })
    .map(({ min, more, memoryMiB, zones, targetCapacity, minimumScalingStepSize, spot, ...provider }) =>
      capacity(name, min, min + more, {
        memoryMiB,
        zones,
        purchaseOption: spot ? 'spot' : 'on-demand',
        provider: {
          ...provider,
          managedScaling: { ...DEFAULT_MANAGED_SCALING, targetCapacity, minimumScalingStepSize },
        },
      }),
    );

export const arbitraryPercents = fc.record({
  minimumHealthyPercent: fc.constantFrom(0, 25, 50, 75, 100, 100),
  maximumPercent: fc.constantFrom(100, 125, 150, 200, 200),
});

const arbitraryService = (name: string): fc.Arbitrary<Service> =>
  fc
    .record({
      desiredCount: fc.nat(5),
      percents: arbitraryPercents,
      demand: arbitraryDemand,
      providers: fc.constantFrom([], ['x'], ['x'], ['y', 'x']),
      daemon: fc.constantFrom(false, false, false, true),
      deployment: fc.constantFrom('rolling', 'rolling', 'rolling', 'blue-green', 'linear', 'canary'),
      constraints: fc.constantFrom([], [], [distinct]),
      circuitBreaker: fc.constantFrom(undefined, { rollback: true }, { rollback: false }),
      zoneRebalancing: fc.boolean(),
      loadBalanced: fc.boolean(),
    })
    .map(({ desiredCount, percents, providers, daemon, ...rest }) =>
      service(name, desiredCount, {
        ...rest,
        ...percents,
        ...(daemon ? { daemon, maximumPercent: 100, constraints: [] } : providers.length > 0 && on(...providers)),
        scaling: { minTasks: 0, maxTasks: desiredCount + 3 },
      }),
    );

const arbitraryFailure = fc.record({
  at: fc.constantFrom('pull', 'start', 'health'),
  attempts: fc.constantFrom<number | 'always'>(1, 4, 'always'),
  every: fc.constantFrom(1, 2),
});

/** An update in which nothing fails but what the fleet itself refuses. */
const arbitraryUpdate = (names: readonly string[]): fc.Arbitrary<ScenarioStep> =>
  fc
    .array(arbitraryDemand, { minLength: names.length, maxLength: names.length })
    .map((demands) => ({ code: 'update', services: names.map((name, index) => ({ name, demand: demands[index]! })) }));

const arbitraryFault = (names: readonly string[]): fc.Arbitrary<ScenarioStep> =>
  fc.oneof(
    arbitraryUpdate(names),
    arbitraryFailure.map((failure): ScenarioStep => ({ code: 'update', services: [{ name: names[0]!, failure }] })),
    fc.constantFrom<ScenarioStep>(
      { code: 'scale', to: 'maximum' },
      { code: 'scale', to: 'minimum' },
      { code: 'scale', to: 'original' },
      { code: 'drain', instances: ['x/1', 'y/1'] },
      { code: 'spot-interruption' },
      { code: 'observe' },
      { code: 'zone-loss', zone: 'a' },
    ),
  );

const NAMES = ['one', 'two', 'three'] as const;

const arbitraryCluster = fc
  .tuple(arbitraryCapacity('x'), arbitraryCapacity('y'), ...NAMES.map(arbitraryService))
  .map(([x, y, ...services]) => {
    // Zone a is there whatever the capacities are, so that it can be lost.
    const y1: Capacity = { ...y, zones: ['a', ...y.zones.filter((zone) => zone !== 'a')] };
    return cluster({ capacities: [x, y1], services });
  });

/** Several services on two capacities that are updated together, without faults. */
export const arbitraryCalmInput: fc.Arbitrary<RolloutInput> = fc
  .record({ cluster: arbitraryCluster, update: arbitraryUpdate(NAMES), stoppingCounts: fc.boolean() })
  .map(({ cluster: given, update, stoppingCounts }) => ({
    cluster: given,
    scenario: [update],
    assumptions: { stoppingCounts },
  }));

/** Anything that may happen to them, partly at once. */
export const arbitraryInput: fc.Arbitrary<RolloutInput> = fc
  .record({
    cluster: arbitraryCluster,
    steps: fc.array(fc.tuple(arbitraryFault(NAMES), fc.option(fc.nat(4000))), { minLength: 1, maxLength: 5 }),
    first: fc.boolean(),
    order: fc.constantFrom('stop-first', 'start-first'),
    scaling: fc.record({
      fromZero: fc.constantFrom('two', 'proportional'),
      demandGroups: fc.constantFrom('largest', 'sum'),
    }),
    spotDraining: fc.boolean(),
    lostInstancesReplaced: fc.boolean(),
  })
  .map(({ cluster: given, steps, first, ...assumptions }) => ({
    cluster: given,
    scenario: [
      ...(first ? [{ code: 'first-deployment' } as const] : []),
      ...steps.map(([step, atSeconds]) => (atSeconds === null ? step : { ...step, atSeconds })),
    ],
    assumptions,
  }));
