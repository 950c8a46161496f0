import {
  hostsOf,
  isUnknown,
  type Known,
  type Model,
  type Resource,
  stringAt,
  type TaskOrigin,
  type Unknown,
  zonesOfSubnets,
} from '../../template';
import { subnetsAt } from './vpc-of-tasks';
import { zonesOf, zonesOutside } from './zone-sets';

/** Zones in which one side is and the other is not. */
export interface ZoneGap {
  readonly kind: 'instances' | 'load-balancer';
  /** The Auto Scaling group, or the load balancer. */
  readonly name: string;
  /** Zones of the tasks. */
  readonly tasks: readonly string[];
  /** Zones of the instances, or of the load balancer. */
  readonly others: readonly string[];
  /** Zones in which there is work and nobody to do it: of the instances, or of the tasks for a load balancer. */
  readonly outside: readonly string[];
  /** Whether they share no zone. */
  readonly disjoint: boolean;
}

/** Where the zones of a service's tasks, of instances and of load balancers do not meet. */
export function zoneGaps(origin: TaskOrigin, model: Model): Known<ZoneGap>[] {
  const { definition, service, standaloneTask } = origin;
  const hosts = hostsOf(origin);
  const awsvpc = definition?.networkMode === 'awsvpc' ? (service ?? standaloneTask)?.awsvpc : undefined;
  const balancers = balancersOf(origin, model);
  if (hosts === undefined || (!awsvpc && balancers.length === 0)) return [];
  if (isUnknown(hosts)) return [hosts];
  const tasks = awsvpc ? zonesOf(subnetsAt(awsvpc, 'Subnets'), model.set) : undefined;
  const gaps: Known<ZoneGap>[] = [];
  if (tasks !== undefined) {
    for (const { name, zones } of hosts.capacities) gaps.push(gap('instances', name, tasks, zones));
    if (hosts.others) gaps.push(hosts.others);
  }
  for (const balancer of balancers) {
    const zones = zonesOf(subnetsAt(balancer.properties, 'Subnets'), model.set);
    const places = tasks !== undefined ? [tasks] : hosts.capacities.map((capacity) => capacity.zones);
    for (const place of places) gaps.push(gap('load-balancer', balancer.logicalId, place, zones));
  }
  return gaps;
}

function gap(
  kind: ZoneGap['kind'],
  name: string,
  tasks: Known<readonly string[]>,
  others: Known<readonly string[]>,
): Known<ZoneGap> {
  const outside = kind === 'instances' ? zonesOutside(others, tasks) : zonesOutside(tasks, others);
  if (isUnknown(outside)) return outside;
  const known = { tasks: tasks as readonly string[], others: others as readonly string[] };
  const whole = kind === 'instances' ? known.others : known.tasks;
  return { kind, name, ...known, outside, disjoint: outside.length === whole.length };
}

/** Application load balancers with one subnet, or with all in one zone, which are refused. */
export function narrowBalancer(balancer: Resource, model: Model): Known<readonly string[]> | undefined {
  const type = stringAt(balancer.properties, 'Type') ?? 'application';
  const subnets = subnetsAt(balancer.properties, 'Subnets');
  if (isUnknown(type) || type !== 'application' || subnets.length === 0) return undefined;
  const zones = zonesOfSubnets(subnets, model.set);
  if (subnets.length === 1) return isUnknown(subnets[0]) ? subnets[0] : isUnknown(zones) ? ['one zone'] : zones;
  return isUnknown(zones) || zones.length > 1 ? undefined : zones;
}

/** The load balancers that send requests to a service's tasks. */
export const balancersOf = (origin: TaskOrigin, model: Model): readonly Resource[] => [
  ...new Set(
    model
      .bindingsOf(origin)
      .flatMap(({ groups }) => groups.flatMap((group) => model.exposures.get(group) ?? []))
      .flatMap(({ loadBalancer }) => loadBalancer ?? []),
  ),
];

export const unknownsOf = (gaps: readonly Known<ZoneGap>[]): Unknown[] => gaps.filter(isUnknown);
