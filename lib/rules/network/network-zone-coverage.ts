import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { zoneGaps } from './zone-gaps';

type Facts = {
  kind: 'instances' | 'load-balancer';
  name: string;
  outside: string[];
  tasks: string[];
  others: string[];
};

/** No instance and no target is in a zone where it is of no use. */
export const networkZoneCoverage = rule<Facts>({
  id: 'network-zone-coverage',
  severity: 'warning',
  title: 'Every zone with instances takes the tasks, and every zone with tasks gets requests',
  why: 'Instances in a zone in which the service has no subnet never get one of its tasks, so that capacity is lost and managed scaling may add more of it. Targets in a zone that the load balancer is not enabled in get no requests and never turn healthy.',
  remedy: 'Give the service, the Auto Scaling group and the load balancer subnets in the same zones.',
  link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html',

  check: (model) =>
    model.taskOrigins.flatMap((origin) =>
      zoneGaps(origin, model).flatMap((gap): Outcome<Facts>[] => {
        const { resource } = origin;
        if (isUnknown(gap) || gap.disjoint) return [];
        if (gap.outside.length === 0) return [{ state: 'holds', resource }];
        const { kind, name } = gap;
        const lists = { outside: [...gap.outside], tasks: [...gap.tasks], others: [...gap.others] };
        return [{ state: 'fails', resource, facts: { kind, name, ...lists } }];
      }),
    ),

  message: ({ kind, name, outside, tasks, others }) =>
    kind === 'instances'
      ? `instances of ${name} in ${outside.join(', ')} get no task of the service, whose subnets are in ${tasks.join(', ')}`
      : `targets in ${outside.join(', ')} get no requests from ${name}, which is enabled in ${others.join(', ')}`,

  fix: ({ kind, name, outside }) =>
    kind === 'instances'
      ? `give the service a subnet in ${outside.join(' and ')}, or take it from ${name}`
      : `give ${name} a subnet in ${outside.join(' and ')}`,
});
