import { isUnknown, type Known, numberAt, stringAt, structsAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { Reference, type Struct, Unknown, type Value } from '../value/value';
import { cidrsOverlap } from './cidr';
import type { PortRange } from './port-ranges';

/** Which way packets go, as seen from the group. */
export type Direction = 'ingress' | 'egress';

/** At the other end of a connection: security groups, a range of addresses, or both. */
export interface Peer {
  /** Groups that the other end has; absent when they are not known. */
  readonly groups?: readonly Resource[];
  /** Addresses that the other end may have; absent when they are not known, and then every range may hold them. */
  readonly cidr?: string;
}

/** What security groups let through. */
export interface Opening {
  readonly ranges: readonly PortRange[];
  /** Why there may be more; absent when there cannot. */
  readonly more?: Unknown;
}

const EVERYTHING: PortRange = [0, 65_535];

/** Security groups with the rules that stand in them and beside them. The default group of a VPC goes by its VPC. */
export class SecurityGroups {
  private readonly rules: Readonly<Record<Direction, ReadonlyMap<Resource, readonly Resource[]>>>;
  private readonly loose: Readonly<Record<Direction, Unknown | undefined>>;

  constructor(private readonly set: TemplateSet) {
    const ingress = this.separate('AWS::EC2::SecurityGroupIngress');
    const egress = this.separate('AWS::EC2::SecurityGroupEgress');
    this.rules = { ingress: ingress.byGroup, egress: egress.byGroup };
    this.loose = { ingress: ingress.loose, egress: egress.loose };
  }

  /** The group that a value names, if the templates hold it. */
  groupOf(value: Value | undefined): Resource | undefined {
    const resource = this.set.resourceOf(value);
    return resource && GROUP_TYPES.includes(resource.type) ? resource : undefined;
  }

  /** The ports that a group opens for a peer in one direction. */
  opening(group: Resource, direction: Direction, protocol: string, peer: Peer): Opening {
    const isDefault = group.type === 'AWS::EC2::VPC';
    const own = isDefault
      ? []
      : structsAt(group.properties, direction === 'ingress' ? 'SecurityGroupIngress' : 'SecurityGroupEgress');
    const separate = this.rules[direction].get(group) ?? [];
    const ranges: PortRange[] = [];
    let more: Unknown | undefined = this.loose[direction] ?? unreadableRules(group, direction);
    if (isDefault && direction === 'ingress' && peer.groups?.includes(group)) ranges.push(EVERYTHING);
    if (direction === 'egress' && own.length === 0) ranges.push(EVERYTHING);
    const all = [...own.map((rule) => ({ rule, doubt: undefined })), ...separate.map(asRule)];
    for (const { rule, doubt } of all) {
      const range = this.rangeFor(rule, protocol, peer);
      if (isUnknown(range)) more ??= range;
      else if (range && doubt) more ??= doubt;
      else if (range) ranges.push(range);
    }
    return { ranges, more };
  }

  private rangeFor(rule: Struct, protocol: string, peer: Peer): Known<PortRange> | undefined {
    const ruled = stringAt(rule, 'IpProtocol') ?? '-1';
    if (isUnknown(ruled)) return ruled;
    if (!isProtocol(ruled, protocol)) return undefined;
    const meets = this.meets(rule, peer);
    if (meets === false) return undefined;
    if (isUnknown(meets)) return meets;
    if (ruled === '-1') return EVERYTHING;
    const [from, to] = [numberAt(rule, 'FromPort') ?? 0, numberAt(rule, 'ToPort') ?? EVERYTHING[1]];
    if (isUnknown(from)) return from;
    return isUnknown(to) ? to : from === -1 ? EVERYTHING : [from, to];
  }

  /** Whether a rule is about the peer. */
  private meets(rule: Struct, { groups, cidr }: Peer): boolean | Unknown {
    const named = ['SourceSecurityGroupId', 'DestinationSecurityGroupId', 'SourceSecurityGroupName']
      .map((property) => rule[property])
      .find((value) => value !== undefined);
    if (named !== undefined) {
      const group = this.groupOf(named);
      if (group) return groups ? groups.includes(group) : false;
      if (named instanceof Unknown) return named;
      // A name that is written out is none of the groups that the templates hold.
      return named instanceof Reference ? groupElsewhere(named) : false;
    }
    if (rule['SourcePrefixListId'] !== undefined || rule['DestinationPrefixListId'] !== undefined) {
      return new Unknown({ code: 'assumption', name: 'the addresses of a prefix list are not in the template' }, '');
    }
    const range = this.blockOfVpc(rule['CidrIp']) ?? stringAt(rule, 'CidrIp');
    if (isUnknown(range)) return range;
    if (range === undefined) return false;
    return cidr === undefined || cidrsOverlap(range, cidr) !== false;
  }

  /** The addresses of a VPC, where a rule names them by the VPC. */
  private blockOfVpc(range: Value | undefined): Known<string> | undefined {
    const byVpc = range instanceof Reference && range.attribute === 'CidrBlock';
    const vpc = byVpc ? this.set.resourceOf(range) : undefined;
    return vpc?.type === 'AWS::EC2::VPC' ? stringAt(vpc.properties, 'CidrBlock') : undefined;
  }

  private separate(type: string): { byGroup: Map<Resource, Resource[]>; loose?: Unknown } {
    const byGroup = new Map<Resource, Resource[]>();
    let loose: Unknown | undefined;
    for (const resource of this.set.resources(type)) {
      const named = resource.properties['GroupId'] ?? resource.properties['GroupName'];
      const group = this.groupOf(named);
      if (group) byGroup.set(group, [...(byGroup.get(group) ?? []), resource]);
      else if (named instanceof Unknown) loose ??= named;
    }
    return { byGroup, loose };
  }
}

const GROUP_TYPES: readonly string[] = ['AWS::EC2::SecurityGroup', 'AWS::EC2::VPC'];

const groupElsewhere = ({ logicalId, stack }: Reference): Unknown =>
  new Unknown(
    { code: 'assumption', name: `the security group that ${logicalId} gives is in no template given` },
    stack,
  );

const asRule = ({ properties, doubt }: Resource) => ({ rule: properties, doubt });

const isProtocol = (ruled: string, wanted: string): boolean =>
  ruled === '-1' || ruled.toLowerCase() === wanted || ruled === (wanted === 'udp' ? '17' : '6');

/** Rules that are a parameter, or one of which is. */
function unreadableRules(group: Resource, direction: Direction): Unknown | undefined {
  const rules = group.properties[direction === 'ingress' ? 'SecurityGroupIngress' : 'SecurityGroupEgress'];
  if (rules instanceof Unknown) return rules;
  return Array.isArray(rules) ? rules.find((rule) => rule instanceof Unknown) : undefined;
}
