import type { TaskBounds } from './bounds';

/** The tasks of a service at the start of a round of the service scheduler. */
export interface RoundCounts {
  readonly desired: number;
  readonly bounds: TaskBounds;
  /** Healthy tasks that are to be replaced: of another revision, or on a draining instance. */
  readonly outgoing: number;
  /** Tasks that stay, however far they have come. */
  readonly kept: number;
  /** Of these, tasks that are placed and not healthy yet. */
  readonly settling: number;
  /** Healthy tasks of all revisions. */
  readonly healthy: number;
  /** Tasks that count towards the upper bound. */
  readonly active: number;
}

/** What the scheduler may do in a round. */
export interface Round {
  /** Outgoing tasks to stop. */
  readonly stop: number;
  /** Tasks to start, as far as they can be placed. */
  readonly start: number;
}

/**
 * The step rule of a rolling deployment: stop outgoing tasks down to the lower bound once the tasks of the last round
 * are healthy; start what is missing up to the upper bound.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/service-options.html
 */
export function nextRound({ desired, bounds, outgoing, kept, settling, healthy, active }: RoundCounts): Round {
  return {
    stop: settling > 0 ? 0 : Math.max(0, Math.min(outgoing, healthy - bounds.lower)),
    start: Math.max(0, Math.min(desired - kept, bounds.upper - active)),
  };
}
