import { Duration } from 'aws-cdk-lib';
import type { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { TargetGroupBase } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { secondsToHealthy } from './target-health';

/** What is known about how long the tasks of a service take to start. */
export interface StartUp {
  /** The grace period that was given. */
  readonly given?: Duration;
  /** The longest start-up budget among the containers. */
  readonly budget?: Duration;
  /** A container behind a load balancer that tells nothing about its start. */
  readonly silent?: string;
}

/**
 * How long ECS ignores failing health checks of a new task: as long as its containers may take to start, and then as
 * long as the slowest load balancer takes to notice. A shorter one kills slow starters again and again.
 *
 * @throws MisuseError `GracePeriod` when none is given and a container behind a load balancer has no start-up budget,
 * or when it is shorter
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
 */
export function gracePeriod(
  { given, budget, silent }: StartUp,
  targetGroups: readonly Pick<TargetGroupBase, 'healthCheck'>[],
  scope: IConstruct,
): Duration {
  if (given === undefined && (silent !== undefined || budget === undefined)) {
    throw new MisuseError(
      'GracePeriod',
      `nothing says how long ${silent ? `container '${silent}' takes` : 'the tasks take'} to start; give it a healthCheck with its startup, or the service a healthCheckGracePeriod`,
      scope,
    );
  }
  if (given === undefined && budget?.isUnresolved()) {
    throw new MisuseError(
      'GracePeriod',
      'how long the tasks take to start is known only at deployment; give the service a healthCheckGracePeriod',
      scope,
    );
  }
  const start = budget === undefined || budget.isUnresolved() ? 0 : budget.toSeconds();
  const notice = Math.max(...targetGroups.map(({ healthCheck }) => secondsToHealthy(healthCheck)));
  if (given === undefined) return Duration.seconds(start + notice);
  if (start > 0 && !given.isUnresolved() && given.toSeconds() < start + notice) {
    throw new MisuseError(
      'GracePeriod',
      `healthCheckGracePeriod ${given.toSeconds()} s; the containers may take ${start} s to start and the load balancer ${notice} s to notice: take ${start + notice} s or more`,
      scope,
    );
  }
  return given;
}

/** Whether a container says, by a health check, how long it takes to start. */
export function hasHealthCheck(taskDefinition: TaskDefinition, container: string): boolean {
  return taskDefinition.findContainer(container)?.renderContainerDefinition().healthCheck !== undefined;
}
