import type { Capacity, CapacityInstanceType } from '../fleet';
import { PlacementInputError } from '../input-error';
import type { Instance } from '../instance';

/** Which of a capacity's types is launched, and what is there already. */
export interface LaunchOptions {
  /** One of the capacity's types. @default - the first, which the capacity prefers */
  readonly instanceType?: string;
  /** Instances of the capacity that are there already; new ones balance the zones with them. @default - none */
  readonly present?: readonly Instance[];
}

/**
 * Instances as a capacity would launch them: empty, ACTIVE, and balanced over its zones as an Auto Scaling group
 * keeps them, the zone listed first among equals. Ids are made from the capacity's name and a number.
 * @throws PlacementInputError if the capacity has no zone, or not the type.
 */
export function launchInstances(capacity: Capacity, count: number, options: LaunchOptions = {}): readonly Instance[] {
  const { present = [] } = options;
  const type = options.instanceType
    ? capacity.instanceTypes.find(({ name }) => name === options.instanceType)
    : capacity.instanceTypes[0];
  if (!type) refuse('instanceType', options.instanceType ?? capacity.instanceTypes);
  if (capacity.zones.length === 0) refuse('capacity.zones', capacity.zones);
  if (!Number.isInteger(count) || count < 0 || count > MAX_COUNT) {
    throw new PlacementInputError([{ code: 'not-allowed', path: 'count', value: count }]);
  }
  const inZone = new Map(capacity.zones.map((zone) => [zone, present.filter((one) => one.zone === zone).length]));
  const taken = new Set(present.map(({ id }) => id));
  const launched: Instance[] = [];
  for (let number = 1; launched.length < count; number++) {
    const id = `${capacity.name}-${String(number).padStart(4, '0')}`;
    if (taken.has(id)) continue;
    const zone = capacity.zones.reduce((least, next) => (inZone.get(next)! < inZone.get(least)! ? next : least));
    inZone.set(zone, inZone.get(zone)! + 1);
    launched.push(instanceOf(capacity, type!, id, zone));
  }
  return launched;
}

/** More instances than any Auto Scaling group has. */
const MAX_COUNT = 100_000;

function refuse(path: string, value: unknown): never {
  throw new PlacementInputError([{ code: 'not-found', path, value }]);
}

function instanceOf(capacity: Capacity, type: CapacityInstanceType, id: string, zone: string): Instance {
  return {
    id,
    zone,
    instanceType: type.name,
    capacity: capacity.name,
    ...(capacity.capacityProvider && { capacityProvider: capacity.capacityProvider.name }),
    status: 'ACTIVE',
    agentConnected: true,
    registered: type.registered,
    attributes: type.attributes,
    tasks: [],
  };
}
