import {
  type CapacityInTemplate,
  isUnknown,
  type Known,
  type Model,
  policyAllows,
  type Resource,
  Unknown,
  type Value,
  type VpcEndpoint,
} from '../../template';
import { instanceGroups } from './instance-groups';

/** An AWS service, and what is asked of it. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly resource?: string;
}

/** Why instances in a subnet do not reach the internet. */
export type NoWayOut = 'no-route' | 'no-public-address' | 'nat-gateway';

/** Whether instances of a capacity reach the internet from a subnet. */
export function internetReach(capacity: CapacityInTemplate, subnet: Resource, model: Model): Known<NoWayOut | 'yes'> {
  const way = model.network.routing.wayOut(subnet);
  switch (way.kind) {
    case 'unknown':
      return way.unknown;
    case 'none':
      return 'no-route';
    case 'dead-nat-gateway':
      return 'nat-gateway';
    case 'nat-gateway':
    case 'other':
      return 'yes';
    case 'internet-gateway': {
      const { launch } = capacity.source.group;
      const byLaunch = launch ? launch.publicAddress : open('whether the instances get a public address is not given');
      const given = byLaunch ?? subnet.properties['MapPublicIpOnLaunch'] ?? false;
      if (given instanceof Unknown) return given;
      return given === true || given === 'true' ? 'yes' : 'no-public-address';
    }
  }
}

/** Whether an endpoint in the VPC of a subnet takes a call from the instances of a capacity. */
export function endpointReach(
  call: Call,
  capacity: CapacityInTemplate,
  subnet: Resource,
  model: Model,
): boolean | Unknown {
  const { network } = model;
  const vpc = network.vpcOf(subnet);
  if (!vpc) return open(`the endpoints of the VPC of ${subnet.logicalId} are in no template given`);
  const inVpc = network.endpoints.filter((one) => model.set.resourceOf(one.vpc) === vpc);
  const answers = inVpc
    .filter(({ service }) => isUnknown(service) || service === call.service)
    .map((endpoint) => takes(endpoint, call, capacity, subnet, model));
  if (answers.includes(true)) return true;
  const loose = network.endpoints.find(({ vpc: named }) => named instanceof Unknown)?.vpc;
  const unknown = answers.find(isUnknown) ?? (loose instanceof Unknown ? loose : undefined);
  if (unknown) return unknown;
  return network.isShared(vpc)
    ? open(`the VPC ${vpc.logicalId} is exported, and a stack that was not given may add endpoints`)
    : false;
}

function takes(
  endpoint: VpcEndpoint,
  call: Call,
  capacity: CapacityInTemplate,
  subnet: Resource,
  model: Model,
): boolean | Unknown {
  const { kind, service, resource } = endpoint;
  if (isUnknown(service)) return service;
  if (isUnknown(kind)) return kind;
  const answers = [
    kind === 'Gateway' ? routed(endpoint, subnet, model) : endpoint.privateDns,
    policyAllows(resource.properties, call.action, call.resource),
    kind === 'Gateway' ? true : admits(endpoint, capacity, model),
  ];
  if (answers.includes(false)) return false;
  return answers.find(isUnknown) ?? resource.doubt ?? true;
}

function routed({ routeTables }: VpcEndpoint, subnet: Resource, { network, set }: Model): boolean | Unknown {
  if (isUnknown(routeTables)) return routeTables;
  const own = network.routing.tablesOf(subnet).map((table) => set.resourceOf(table));
  const named = routeTables.map((table) => set.resourceOf(table));
  if (own.some((table) => table && named.includes(table))) return true;
  return [...routeTables, ...network.routing.tablesOf(subnet)].find(isUnknown) ?? false;
}

/** Whether the security groups of an interface endpoint let the instances in. */
function admits({ securityGroups, resource }: VpcEndpoint, capacity: CapacityInTemplate, model: Model) {
  const own = instanceGroups(capacity.source.group.launch);
  if (isUnknown(securityGroups)) return securityGroups;
  if (isUnknown(own)) return own;
  const { securityGroups: groups } = model.network;
  const vpc = model.network.vpcOf(resource);
  const found = securityGroups.length > 0 ? securityGroups.map((value) => groups.groupOf(value)) : [vpc];
  const from = own.map((value: Value) => groups.groupOf(value));
  if (own.length === 0) from.push(vpc);
  if (found.includes(undefined) || from.includes(undefined)) return open('a security group is in no template given');
  const cidr = vpc?.properties['CidrBlock'];
  const peer = { groups: from as Resource[], ...(typeof cidr === 'string' && { cidr }) };
  const openings = (found as Resource[]).map((group) => groups.opening(group, 'ingress', 'tcp', peer));
  if (openings.some(({ ranges }) => ranges.some(([first, last]) => first <= 443 && 443 <= last))) return true;
  return openings.find(({ more }) => more)?.more ?? false;
}

const open = (name: string): Unknown => new Unknown({ code: 'assumption', name }, '');
