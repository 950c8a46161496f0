import { type Overflow, overflowOf, type Room, roomsOf } from '../capacity/rooms';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** Two revisions that do not fit beside one another. */
type Doubled = { kind: string; where: string; desired: number; needed: number; maxInstances: number };

/** Both revisions of a blue/green, linear or canary deployment fit at the same time. */
export const rolloutBlueGreen = rule<Doubled>({
  id: 'rollout-blue-green',
  severity: 'error',
  title: 'Both revisions of a blue/green, linear or canary deployment fit at the same time',
  why: 'These deployments start every new task before they stop an old one, whatever share of the traffic moves first. Without room for twice the desired count they wait, and are rolled back.',
  remedy: 'Raise the maximum size of the group until it holds both revisions, or use a rolling deployment.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html',
  check: (model) =>
    model.fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters.flatMap((cluster) => {
      const rooms = roomsOf(cluster);
      return [...cluster.services].flatMap(([service, { resource }]): Outcome<Doubled>[] => {
        const { deployment, desiredCount, daemon } = service;
        if (daemon || deployment === 'rolling' || deployment === 'external' || desiredCount === 0) return [];
        for (const room of rooms.filter(({ tasks }) => tasks.some((one) => one.service === service))) {
          // What does not even fit once is the finding of another rule.
          if (overflowOf(room, cluster)) continue;
          const overflow = overflowOf(doubled(room, service.name), cluster);
          if (overflow)
            return [failure(overflow, deployment, room.name, desiredCount)].map((facts) => ({
              state: 'fails',
              resource,
              facts,
            }));
        }
        return [{ state: 'holds', resource }];
      });
    }),
  message: ({ kind, where, desired, needed, maxInstances }) =>
    `a ${kind} deployment runs ${desired * 2} tasks at once (twice ${desired}); with them ${where} needs at least ${needed} instances, and may have ${maxInstances}`,
  fix: ({ needed, maxInstances }) =>
    `raise MaxSize from ${maxInstances} to at least ${needed}, or use the ROLLING strategy`,
});

const failure = ({ needed, maxInstances }: Overflow, kind: string, where: string, desired: number): Doubled => ({
  kind,
  where,
  desired,
  needed,
  maxInstances,
});

const doubled = (room: Room, name: string): Room => ({
  ...room,
  tasks: room.tasks.map((one) => (one.service.name === name ? { ...one, count: one.count * 2 } : one)),
});
