import { simulate } from '../../placement';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A group that never comes to rest. */
type Oscillates = { provider: string; targetCapacity: number; low: number; high: number; minutes: number };

/** A group with managed scaling comes to rest when nothing runs. */
export const scalingOscillation = rule<Oscillates>({
  id: 'scaling-oscillation',
  severity: 'warning',
  title: 'A group with managed scaling comes to rest when it runs nothing',
  why: 'An empty group is at 100 percent. Under a lower target, managed scaling launches instances, finds them empty, terminates them, and begins again.',
  remedy: 'Set TargetCapacity to 100, or the minimum size of the group to at least 1.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html',
  check: (model) =>
    model.fleetOf({ bound: 'conservative', counts: 'desired' }).clusters.flatMap(({ cluster, capacities }) =>
      [...capacities].flatMap(([capacity, { source }]): Outcome<Oscillates>[] => {
        const { capacityProvider: provider, minInstances } = capacity;
        const {
          group: { resource },
        } = source;
        if (!provider?.managedScaling) return [];
        // Services that always have a task keep the group from being empty.
        const runs = cluster.services.some(
          ({ daemon, desiredCount, scaling, capacityProviderStrategy: strategy = [] }) =>
            !daemon &&
            (scaling?.minTasks ?? desiredCount) > 0 &&
            strategy.some(({ capacityProvider }) => capacityProvider === provider.name),
        );
        if (runs || minInstances > 0 || provider.managedScaling.targetCapacity === 100)
          return [{ state: 'holds', resource }];
        const empty = { name: 'empty', capacities: [capacity], instances: [], services: [], standaloneTasks: [] };
        const [found] = simulate({ cluster: empty, scenario: [{ code: 'observe' }] }).oscillations;
        if (!found) return [{ state: 'holds', resource }];
        const { targetCapacity } = provider.managedScaling;
        const minutes = Math.round(found.periodSeconds / 60);
        return [
          {
            state: 'fails',
            resource,
            facts: { provider: provider.name, targetCapacity, low: found.low, high: found.high, minutes },
          },
        ];
      }),
    ),
  message: ({ provider, targetCapacity, low, high, minutes }) =>
    `while nothing runs on it, ${provider} with a target of ${targetCapacity} percent goes from ${low} to ${high} instances and back about every ${minutes} minutes`,
  fix: () => 'set TargetCapacity to 100, or MinSize to 1',
});
