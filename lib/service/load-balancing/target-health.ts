import { Duration, Token } from 'aws-cdk-lib';
import type { HealthCheck } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { TargetHealth } from './exposure';

/** What ELB does when nothing is said, for target groups that were made elsewhere. */
const ELB_INTERVAL_SECONDS = 30;
const ELB_HEALTHY_THRESHOLD = 5;
/** The most checks in a row that ELB asks for; taken where the number is known only at deployment. */
const MOST_CHECKS = 10;

/**
 * A fast health check with its reasons in {@link TargetHealth}.
 *
 * @throws MisuseError `TargetHealth`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function renderHealth(health: TargetHealth, speaks: 'http' | 'grpc' | 'tcp', scope: IConstruct): HealthCheck {
  const { interval = Duration.seconds(10), timeout = Duration.seconds(5), path, codes } = health;
  const { healthyThreshold = 2, unhealthyThreshold = 3 } = health;
  requireSeconds('interval', interval, 5, 300, scope);
  requireSeconds('timeout', timeout, 2, 120, scope);
  if (!interval.isUnresolved() && !timeout.isUnresolved() && timeout.toSeconds() >= interval.toSeconds()) {
    throw new MisuseError(
      'TargetHealth',
      `timeout ${timeout.toSeconds()} s is not shorter than interval ${interval.toSeconds()} s; shorten it`,
      scope,
    );
  }
  for (const threshold of [healthyThreshold, unhealthyThreshold]) {
    if (!Token.isUnresolved(threshold) && (threshold < 2 || threshold > 10)) {
      throw new MisuseError('TargetHealth', `threshold ${threshold}; take 2 to 10`, scope);
    }
  }
  return {
    path: path ?? (speaks === 'http' ? '/' : undefined),
    healthyHttpCodes: speaks === 'http' ? (codes ?? '200') : undefined,
    healthyGrpcCodes: speaks === 'grpc' ? codes : undefined,
    interval,
    timeout,
    healthyThresholdCount: healthyThreshold,
    unhealthyThresholdCount: unhealthyThreshold,
  };
}

/** @throws MisuseError `TargetHealth` when a time is outside of what ELB takes */
export function requireSeconds(what: string, time: Duration, least: number, most: number, scope: IConstruct): void {
  if (time.isUnresolved()) return;
  const seconds = time.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return;
  throw new MisuseError('TargetHealth', `${what} ${seconds} s; take ${least} to ${most} whole seconds`, scope);
}

/** How long a target that answers takes to count as healthy, in seconds. */
export function secondsToHealthy({ interval, healthyThresholdCount = ELB_HEALTHY_THRESHOLD }: HealthCheck): number {
  const seconds = interval && !interval.isUnresolved() ? interval.toSeconds() : ELB_INTERVAL_SECONDS;
  return seconds * (Token.isUnresolved(healthyThresholdCount) ? MOST_CHECKS : healthyThresholdCount);
}
