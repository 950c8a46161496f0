import type { TimelineEvent } from '../../placement';
import { isInTrouble, type JudgedRollout, type JudgedService } from '../../simulation';

/** What of a rollout is drawn. */
interface MovingPart {
  readonly services: readonly JudgedService[];
  readonly isDrawn: (event: TimelineEvent) => boolean;
  /** Tasks on drawn instances that are not drawn. */
  readonly others: ReadonlyMap<string, number>;
  readonly leftOut: { readonly services: number; readonly instances: number };
}

/**
 * Parts what moves from what stands still: the update of one service of many touches few tasks, and the page of a
 * plan has such an update of every service.
 */
export function movingPart({ services, timeline }: JudgedRollout, mostStill: number): MovingPart {
  const moving = new Set(services.filter(isInTrouble).map(({ name }) => name));
  for (const event of timeline) if (moves(event)) moving.add(event.service);
  const isStill = (event: TimelineEvent) => event.code === 'task-found' && !moving.has(event.service);
  const still = timeline.filter(isStill);
  if (still.length <= mostStill) {
    return { services, isDrawn: () => true, others: new Map(), leftOut: { services: 0, instances: 0 } };
  }
  const kept = new Set(
    timeline.flatMap((event) =>
      'instance' in event && event.instance && event.code !== 'instance-found' && !isStill(event)
        ? [event.instance]
        : [],
    ),
  );
  const others = new Map<string, number>();
  for (const event of still) {
    if ('instance' in event && event.instance) others.set(event.instance, (others.get(event.instance) ?? 0) + 1);
  }
  const drawn = services.filter(({ name }) => moving.has(name));
  const found = timeline.filter((event) => event.code === 'instance-found');
  return {
    services: drawn,
    isDrawn: (event) => !isStill(event) && !(event.code === 'instance-found' && !kept.has(event.instance)),
    others,
    leftOut: {
      services: services.length - drawn.length,
      instances: found.filter((event) => 'instance' in event && !kept.has(event.instance!)).length,
    },
  };
}

const moves = (event: TimelineEvent): event is Extract<TimelineEvent, { service: string }> =>
  event.code === 'deployment-started' || ('task' in event && event.code !== 'task-found');
