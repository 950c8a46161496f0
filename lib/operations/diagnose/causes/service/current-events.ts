import type { FoundService } from '../../../live/service/find-service';

/** Duplicates of an event are left out for so long while its cause stays; older ones say nothing of now. */
const TELLS_MS = 6 * 3_600_000;

const SETTLED = /has reached a steady state|deployment completed/i;

/** What ECS says of a service. */
export interface ServiceEvent {
  readonly message: string;
  /** Milliseconds since 1970; unknown of an event that has no time. */
  readonly at?: number;
}

/**
 * The events of a service since it was last steady, newest first.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 */
export function currentEvents({ events = [] }: FoundService, now: number): readonly ServiceEvent[] {
  const newestFirst = events
    .flatMap(({ message, createdAt }) => (message ? [{ message, ...(createdAt && { at: createdAt.getTime() }) }] : []))
    .toSorted((left, right) => (right.at ?? 0) - (left.at ?? 0));
  const settled = newestFirst.findIndex(({ message }) => SETTLED.test(message));
  return (settled < 0 ? newestFirst : newestFirst.slice(0, settled)).filter(({ at = now }) => now - at < TELLS_MS);
}
