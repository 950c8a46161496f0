import { configDeadlock } from '../../placement';
import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { desiredRange, fleetServices, kindOf } from './rolling-services';

/** Percents that allow no step. */
type Deadlock = {
  daemon: boolean;
  minimumHealthyPercent: number;
  maximumPercent: number;
  from: number;
  to: number;
  lower: number;
  upper: number;
  maximumPercentNeeded: number;
  minimumHealthyPercentAllowed: number;
};

/** The healthy percents of a service let every update take a step. */
export const rolloutDeadlock = rule<Deadlock>({
  id: 'rollout-deadlock',
  severity: 'error',
  title: 'The healthy percents of a service let an update stop or start a task',
  why: 'The minimum rounds up and the maximum rounds down. Where both give the desired count, an update can neither stop an old task nor start a new one, however many instances there are.',
  remedy:
    'Raise maximumPercent until it allows one more task, or lower minimumHealthyPercent until it allows one less, at every count the service may have.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  check: (model) =>
    fleetServices(model).flatMap((origin): Outcome<Deadlock>[] => {
      const { resource, service, daemon } = origin;
      const path = ['DeploymentConfiguration'];
      const { minimumHealthyPercent, maximumPercent } = service;
      const kind = kindOf(origin);
      const range = desiredRange(origin);
      const open = [daemon, kind, range, minimumHealthyPercent, maximumPercent].find(isUnknown);
      if (open) return [{ state: 'unknown', resource, path, unknowns: [open] }];
      if (kind !== 'rolling') return [];
      const percents = {
        minimumHealthyPercent: minimumHealthyPercent as number,
        maximumPercent: maximumPercent as number,
      };
      const found = configDeadlock(range as Exclude<typeof range, { reason: unknown }>, percents);
      if (!found) return [{ state: 'holds', resource }];
      if (resource.doubt) return [{ state: 'unknown', resource, unknowns: [resource.doubt] }];
      const { from, to, bounds, maximumPercentNeeded, minimumHealthyPercentAllowed } = found;
      const facts = {
        daemon: daemon === true,
        ...percents,
        from,
        to,
        ...bounds,
        maximumPercentNeeded,
        minimumHealthyPercentAllowed,
      };
      return [{ state: 'fails', resource, path, facts }];
    }),
  message: ({ daemon, minimumHealthyPercent, maximumPercent, from, to, lower, upper }) =>
    daemon
      ? `a daemon with a minimum healthy percent of ${minimumHealthyPercent} can never stop its task, and never runs two on an instance`
      : `with ${from === to ? `${from} ${from === 1 ? 'task' : 'tasks'}` : `${from} to ${to} tasks`}, ${minimumHealthyPercent} to ${maximumPercent} percent allow no step: at ${from}, at least ${lower} must stay healthy and at most ${upper} may run`,
  fix: ({ daemon, maximumPercentNeeded, minimumHealthyPercentAllowed }) =>
    daemon
      ? 'set minimumHealthyPercent to 0'
      : `raise maximumPercent to at least ${maximumPercentNeeded}, or lower minimumHealthyPercent to at most ${minimumHealthyPercentAllowed}`,
});
