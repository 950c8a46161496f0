import { type CapacityInTemplate, isUnknown, type Known } from '../../../template';
import type { Clients } from '../../aws/clients';
import { everyPage } from '../../aws/pages';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { literalSubnets, subnetsThere } from '../network/literal-subnets';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { capacitiesOf } from './capacities';

/** The instance types that groups name are offered where they are to start. */
export const instanceOfferings: PreflightCheck = {
  id: 'instance-offerings',
  title: 'The instance types are offered in the region and its zones',
  questions: (model, account) =>
    capacitiesOf(model).flatMap((capacity) => {
      // Types that are selected by their attributes are selected from what is offered.
      const options = capacity.source.group.instanceOptions.filter((option) => option.kind === 'type');
      if (options.length === 0) return [];
      const types = options.map(({ type }) => type);
      return [{ subject: capacity.name, neededBy: [], look: () => look(capacity, types, account) }];
    }),
};

async function look(
  capacity: CapacityInTemplate,
  types: readonly Known<string>[],
  account: Account,
): Promise<PreflightOutcome> {
  const open = types.find(isUnknown);
  if (open) return unknown({ code: 'value', unknown: open });
  const names = types as readonly string[];
  const clients = account.at(capacity.source.group.resource);
  const inRegion = new Set((await offerings(clients, 'region', names)).map(({ type }) => type));
  const nowhere = names.filter((type) => !inRegion.has(type));
  const region = await clients.region();
  if (nowhere.length === names.length) {
    return fails({ code: 'type-not-offered', types: names, where: [region], others: [] });
  }
  if (nowhere.length > 0) return unknown({ code: 'types-partly-offered', types: nowhere, where: [region] });
  const zones = await zonesOf(capacity, account);
  const offered = await offerings(clients, 'availability-zone', names);
  const all = zones ?? (await zonesOfRegion(clients));
  const without = all.filter((zone) => !offered.some(({ where }) => where === zone));
  if (without.length === 0) return HOLDS;
  if (zones === undefined) return unknown({ code: 'zones-not-known', types: names, without });
  // Where another zone offers one, Auto Scaling launches there.
  if (without.length < zones.length) return unknown({ code: 'types-partly-offered', types: names, where: without });
  const others = [...new Set(offered.map(({ where }) => where))].sort();
  return fails({ code: 'type-not-offered', types: names, where: without, others });
}

/** Where types are offered. */
async function offerings(
  clients: Clients,
  by: 'region' | 'availability-zone',
  types: readonly string[],
): Promise<readonly { readonly type: string; readonly where: string }[]> {
  const found = await everyPage(
    (NextToken) =>
      clients.ec2.describeInstanceTypeOfferings({
        LocationType: by,
        Filters: [{ Name: 'instance-type', Values: [...new Set(types)] }],
        NextToken,
      }),
    ({ InstanceTypeOfferings }) => InstanceTypeOfferings,
  );
  return found.flatMap(({ InstanceType: type, Location: where }) => (type && where ? [{ type, where }] : []));
}

async function zonesOfRegion(clients: Clients): Promise<readonly string[]> {
  const { AvailabilityZones = [] } = await clients.ec2.describeAvailabilityZones({
    Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }],
  });
  return AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []);
}

/** The names of the zones of a group: as written, or those of subnets that are there. */
async function zonesOf({ zones, source: { group } }: CapacityInTemplate, account: Account) {
  // A zone by its number is written as `zone #1`.
  if (!isUnknown(zones)) return zones.some((zone) => zone.includes('#')) ? undefined : zones;
  const ids = literalSubnets(group.subnets);
  const subnets = ids && (await subnetsThere(ids, group.resource, account));
  // A subnet that is not there is for another check to tell.
  if (!ids || !subnets || subnets.length < ids.length) return undefined;
  return [...new Set(subnets.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []))];
}
