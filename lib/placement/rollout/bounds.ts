/** How far a rolling deployment may go below and above a service's desired count, in percent of it. */
export interface HealthyPercents {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** The fewest healthy tasks a rolling deployment keeps, and the most tasks it has at once. */
export interface TaskBounds {
  /** Healthy, running tasks of all revisions never go below this by the scheduler's own doing. */
  readonly lower: number;
  /** Tasks of all revisions that are provisioning, pending, running or stopping never go above this. */
  readonly upper: number;
}

/**
 * The bounds of a rolling deployment: the lower one rounds up, the upper one rounds down.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html
 */
export function taskBounds(desiredCount: number, percents: HealthyPercents): TaskBounds {
  return {
    lower: Math.ceil((desiredCount * percents.minimumHealthyPercent) / 100),
    upper: Math.floor((desiredCount * percents.maximumPercent) / 100),
  };
}

/** The desired counts a service may have: both ends equal without service auto scaling. */
export interface DesiredRange {
  readonly min: number;
  readonly max: number;
}

/** An update can neither stop an old task nor start a new one, however large the fleet is. */
export interface ConfigDeadlock {
  readonly code: 'config-deadlock';
  /** The deadlocked desired counts within the range: every count from `from` to `to`. */
  readonly from: number;
  readonly to: number;
  /** The bounds at `from`, where the deadlock is hardest to mend. */
  readonly bounds: TaskBounds;
  /** The smallest maximum percent that lets every count of the range start a new task first. */
  readonly maximumPercentNeeded: number;
  /** The largest minimum healthy percent that lets every count of the range stop an old task first. */
  readonly minimumHealthyPercentAllowed: number;
}

/**
 * Says for which desired counts of a range an update of a running service is deadlocked by its own percents.
 *
 * The first deployment and a desired count of 0 never are. A count `d` is deadlocked when `floor(d * max / 100) <= d`
 * and `ceil(d * min / 100) >= d`. Both hold for all counts below a limit, so the answer is one interval at the low end.
 * Values that are not counts give no answer (`undefined`): refusing them is the caller's work.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function configDeadlock(range: DesiredRange, percents: HealthyPercents): ConfigDeadlock | undefined {
  const from = Math.max(1, range.min);
  if (!(from <= range.max) || !isDeadlocked(from, percents)) return undefined;
  const to = Math.min(
    range.max,
    lastCountWithoutRoom(percents.maximumPercent - 100),
    lastCountWithoutRoom(100 - percents.minimumHealthyPercent),
  );
  return {
    code: 'config-deadlock',
    from,
    to,
    bounds: taskBounds(from, percents),
    maximumPercentNeeded: Math.ceil((100 * (from + 1)) / from),
    minimumHealthyPercentAllowed: Math.floor((100 * (from - 1)) / from),
  };
}

function isDeadlocked(desiredCount: number, percents: HealthyPercents): boolean {
  const { lower, upper } = taskBounds(desiredCount, percents);
  return upper <= desiredCount && lower >= desiredCount;
}

/** The largest count of which `roomPercent` is still less than one task. */
function lastCountWithoutRoom(roomPercent: number): number {
  return roomPercent <= 0 ? Number.POSITIVE_INFINITY : Math.ceil(100 / roomPercent) - 1;
}
