import { DEFAULT_SCALING_ASSUMPTIONS, neededInstances } from '../../placement';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { roomsOf } from './rooms';

/** A task that the smallest type of a group cannot run. */
type Ignored = { where: string; task: string; smallest: string; lacking: readonly string[] };

/** Managed scaling sees every task that a group of several types gets. */
export const capacityMixedSizes = rule<Ignored>({
  id: 'capacity-mixed-sizes',
  severity: 'warning',
  title: 'The smallest instance type of a group can run every task the group gets',
  why: 'Managed scaling leaves tasks out that the smallest type of the group cannot run: with all instances full it launches none for them.',
  remedy: 'Keep to types of one size in a group, and give larger tasks a capacity provider of their own.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html',
  check: (model) =>
    model.fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters.flatMap((cluster) =>
      roomsOf(cluster).flatMap((room): Outcome<Ignored>[] => {
        const [capacity, other] = room.capacities;
        if (!capacity || other || !capacity.capacityProvider?.managedScaling) return [];
        if (capacity.instanceTypes.length < 2 || room.tasks.length === 0) return [];
        const { resource } = room;
        const offers = capacity.instanceTypes.map(({ registered }) => registered);
        const [smallest] = capacity.instanceTypes.toSorted(
          (a, b) => a.registered.memoryMiB - b.registered.memoryMiB || a.registered.cpuUnits - b.registered.cpuUnits,
        );
        const fails = room.tasks.flatMap(({ service: { name, demand } }): Outcome<Ignored>[] => {
          const need = (of: typeof offers) => neededInstances([{ demand, count: 1 }], of, DEFAULT_SCALING_ASSUMPTIONS);
          const [all] = need(offers).groups;
          // What fits no type at all is the fit rules' finding.
          const someFits = offers.some((offer) => need([offer]).groups[0]?.code === 'needs');
          if (all?.code !== 'excluded' || !someFits) return [];
          const facts = { where: room.name, task: name, smallest: smallest!.name, lacking: all.lacking };
          return [{ state: 'fails', resource, facts }];
        });
        return fails.length > 0 ? fails : [{ state: 'holds', resource }];
      }),
    ),
  message: ({ where, task, smallest, lacking }) =>
    `the smallest type of ${where}, ${smallest}, has too little ${lacking.join(' and ')} for a task of ${task}: managed scaling launches nothing for it`,
  fix: ({ smallest }) =>
    `remove ${smallest} and types as small from the group, or give the task its own capacity provider`,
});
