import type { Capacity, CapacityInstanceType } from '../fleet';
import { checkInstances } from '../input/check-instances';
import { Checker } from '../input/checker';
import type { Instance } from '../instance';
import { newInstance } from './new-instance';

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
  const type = checkLaunch(capacity, count, options);
  const { present = [] } = options;
  const inZone = new Map(capacity.zones.map((zone) => [zone, present.filter((one) => one.zone === zone).length]));
  const taken = new Set(present.map(({ id }) => id));
  const launched: Instance[] = [];
  for (let number = 1; launched.length < count; number++) {
    const id = `${capacity.name}-${String(number).padStart(4, '0')}`;
    if (taken.has(id)) continue;
    const zone = capacity.zones.reduce((least, next) => (inZone.get(next)! < inZone.get(least)! ? next : least));
    inZone.set(zone, inZone.get(zone)! + 1);
    launched.push(newInstance(capacity, type, zone, id));
  }
  return launched;
}

/** More instances than any Auto Scaling group has. */
const MAX_COUNT = 100_000;

/** The type to launch. */
function checkLaunch(
  capacity: Capacity,
  count: number,
  { instanceType, present }: LaunchOptions,
): CapacityInstanceType {
  const check = new Checker();
  check.whole(count, 'count', 0, MAX_COUNT);
  checkInstances(present ?? [], check);
  let type: CapacityInstanceType | undefined;
  if (check.record(capacity, 'capacity')) {
    check.text(capacity.name, 'capacity.name');
    const zones = check.list(capacity.zones, 'capacity.zones');
    if (zones.length === 0) check.report('missing', 'capacity.zones', zones);
    const types = check.list(capacity.instanceTypes, 'capacity.instanceTypes');
    type = instanceType === undefined ? types[0] : types.find((one) => one?.name === instanceType);
    if (!type) check.report('not-found', 'instanceType', instanceType);
  }
  check.finish();
  return type!;
}
