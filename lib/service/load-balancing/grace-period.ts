import { Duration } from 'aws-cdk-lib';
import type { TargetGroupBase } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { secondsToHealthy } from './target-health';

/**
 * How long ECS ignores failing health checks of a new task: as long as its containers may take to start, and then as
 * long as the slowest load balancer takes to notice. A shorter one kills slow starters again and again.
 *
 * @throws MisuseError `GracePeriod` when none is given and no start-up budget is known, or when it is shorter
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
 */
export function gracePeriod(
  given: Duration | undefined,
  startupBudget: Duration | undefined,
  targetGroups: readonly Pick<TargetGroupBase, 'healthCheck'>[],
  scope: IConstruct,
): Duration {
  if (startupBudget === undefined || startupBudget.isUnresolved()) {
    if (given !== undefined) return given;
    throw new MisuseError(
      'GracePeriod',
      'nothing says how long the tasks take to start; give a container a healthCheck with its startup, or the service a healthCheckGracePeriod',
      scope,
    );
  }
  const notice = Math.max(...targetGroups.map(({ healthCheck }) => secondsToHealthy(healthCheck)));
  const needed = startupBudget.toSeconds() + notice;
  if (given === undefined) return Duration.seconds(needed);
  if (!given.isUnresolved() && given.toSeconds() < needed) {
    throw new MisuseError(
      'GracePeriod',
      `healthCheckGracePeriod ${given.toSeconds()} s; the containers may take ${startupBudget.toSeconds()} s to start and the load balancer ${notice} s to notice: take ${needed} s or leave it out`,
      scope,
    );
  }
  return given;
}
