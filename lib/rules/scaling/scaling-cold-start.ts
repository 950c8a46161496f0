import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A group that is empty when its first task comes. */
type Cold = { provider: string; tasks: readonly string[] };

/** A task finds an instance, or waits for one to be launched. */
export const scalingColdStart = rule<Cold>({
  id: 'scaling-cold-start',
  severity: 'info',
  title: 'A group that tasks go to has an instance before the first of them starts',
  why: 'From an empty group, the first task waits until managed scaling has seen it and an instance has started and joined, which takes minutes. Two instances are launched for it.',
  remedy: 'Set the minimum size of the group to 1 where minutes matter.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html',
  check: (model) =>
    model.fleetOf({ bound: 'conservative', counts: 'desired' }).clusters.flatMap(({ cluster, capacities }) =>
      [...capacities].flatMap(
        ([{ capacityProvider, minInstances, desiredInstances = minInstances }, { source }]): Outcome<Cold>[] => {
          const { resource } = source.group;
          if (!capacityProvider?.managedScaling) return [];
          const uses = ({
            capacityProviderStrategy: strategy = [],
          }: (typeof cluster.services)[number] | (typeof cluster.standaloneTasks)[number]) =>
            strategy.some(({ capacityProvider: name }) => name === capacityProvider.name);
          const tasks = [
            ...cluster.services.filter(uses).map(({ name }) => name),
            ...cluster.standaloneTasks.filter(uses).map(({ group }) => group),
          ];
          if (tasks.length === 0) return [];
          if (desiredInstances > 0) return [{ state: 'holds', resource }];
          return [
            {
              state: 'fails',
              resource,
              path: ['MinSize'],
              facts: { provider: capacityProvider.name, tasks: tasks.slice(0, 5) },
            },
          ];
        },
      ),
    ),
  message: ({ provider, tasks }) =>
    `${provider} begins with no instance: the first tasks of ${tasks.join(', ')} wait minutes for one`,
  fix: () => 'set MinSize to 1, or accept the wait',
});
