import { taskBounds } from '../../placement';
import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { desiredRange, fleetServices, kindOf } from './rolling-services';

/** An update that may stop everything. */
type Downtime = { desired: number; minimumHealthyPercent: number };

/** An update keeps some task of a service running. */
export const rolloutDowntime = rule<Downtime>({
  id: 'rollout-downtime',
  severity: 'warning',
  title: 'An update keeps at least one task of a service healthy',
  why: 'With a minimum healthy percent of 0, ECS may stop every old task before a new one is healthy.',
  remedy: 'Set minimumHealthyPercent to 100 and keep room for one more task.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  check: (model) =>
    fleetServices(model).flatMap((origin): Outcome<Downtime>[] => {
      const { resource, daemon, service } = origin;
      const percent = service.minimumHealthyPercent;
      const [range, kind] = [desiredRange(origin), kindOf(origin)];
      const open = [daemon, kind, range, percent].find(isUnknown);
      if (open) return [{ state: 'unknown', resource, unknowns: [open] }];
      if (daemon || kind !== 'rolling' || isUnknown(range) || isUnknown(percent) || range.max === 0) return [];
      const desired = Math.max(1, range.min);
      const { lower } = taskBounds(desired, { minimumHealthyPercent: percent, maximumPercent: 200 });
      return lower > 0
        ? [{ state: 'holds', resource }]
        : [
            {
              state: 'fails',
              resource,
              path: ['DeploymentConfiguration'],
              facts: { desired, minimumHealthyPercent: percent },
            },
          ];
    }),
  message: ({ desired, minimumHealthyPercent }) =>
    `an update may stop ${desired === 1 ? 'the only task' : `all ${desired} tasks`} at once, since the minimum healthy percent is ${minimumHealthyPercent}`,
  fix: () => 'set minimumHealthyPercent to 100, and let maximumPercent allow one more task',
});
