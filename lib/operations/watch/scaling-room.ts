import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { FoundService } from '../live/service/find-service';
import { forbidsEveryStep, healthyBounds } from '../live/service/healthy-bounds';
import type { Held } from './waiting';

/**
 * Whether a service's own scaling may set a desired count at which it is no longer held: one whose healthy percents
 * allow a step, or one that needs none of the tasks that no instance takes.
 * While a deployment goes on, it only raises the count.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export function mayScalingMend(target: ScalableTarget, service: FoundService, held: Held): boolean {
  const { desiredCount = 0 } = service;
  const mayBecome = countsOf(target, service);
  return held.code === 'bounds'
    ? mayBecome.some((count) => allowsStep({ ...service, desiredCount: count }))
    : mayBecome.some((count) => desiredCount - count >= held.tasks);
}

const allowsStep = (service: FoundService): boolean => !forbidsEveryStep(service, healthyBounds(service));

/** Desired counts that scaling may set, besides the one there is. */
function countsOf(
  { MinCapacity = 0, MaxCapacity = 0, SuspendedState: suspended = {} }: ScalableTarget,
  { desiredCount = 0, deployments = [] }: FoundService,
): readonly number[] {
  const bySchedule = !suspended.ScheduledScalingSuspended;
  const isDeploying = deployments.length > 1 || deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
  const rises = !suspended.DynamicScalingOutSuspended || bySchedule;
  const falls = !isDeploying && (!suspended.DynamicScalingInSuspended || bySchedule);
  return Array.from({ length: Math.max(0, MaxCapacity - MinCapacity + 1) }, (_, index) => MinCapacity + index).filter(
    (count) => (count > desiredCount && rises) || (count < desiredCount && falls),
  );
}
