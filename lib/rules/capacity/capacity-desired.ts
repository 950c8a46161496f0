import type { Model } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { Roominess } from './roominess';
import { overflowOf, roomsOf } from './rooms';

/** More instances than a group may have, for what must run at once. */
export type TooSmall = { where: string; tasks: number; needed: number; maxInstances: number };

/** Holds every room of a model against its tasks, at the desired counts or at the scaling maxima. */
export function capacityOutcomes(model: Model, counts: 'desired' | 'maximum'): Outcome<TooSmall>[] {
  return model.fleetOf({ bound: 'optimistic', counts }).clusters.flatMap((cluster) => {
    const roominess = new Roominess(cluster);
    return roomsOf(cluster).flatMap((room): Outcome<TooSmall>[] => {
      const { resource, name, tasks } = room;
      if (!tasks.some(({ count }) => count > 0)) return [];
      const overflow = tasks.every(({ service }) => roominess.takes(service)) ? undefined : overflowOf(room, cluster);
      if (!overflow) return [{ state: 'holds', resource }];
      if (resource.doubt) return [{ state: 'unknown', resource, unknowns: [resource.doubt] }];
      return [{ state: 'fails', resource, path: ['MaxSize'], facts: { where: name, ...overflow } }];
    });
  });
}

/** The desired counts fit the instances that groups may have. */
export const capacityDesired = rule<TooSmall>({
  id: 'capacity-desired',
  severity: 'error',
  title: 'The tasks that services want fit the instances that may be launched',
  why: 'Tasks for which no instance has room wait for ever, and a deployment with them until it times out.',
  remedy: 'Raise the maximum size of the group, launch a larger instance type, or want fewer tasks.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  check: (model) => capacityOutcomes(model, 'desired'),
  message: ({ where, tasks, needed, maxInstances }) =>
    `${tasks} tasks of ${where} need at least ${needed} instances, and it may have ${maxInstances}`,
  fix: ({ needed, maxInstances }) =>
    `raise MaxSize from ${maxInstances} to at least ${needed}, or launch a larger type`,
});
