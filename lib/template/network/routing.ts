import { stringAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { Unknown, type Value } from '../value/value';
import { prefixLength } from './cidr';

/** How packets leave a subnet for the internet. */
export type WayOut =
  /** Only what has a public address gets an answer. */
  | { readonly kind: 'internet-gateway' }
  | { readonly kind: 'nat-gateway'; readonly gateway?: Resource }
  /** A NAT gateway whose own subnet has no way out. */
  | { readonly kind: 'dead-nat-gateway'; readonly gateway: Resource }
  /** Through a transit gateway, a peering, an appliance: somewhere, as its owner knows. */
  | { readonly kind: 'other' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

/** Route tables, and which subnet has which. */
export class Routing {
  private readonly associations: Grouped;
  private readonly routes: Grouped;
  private readonly ways = new Map<Resource, WayOut>();

  constructor(private readonly set: TemplateSet) {
    this.associations = grouped(set, 'AWS::EC2::SubnetRouteTableAssociation', 'SubnetId');
    this.routes = grouped(set, 'AWS::EC2::Route', 'RouteTableId');
  }

  /** The route tables that a subnet of the templates is associated with; more than one when conditions decide. */
  tablesOf(subnet: Resource): readonly Value[] {
    return (this.associations.by.get(subnet) ?? []).map(({ properties }) => properties['RouteTableId'] ?? null);
  }

  /** How packets leave a subnet for the internet. */
  wayOut(subnet: Resource): WayOut {
    const known = this.ways.get(subnet);
    if (known) return known;
    // Guards against a NAT gateway that sends its packets to itself.
    this.ways.set(subnet, { kind: 'none' });
    const way = this.findWay(subnet);
    this.ways.set(subnet, way);
    return way;
  }

  private findWay(subnet: Resource): WayOut {
    const associations = this.associations.by.get(subnet) ?? [];
    if (associations.length === 0) return this.mainWay(subnet);
    const ways = associations.map(({ properties, doubt }): WayOut => {
      const table = properties['RouteTableId'];
      const resource = this.set.resourceOf(table);
      if (!resource) return unknownWay(table instanceof Unknown ? table : absent('its route table', subnet));
      return doubt && associations.length === 1 ? unknownWay(doubt) : this.wayOfTable(resource);
    });
    return agreed(ways, associations);
  }

  /** The main route table of a VPC, which no template can fill: it leads nowhere. */
  private mainWay(subnet: Resource): WayOut {
    const { loose } = this.associations;
    if (loose) return unknownWay(loose);
    const vpc = this.set.resourceOf(subnet.properties['VpcId']);
    return vpc ? { kind: 'none' } : unknownWay(absent('the main route table of its VPC', subnet));
  }

  private wayOfTable(table: Resource): WayOut {
    const routes = this.routes.by.get(table) ?? [];
    const defaults = routes.filter(({ properties }) => leadsOut(properties['DestinationCidrBlock']));
    if (defaults.length > 0) return agreed(defaults.map(this.wayOfRoute), defaults);
    const open = this.routes.loose ?? routes.map(({ properties }) => properties['DestinationCidrBlock']).find(isOpen);
    if (open instanceof Unknown) return unknownWay(open);
    const overSix = routes.some(({ properties }) => stringAt(properties, 'DestinationIpv6CidrBlock') === '::/0');
    return overSix ? unknownWay(absent('whether it leaves over IPv6', table)) : { kind: 'none' };
  }

  private readonly wayOfRoute = (route: Resource): WayOut => {
    const { properties } = route;
    if (properties['NatGatewayId'] !== undefined) return this.natWay(properties['NatGatewayId']);
    const gateway = properties['GatewayId'];
    if (gateway === undefined) return { kind: 'other' };
    if (gateway instanceof Unknown) return unknownWay(gateway);
    const type = this.set.resourceOf(gateway)?.type;
    const isInternet = type === 'AWS::EC2::InternetGateway' || (typeof gateway === 'string' && /^igw-/.test(gateway));
    return isInternet ? { kind: 'internet-gateway' } : { kind: 'other' };
  };

  private natWay(value: Value): WayOut {
    const gateway = this.set.resourceOf(value);
    if (!gateway) return { kind: 'nat-gateway' };
    if (gateway.properties['ConnectivityType'] === 'private') return { kind: 'other' };
    const subnet = this.set.resourceOf(gateway.properties['SubnetId']);
    const beyond = subnet && this.wayOut(subnet);
    const isDead = beyond && beyond.kind !== 'internet-gateway' && beyond.kind !== 'unknown' && beyond.kind !== 'other';
    return isDead ? { kind: 'dead-nat-gateway', gateway } : { kind: 'nat-gateway', gateway };
  }
}

/** Several answers, each under its own condition, are one when they agree. */
function agreed(ways: readonly WayOut[], sources: readonly Resource[]): WayOut {
  const doubt = sources.find((source) => source.doubt)?.doubt;
  const [first] = ways;
  const agree = ways.every(({ kind }) => kind === first!.kind);
  if (agree && (!doubt || ways.length > 1)) return first!;
  return doubt ? unknownWay(doubt) : (ways.find(({ kind }) => kind === 'unknown') ?? { kind: 'other' });
}

interface Grouped {
  readonly by: ReadonlyMap<Resource, readonly Resource[]>;
  /** Why one of them may belong to any; absent when each is known to belong to one. */
  readonly loose?: Unknown;
}

function grouped(set: TemplateSet, type: string, property: string): Grouped {
  const by = new Map<Resource, Resource[]>();
  let loose: Unknown | undefined;
  for (const resource of set.resources(type)) {
    const value = resource.properties[property];
    const owner = set.resourceOf(value);
    if (owner) by.set(owner, [...(by.get(owner) ?? []), resource]);
    else if (value instanceof Unknown) loose ??= value;
  }
  return { by, loose };
}

/** Whether a destination is the internet, whole or in large parts. */
const leadsOut = (destination: Value | undefined): boolean =>
  typeof destination === 'string' && (prefixLength(destination) ?? 32) <= 4;

const isOpen = (value: Value | undefined): boolean => value instanceof Unknown;

const unknownWay = (unknown: Unknown): WayOut => ({ kind: 'unknown', unknown });

const absent = (what: string, { logicalId, stack }: Resource): Unknown =>
  new Unknown({ code: 'assumption', name: `${what} is in no template given (${logicalId})` }, stack.stack);
