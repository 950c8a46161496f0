import { isUnknown, type Known, numberAt, type TaskDefinition, type Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { fleetServices } from './rolling-services';

/** A grace period that is shorter than the start. */
type Grace = { graceSeconds: number; startSeconds: number };

/** A task behind a load balancer has time to start before failed health checks count. */
export const rolloutGrace = rule<Grace>({
  id: 'rollout-grace',
  severity: 'warning',
  title: 'Health checks of a load balancer do not count while a task starts',
  why: 'Without a grace period, ECS stops a task whose target fails its first health checks, before the application is up, and starts it again, in a loop.',
  remedy: 'Set HealthCheckGracePeriodSeconds to the time the application needs to start.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  check: (model) =>
    fleetServices(model).flatMap(({ resource, service, definition }): Outcome<Grace>[] => {
      if (service.loadBalancers.length === 0) return [];
      const grace = numberAt(service.properties, 'HealthCheckGracePeriodSeconds') ?? 0;
      const start = startPeriod(definition);
      if (isUnknown(grace)) return [{ state: 'unknown', resource, unknowns: [grace] }];
      if (isUnknown(start)) return [{ state: 'unknown', resource, unknowns: [start] }];
      return grace > 0 && grace >= start
        ? [{ state: 'holds', resource }]
        : [
            {
              state: 'fails',
              resource,
              path: ['HealthCheckGracePeriodSeconds'],
              facts: { graceSeconds: grace, startSeconds: start },
            },
          ];
    }),
  message: ({ graceSeconds, startSeconds }) =>
    graceSeconds === 0
      ? 'the first failed health check of the load balancer counts, however young the task is'
      : `health checks of the load balancer count after ${graceSeconds} s, and a container has ${startSeconds} s to start`,
  fix: ({ startSeconds }) => `set HealthCheckGracePeriodSeconds to ${Math.max(60, startSeconds)} or more`,
});

/** The longest start period of the containers' own health checks. */
function startPeriod(definition: TaskDefinition | undefined): Known<number> {
  const periods = (definition?.containers ?? []).map(
    ({ healthCheck }) => (healthCheck && numberAt(healthCheck, 'StartPeriod')) ?? 0,
  );
  const open = periods.find((period): period is Unknown => isUnknown(period));
  return open ?? Math.max(0, ...(periods as number[]));
}
