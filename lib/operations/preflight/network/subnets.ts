import {
  type CapacityInTemplate,
  isUnknown,
  type Known,
  listAt,
  type Model,
  type Resource,
  type Service,
  Unknown,
} from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck, Question } from '../check';
import { capacitiesOf } from '../instances/capacities';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import type { AddressRoom } from '../problem';
import { liveServiceOf } from '../services/live-services';
import { literalSubnets, subnetsThere } from './literal-subnets';

/** Subnets that templates only name are there, with free addresses for the instances and `awsvpc` tasks. */
export const subnets: PreflightCheck = {
  id: 'subnets',
  title: 'The subnets that are named are there and have free addresses',
  questions: (model, account) => [
    ...capacitiesOf(model).flatMap((capacity) => ofGroup(capacity, account)),
    ...model.services.flatMap((service) => ofService(service, model, account)),
  ],
};

function ofGroup(capacity: CapacityInTemplate, account: Account): readonly Question[] {
  const { resource, subnets: values, minSize, maxSize = minSize } = capacity.source.group;
  const ids = literalSubnets(values);
  if (!ids) return [];
  const look = async () => {
    const found = await freeIn(ids, resource, account);
    if ('state' in found) return found;
    const units = unitsOf(capacity.source.group);
    const open = [minSize, maxSize, ...units].find(isUnknown);
    if (open) return unknown({ code: 'value', unknown: open });
    const size = await sizeOf(capacity, account);
    const needed = size === undefined ? 0 : Math.ceil(Number(minSize) / Math.max(...units.map(Number))) - size;
    const atMost = Math.ceil(Number(maxSize) / Math.min(...units.map(Number))) - (size ?? 0);
    return judged({ ...found, what: 'instances', needed, atMost });
  };
  return [{ subject: `subnets of ${capacity.name}`, neededBy: [capacity.name], look }];
}

/** The units of a group's size that an instance of each of its types makes up. */
function unitsOf({ resource, properties, instanceOptions }: CapacityInTemplate['source']['group']): Known<number>[] {
  const { DesiredCapacityType: type = 'units' } = properties;
  if (type !== 'units') {
    const name = 'how many instances make up the size of the group (DesiredCapacityType)';
    return [new Unknown({ code: 'attribute', name }, resource.stack.stack)];
  }
  const weights = instanceOptions.map((option) => (option.kind === 'type' ? option.weight : undefined) ?? 1);
  return weights.length === 0 ? [1] : weights.map((weight) => (isUnknown(weight) ? weight : Math.max(1, weight)));
}

function ofService(service: Service, model: Model, account: Account): readonly Question[] {
  const { resource, awsvpc, name, desiredCount, daemon } = service;
  const list = awsvpc && listAt(awsvpc, 'Subnets');
  const ids = isUnknown(list) ? undefined : literalSubnets(list);
  const origin = model.taskOrigins.find((one) => one.service === service);
  if (!ids || origin?.definition?.networkMode !== 'awsvpc') return [];
  const look = async () => {
    const found = await freeIn(ids, resource, account);
    if ('state' in found) return found;
    const open = [desiredCount, daemon].find(isUnknown);
    if (open) return unknown({ code: 'value', unknown: open });
    // A daemon has as many tasks as there are instances.
    if (daemon === true) return HOLDS;
    const isTold = account.isNamed(resource.stack) || typeof service.properties['ServiceName'] === 'string';
    const runs = (await liveServiceOf(service, account))?.runningCount ?? 0;
    const most = model.scalableTargets.get(service)?.maxTasks;
    const count = Number(desiredCount);
    const atMost = Math.max(count, typeof most === 'number' ? most : 0) - runs;
    // What runs already is not known of a service that cannot be told.
    return judged({ ...found, what: 'tasks', needed: isTold ? count - runs : 0, atMost });
  };
  return [{ subject: `subnets of ${name}`, neededBy: [name], look }];
}

/** The free addresses of subnets, or what there is to say instead. */
async function freeIn(
  ids: readonly string[],
  resource: Resource,
  account: Account,
): Promise<PreflightOutcome | { readonly subnets: readonly string[]; readonly free: number }> {
  const there = await subnetsThere(ids, resource, account);
  const missing = ids.filter((id) => !there.some(({ SubnetId }) => SubnetId === id));
  if (missing.length > 0) {
    return fails({ code: 'no-subnet', subnets: missing, region: await account.at(resource).region() });
  }
  // Subnets of IPv6 alone have no such addresses, and need none.
  if (there.some(({ Ipv6Native }) => Ipv6Native)) return HOLDS;
  return {
    subnets: ids,
    free: there.reduce((sum, { AvailableIpAddressCount = 0 }) => sum + AvailableIpAddressCount, 0),
  };
}

/** How many instances a group has now; undefined when it cannot be told which group it is. */
async function sizeOf({ source: { group } }: CapacityInTemplate, account: Account): Promise<number | undefined> {
  const { resource, properties } = group;
  const given = properties['AutoScalingGroupName'];
  if (typeof given !== 'string' && !account.isNamed(resource.stack)) return undefined;
  const name = typeof given === 'string' ? given : await account.physicalId(resource);
  if (name === undefined) return 0;
  const { AutoScalingGroups = [] } = await account
    .at(resource)
    .autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [name] });
  return AutoScalingGroups[0]?.Instances?.length ?? 0;
}

function judged(room: AddressRoom): PreflightOutcome {
  if (room.needed > room.free) return fails({ code: 'no-addresses', ...room });
  return room.atMost > room.free ? unknown({ code: 'few-addresses', ...room }) : HOLDS;
}
