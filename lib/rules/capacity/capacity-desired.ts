import { type FleetInTemplate, type Model, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { Roominess } from './roominess';
import { type Overflow, overflowOf, roomsOf } from './rooms';

/** More instances than a group may have, for what must run at once. */
export type TooSmall = { where: string; tasks: number; needed: number; maxInstances: number };

/** Holds every room of a model against its tasks, at the desired counts or at the scaling maxima. */
export function capacityOutcomes(model: Model, counts: 'desired' | 'maximum'): Outcome<TooSmall>[] {
  const least = overflows(model.fleetOf({ bound: 'conservative', counts }));
  return overflows(model.fleetOf({ bound: 'optimistic', counts })).map(({ room, overflow }, i): Outcome<TooSmall> => {
    const { resource, name } = room;
    if (!overflow) {
      const tight = least[i];
      return tight?.overflow && tight.room.name === name
        ? { state: 'unknown', resource, unknowns: [onlyAtMost(name, tight.overflow)] }
        : { state: 'holds', resource };
    }
    if (resource.doubt) return { state: 'unknown', resource, unknowns: [resource.doubt] };
    return { state: 'fails', resource, path: ['MaxSize'], facts: { where: name, ...overflow } };
  });
}

/** Every room that tasks go to, and what is too much for it. */
const overflows = ({ clusters }: FleetInTemplate) =>
  clusters.flatMap((cluster) => {
    const roominess = new Roominess(cluster);
    return roomsOf(cluster)
      .filter(({ tasks }) => tasks.some(({ count }) => count > 0))
      .map((room) => ({
        room,
        overflow: room.tasks.every(({ service }) => roominess.takes(service)) ? undefined : overflowOf(room, cluster),
      }));
  });

function onlyAtMost(where: string, { tasks, needed, maxInstances }: Overflow): Unknown {
  const name = `${tasks} tasks of ${where} need at least ${needed} instances if those register the least they may, and it may have ${maxInstances}`;
  return new Unknown({ code: 'assumption', name }, '');
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
