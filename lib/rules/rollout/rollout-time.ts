import { defaultTaskTimings, taskBounds } from '../../placement';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** What a rolling update of many small steps takes. */
type Time = { desired: number; steps: number; tasksEachStep: number; minutes: number };

/** Longer than this deserves to be known, in seconds. */
const LONG = 1800;

/** A rolling update takes few steps. */
export const rolloutTime = rule<Time>({
  id: 'rollout-time',
  severity: 'info',
  title: 'A rolling update is done within half an hour',
  why: 'An update goes in steps as large as the healthy percents allow, and each step waits for new tasks to become healthy and old ones to leave their load balancer.',
  remedy: 'Raise maximumPercent or lower minimumHealthyPercent for larger steps, or shorten the deregistration delay.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  check: (model) =>
    model.fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters.flatMap(({ services }) =>
      [...services].flatMap(([service, { resource }]): Outcome<Time>[] => {
        const { daemon, deployment, desiredCount: desired } = service;
        if (daemon || deployment !== 'rolling' || desired === 0) return [];
        const { lower, upper } = taskBounds(desired, service);
        const tasksEachStep = Math.max(upper - desired, desired - lower);
        // Percents that allow no step at all are the finding of another rule.
        if (tasksEachStep <= 0) return [];
        const steps = Math.ceil(desired / tasksEachStep);
        const timings = defaultTaskTimings(service.loadBalanced ?? false);
        const seconds = steps * Object.values(timings).reduce((sum, one) => sum + one, 0);
        if (seconds <= LONG) return [{ state: 'holds', resource }];
        const facts = { desired, steps, tasksEachStep, minutes: Math.round(seconds / 60) };
        return [{ state: 'fails', resource, path: ['DeploymentConfiguration'], facts }];
      }),
    ),
  message: ({ desired, steps, tasksEachStep, minutes }) =>
    `an update of ${desired} tasks takes ${steps} steps of ${tasksEachStep}, about ${minutes} minutes with the usual times of load balancers and containers`,
  fix: () => 'raise maximumPercent for larger steps, or shorten the deregistration delay of the target group',
});
