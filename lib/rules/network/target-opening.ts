import {
  type CapacityInTemplate,
  isUnknown,
  type Known,
  knownHostsOf,
  listAt,
  type Model,
  type PortRange,
  type Resource,
  stringAt,
  type TargetBinding,
  targetPort,
  Unknown,
  type Value,
} from '../../template';
import { instanceGroups } from './instance-groups';
import { subnetsAt, vpcOfSubnets } from './vpc-of-tasks';

/** What a load balancer may reach of a service's targets in one place. */
export interface TargetOpening {
  /** The Auto Scaling group of the instances; absent for tasks with their own network interface. */
  readonly capacity?: CapacityInTemplate;
  /** The ports that must be open: one, or those that the agent picks from. */
  readonly wanted: PortRange;
  readonly dynamic: boolean;
  /** What the groups of the targets let in, and those of the load balancer out. */
  readonly ingress: readonly PortRange[];
  readonly egress: readonly PortRange[];
  readonly targetGroups: readonly string[];
  readonly balancerGroups: readonly string[];
}

/** From which ports the agent picks on Linux: the kernel's range. */
const DYNAMIC_PORTS: PortRange = [32_768, 60_999];

/** What each load balancer may reach of the targets of a binding; unknown where a group or a rule is. */
export function targetOpenings(binding: TargetBinding, model: Model): Known<TargetOpening>[] {
  const port = targetPort(binding);
  const mode = binding.origin.definition?.networkMode;
  if (port === undefined || mode === undefined) return [];
  if (isUnknown(port)) return [port];
  const balancers = new Set(binding.groups.flatMap((group) => model.exposures.get(group) ?? []));
  const places = mode === 'awsvpc' ? [taskPlace(binding, model)] : instancePlaces(binding, model);
  return [...new Set([...balancers].map(({ loadBalancer }) => loadBalancer))].flatMap((balancer) =>
    places.map((place) => (isUnknown(place) ? place : opening(balancer, place, port, binding, model))),
  );
}

interface Place {
  readonly capacity?: CapacityInTemplate;
  readonly groups: Known<readonly Value[]>;
  readonly vpc?: Resource;
}

function taskPlace({ origin: { service } }: TargetBinding, model: Model): Place {
  const groups = (service?.awsvpc && listAt(service.awsvpc, 'SecurityGroups')) ?? [];
  return { groups, vpc: vpcOfSubnets(subnetsAt(service?.awsvpc, 'Subnets'), model) };
}

function instancePlaces({ origin }: TargetBinding, model: Model): Known<Place>[] {
  const hosts = knownHostsOf(origin);
  if (!hosts) return [];
  const places = hosts.capacities.map((capacity) => ({
    capacity,
    groups: instanceGroups(capacity.source.group.launch),
    vpc: vpcOfSubnets(capacity.source.group.subnets ?? [], model),
  }));
  return hosts.others ? [...places, hosts.others] : places;
}

function opening(
  balancer: Resource | undefined,
  place: Place,
  port: number | 'dynamic',
  { mapping, groups: [targetGroup] }: TargetBinding,
  model: Model,
): Known<TargetOpening> {
  if (!balancer) return open(`the load balancer of ${targetGroup?.logicalId} is in no template given`);
  const type = stringAt(balancer.properties, 'Type') ?? 'application';
  const targets = groupsOf(place.groups, place.vpc, model);
  const named = listAt(balancer.properties, 'SecurityGroups');
  const vpc = vpcOfSubnets(subnetsAt(balancer.properties, 'Subnets'), model) ?? place.vpc;
  const isBare = named === undefined && type === 'network';
  const sources = isBare ? [] : groupsOf(named ?? [], vpc, model);
  if (isUnknown(type)) return type;
  if (isUnknown(targets)) return targets;
  if (isUnknown(sources)) return sources;
  const protocol = mapping?.protocol === 'udp' ? 'udp' : 'tcp';
  // A Network Load Balancer may show targets the address of the client.
  const cidr = type === 'application' ? vpc?.properties['CidrBlock'] : undefined;
  const from = { groups: sources, ...(typeof cidr === 'string' && { cidr }) };
  const range = vpc?.properties['CidrBlock'];
  const to = { groups: targets, ...(typeof range === 'string' && { cidr: range }) };
  const { securityGroups } = model.network;
  const wanted: PortRange = port === 'dynamic' ? dynamicPorts(place.capacity) : [port, port];
  const ingress = targets.map((group) => securityGroups.opening(group, 'ingress', protocol, from));
  const egress = sources.map((group) => securityGroups.opening(group, 'egress', protocol, to));
  const covers = ({ ranges }: { ranges: readonly PortRange[] }) =>
    ranges.some(([first, last]) => first <= wanted[0] && wanted[1] <= last);
  const unknown = (!ingress.some(covers) && ingress.find(({ more }) => more)?.more) || undefined;
  const unknownOut = (!egress.some(covers) && egress.find(({ more }) => more)?.more) || undefined;
  if (unknown ?? unknownOut) return (unknown ?? unknownOut)!;
  return {
    capacity: place.capacity,
    wanted,
    dynamic: port === 'dynamic',
    ingress: ingress.flatMap(({ ranges }) => ranges),
    egress: isBare ? [[0, 65_535]] : egress.flatMap(({ ranges }) => ranges),
    targetGroups: targets.map(({ logicalId }) => logicalId),
    balancerGroups: sources.map(({ logicalId }) => logicalId),
  };
}

/** Groups that the templates hold; with none named, the default group of the VPC. */
function groupsOf(values: Known<readonly Value[]>, vpc: Resource | undefined, model: Model): Known<Resource[]> {
  if (isUnknown(values)) return values;
  if (values.length === 0)
    return vpc ? [vpc] : open('the default security group of a VPC that is in no template given');
  const groups = values.map((value) => model.network.securityGroups.groupOf(value));
  return groups.includes(undefined) ? open('a security group is in no template given') : (groups as Resource[]);
}

function dynamicPorts(capacity: CapacityInTemplate | undefined): PortRange {
  const given = capacity?.source.group.launch?.agentConfig?.get('ECS_DYNAMIC_HOST_PORT_RANGE');
  const match = typeof given === 'string' ? /^(\d+)-(\d+)$/.exec(given) : null;
  return match ? [Number(match[1]), Number(match[2])] : DYNAMIC_PORTS;
}

const open = (name: string): Unknown => new Unknown({ code: 'assumption', name }, '');
