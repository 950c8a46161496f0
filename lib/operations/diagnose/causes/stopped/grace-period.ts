import type { Task } from '@aws-sdk/client-ecs';
import type { FoundService } from '../../../live/service/find-service';
import type { Scene } from '../../scene/scene';
import type { StopReason } from './stop-reason';

/** A load balancer needs about this long after the grace period to find a target unhealthy and have its task stopped. */
const VERDICT_SECONDS = 180;

/** A task that has outlived the grace period by this much has been found healthy. */
const PROVEN_SECONDS = 300;

/**
 * Whether tasks that failed the health checks of a load balancer were stopped while they started: each ended right
 * after the grace period, and another task of the same revision has got through it.
 */
export function graceTooShort(
  tasks: readonly Task[],
  service: FoundService | undefined,
  { tasks: running = [], now }: Scene,
): Extract<StopReason, { code: 'grace-period-short' }> | undefined {
  if (!service) return undefined;
  const graceSeconds = service.healthCheckGracePeriodSeconds ?? 0;
  const ran = tasks.map(({ startedAt, stoppingAt, stoppedAt }) => secondsBetween(startedAt, stoppingAt ?? stoppedAt));
  if (ran.some((seconds) => seconds === undefined || seconds > graceSeconds + VERDICT_SECONDS)) return undefined;
  const [{ group, taskDefinitionArn } = {}] = tasks;
  const isProven = running.some(
    (task) =>
      task.group === group &&
      task.taskDefinitionArn === taskDefinitionArn &&
      task.lastStatus === 'RUNNING' &&
      (secondsBetween(task.startedAt, new Date(now)) ?? 0) > graceSeconds + PROVEN_SECONDS,
  );
  if (!isProven) return undefined;
  const ranSeconds = ran.flatMap((seconds) => seconds ?? []).toSorted((left, right) => left - right);
  return { code: 'grace-period-short', graceSeconds, ranSeconds };
}

const secondsBetween = (from: Date | undefined, to: Date | undefined): number | undefined =>
  from && to ? Math.round((to.getTime() - from.getTime()) / 1000) : undefined;
