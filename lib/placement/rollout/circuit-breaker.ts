/**
 * How many failed tasks the deployment circuit breaker tolerates: a percentage of the desired count held between
 * 3 and 200, the bare percentage, or a number of tasks.
 */
export type BreakerThreshold =
  | { readonly type: 'BOUNDED_PERCENT'; readonly value: number }
  | { readonly type: 'UNBOUNDED_PERCENT'; readonly value: number }
  | { readonly type: 'COUNT'; readonly value: number };

/** A deployment circuit breaker. Only rolling deployments have one. */
export interface CircuitBreaker {
  /** Whether a failed deployment goes back to the last one that completed. */
  readonly rollback: boolean;
  /** @default BOUNDED_PERCENT 50, as ECS does when no threshold is configured */
  readonly threshold?: BreakerThreshold;
  /**
   * Whether a task that becomes healthy sets the count of failures back to 0.
   * @default true, as ECS does
   */
  readonly resetOnHealthyTask?: boolean;
}

/** The threshold ECS uses when none is configured. */
export const DEFAULT_BREAKER_THRESHOLD: BreakerThreshold = { type: 'BOUNDED_PERCENT', value: 50 };

const FEWEST_FAILURES = 3;
const MOST_FAILURES = 200;

/**
 * The number of failed tasks at which the circuit breaker ends a deployment. Never below 1.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function breakerThreshold(
  desiredCount: number,
  threshold: BreakerThreshold = DEFAULT_BREAKER_THRESHOLD,
): number {
  switch (threshold.type) {
    case 'COUNT':
      return Math.max(1, threshold.value);
    case 'UNBOUNDED_PERCENT':
      return Math.max(1, Math.ceil((threshold.value * desiredCount) / 100));
    case 'BOUNDED_PERCENT':
      return Math.min(MOST_FAILURES, Math.max(FEWEST_FAILURES, Math.ceil((threshold.value * desiredCount) / 100)));
  }
}
