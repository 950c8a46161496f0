import { isDaemon } from '../../../live/service/service-kind';
import type { Look } from '../../look';

/** A service that was asked about, and that is to run no task. */
export interface DesiredZero {
  readonly code: 'desired-zero';
  readonly service: string;
  readonly runningCount: number;
  /** What ECS said of it last. */
  readonly event?: string;
}

/** Nothing is wrong with a service at zero, unless somebody asks why it does not run. */
export const desiredZero = async ({ scene: { subject, services } }: Look): Promise<readonly DesiredZero[]> =>
  subject.service === undefined
    ? []
    : services
        .filter((service) => service.status === 'ACTIVE' && service.desiredCount === 0 && !isDaemon(service))
        .map(({ serviceName: service, runningCount = 0, events = [] }) => {
          const event = events[0]?.message;
          return { code: 'desired-zero', service, runningCount, ...(event && { event }) };
        });
