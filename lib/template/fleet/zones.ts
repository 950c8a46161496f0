import type { AutoScalingGroup } from '../ecs/auto-scaling-group';
import type { Known } from '../known';
import type { TemplateSet } from '../stack/template-set';
import { Unknown, type Value, Zone, ZoneList } from '../value/value';

/** A zone by its name, or by its number where only the account knows its name. */
export function zoneName(value: Value | undefined): Known<string> | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Zone) return `${value.region || 'zone'} #${value.index + 1}`.trim();
  return value instanceof Unknown ? value : undefined;
}

/** The zone of a subnet that the templates hold. */
export function zoneOfSubnet(subnet: Value, set: TemplateSet): Known<string> {
  const resource = set.resourceOf(subnet);
  const zone = resource && zoneName(resource.properties['AvailabilityZone']);
  if (zone !== undefined) return zone;
  if (subnet instanceof Unknown) return subnet;
  const name = resource
    ? `AvailabilityZone of ${resource.logicalId}`
    : typeof subnet === 'string'
      ? `the zone of subnet ${subnet}`
      : 'the zone of a subnet of elsewhere';
  return new Unknown({ code: 'attribute', name }, resource?.stack.stack ?? '');
}

/** The zones of subnets, each once; the first that is not known otherwise. */
export function zonesOfSubnets(subnets: readonly Value[], set: TemplateSet): Known<readonly string[]> {
  const zones = subnets.map((subnet) => zoneOfSubnet(subnet, set));
  return zones.find((zone) => zone instanceof Unknown) ?? [...new Set(zones as string[])];
}

/** The zones in which a group launches instances. */
export function zonesOfGroup(group: AutoScalingGroup, set: TemplateSet): Known<readonly string[]> {
  const { subnets, zones } = group;
  if (subnets !== undefined && subnets.length > 0) return zonesOfSubnets(subnets, set);
  const unknown = new Unknown(
    { code: 'attribute', name: `the list of zones of ${group.resource.logicalId}` },
    group.resource.stack.stack,
  );
  const direct = group.properties['AvailabilityZones'];
  if (direct instanceof ZoneList || zones === undefined || zones.length === 0) return unknown;
  const names = zones.map(zoneName);
  return names.every((name) => typeof name === 'string') ? [...new Set(names)] : unknown;
}
