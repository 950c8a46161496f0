import type { CircuitBreaker } from '../fleet';

/** How many failed tasks a circuit breaker tolerates. */
export type BreakerThreshold = NonNullable<CircuitBreaker['threshold']>;

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
