import type { FoundService } from './find-service';
import { isDaemon } from './service-kind';

/** How many tasks of a service must stay and how many there may be. */
export interface HealthyBounds {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Tasks that must stay healthy; rounded up, as ECS does. */
  readonly atLeast: number;
  /** Tasks that there may be at once; rounded down, as ECS does. */
  readonly atMost: number;
}

/** The bounds of a service while its tasks are replaced. */
export function healthyBounds(service: FoundService): HealthyBounds {
  const { desiredCount = 0, deploymentConfiguration } = service;
  const minimumHealthyPercent = deploymentConfiguration?.minimumHealthyPercent ?? (isDaemon(service) ? 0 : 100);
  const maximumPercent = deploymentConfiguration?.maximumPercent ?? (isDaemon(service) ? 100 : 200);
  return {
    minimumHealthyPercent,
    maximumPercent,
    atLeast: Math.ceil((desiredCount * minimumHealthyPercent) / 100),
    atMost: Math.floor((desiredCount * maximumPercent) / 100),
  };
}

/** Whether no task can ever be replaced: none may be stopped first and none may be started first. */
export const forbidsEveryStep = ({ desiredCount = 0 }: FoundService, { atLeast, atMost }: HealthyBounds): boolean =>
  desiredCount > 0 && atLeast >= desiredCount && atMost <= desiredCount;
