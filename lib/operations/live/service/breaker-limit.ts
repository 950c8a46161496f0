import { type BreakerThreshold, breakerThreshold } from '../../../placement/rollout/circuit-breaker';
import type { FoundService } from './find-service';

/** Failed tasks at which the circuit breaker of a service ends a deployment of so many tasks; undefined without one. */
export function breakerLimit({ deploymentConfiguration }: FoundService, desiredCount: number): number | undefined {
  const breaker = deploymentConfiguration?.deploymentCircuitBreaker;
  if (!breaker?.enable) return undefined;
  const { type, value } = breaker.thresholdConfiguration ?? {};
  const threshold = type && value !== undefined ? ({ type, value } as BreakerThreshold) : undefined;
  return breakerThreshold(desiredCount, threshold);
}
