import { Token } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { BreakerThreshold } from '../../placement/rollout/circuit-breaker';

/** When a rolling deployment is given up, and what happens then. */
export interface CircuitBreaker {
  /**
   * Whether ECS goes back to the last deployment that completed.
   *
   * @default true - the old version was running a moment ago
   */
  readonly rollback?: boolean;

  /**
   * How many tasks may fail: a number (`COUNT`), a percentage of the desired count (`UNBOUNDED_PERCENT`), or such a
   * percentage held between 3 and 200 (`BOUNDED_PERCENT`).
   *
   * @default { type: 'BOUNDED_PERCENT', value: 50 } - ECS's own
   */
  readonly threshold?: BreakerThreshold;

  /**
   * Whether the count of failures starts again when a task becomes healthy. With false the failures of a deployment
   * add up, so that tasks that start and then crash are noticed too.
   *
   * @default true - ECS's own
   */
  readonly resetOnHealthyTask?: boolean;
}

/**
 * The breaker as CloudFormation takes it; the L2 knows neither thresholds nor the reset.
 *
 * @throws MisuseError `CircuitBreakerThreshold`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function renderCircuitBreaker(
  { rollback = true, threshold, resetOnHealthyTask }: CircuitBreaker,
  scope: IConstruct,
): CfnService.DeploymentCircuitBreakerProperty {
  const value = threshold?.value;
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 1)) {
    throw new MisuseError('CircuitBreakerThreshold', `threshold ${value}; take a whole number of 1 or more`, scope);
  }
  return { enable: true, rollback, resetOnHealthyTask, thresholdConfiguration: threshold };
}
