import { hostsOf, isUnknown, type Model, type TaskOrigin, type Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { balancersOf, narrowBalancer, unknownsOf, type ZoneGap, zoneGaps } from './zone-gaps';

type Facts =
  | { problem: 'instances' | 'load-balancer'; name: string; tasks: string[]; others: string[] }
  | { problem: 'one-zone'; name: string; zones: string[] };

/** Tasks, instances and load balancers share a zone. */
export const networkZone = rule<Facts>({
  id: 'network-zone',
  severity: 'error',
  title: 'Tasks, the instances they run on and their load balancer share a zone',
  why: 'A task in awsvpc mode goes to an instance in a zone of its subnets only (LOCATION), and a load balancer sends no requests to targets in a zone it is not enabled in. An Application Load Balancer needs two zones.',
  remedy: 'Give the service, the Auto Scaling group and the load balancer subnets in the same zones.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',

  check: (model) => [
    ...model.taskOrigins.flatMap((origin) => answers(origin, model)),
    ...[...new Set(model.taskOrigins.flatMap((origin) => balancersOf(origin, model)))].flatMap((resource) => {
      const zones = narrowBalancer(resource, model);
      if (!zones || isUnknown(zones)) return [];
      const facts: Facts = { problem: 'one-zone', name: resource.logicalId, zones: [...zones] };
      return [{ state: 'fails', resource, path: ['Subnets'], facts } as const];
    }),
  ],

  message(facts) {
    switch (facts.problem) {
      case 'instances':
        return `the tasks have subnets in ${facts.tasks.join(', ')}, the instances of ${facts.name} are in ${facts.others.join(', ')}: no task can be placed`;
      case 'load-balancer':
        return `the targets are in ${facts.tasks.join(', ')}, the load balancer ${facts.name} is enabled in ${facts.others.join(', ')}: no target gets requests or turns healthy`;
      case 'one-zone':
        return `the Application Load Balancer ${facts.name} has subnets in ${facts.zones.join(', ')} only, and needs two zones at least`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'instances':
        return `give the service subnets in ${facts.others.join(' or ')}, or ${facts.name} subnets in ${facts.tasks.join(' or ')}`;
      case 'load-balancer':
        return `give ${facts.name} subnets in ${facts.tasks.join(' and ')}`;
      case 'one-zone':
        return `give ${facts.name} a subnet in a second zone`;
    }
  },
});

function answers(origin: TaskOrigin, model: Model): Outcome<Facts>[] {
  const { resource } = origin;
  const gaps = zoneGaps(origin, model);
  const known = gaps.filter((gap): gap is ZoneGap => !isUnknown(gap));
  const failures = (['instances', 'load-balancer'] as const).flatMap((kind): Facts[] => {
    const all = known.filter((gap) => gap.kind === kind);
    const [first] = all.filter(({ disjoint }) => disjoint);
    const certain = all.every(({ disjoint }) => disjoint) && !othersOf(origin);
    return first && certain
      ? [{ problem: kind, name: first.name, tasks: [...first.tasks], others: [...first.others] }]
      : [];
  });
  if (failures.length > 0) return failures.map((facts) => ({ state: 'fails', resource, facts }));
  const unknowns = unknownsOf(gaps);
  if (unknowns.length > 0) return [{ state: 'unknown', resource, unknowns: unknowns as [Unknown, ...Unknown[]] }];
  return gaps.length > 0 ? [{ state: 'holds', resource }] : [];
}

function othersOf(origin: TaskOrigin): Unknown | undefined {
  const hosts = hostsOf(origin);
  return isUnknown(hosts) ? hosts : hosts?.others;
}
