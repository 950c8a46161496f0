import {
  type CapacityInTemplate,
  countAt,
  isUnknown,
  type Known,
  knownStructAt,
  type Struct,
  Unknown,
} from '../../../template';
import { type Purchase, type VcpuQuota, vcpuQuota } from './vcpu-quota';

/** The vCPUs that a group takes of a quota at its maximum size. */
export interface GroupVcpus {
  readonly quota: VcpuQuota;
  /** If it launches the types that take the fewest of this quota. */
  readonly atLeast: number;
  /** If it launches those that take the most. */
  readonly atMost: number;
}

/** What a group takes of each quota at its maximum size; or why that is not known. */
export function groupVcpus({ source: { group }, types }: CapacityInTemplate): Known<readonly GroupVcpus[]> {
  const { stack } = group.resource.stack;
  const { maxSize, launch } = group;
  if (launch?.hasOtherQuota) return [];
  if (isUnknown(types)) return types;
  if (isUnknown(maxSize)) return maxSize;
  if (maxSize === undefined) return new Unknown({ code: 'malformed', name: 'MaxSize' }, stack);
  const units = unitsOf(group.mixedInstancesPolicy, maxSize, launch?.isSpot === true);
  if (isUnknown(units)) return units;
  const taken: GroupVcpus[] = [];
  for (const purchase of ['on-demand', 'spot'] as const) {
    if (units[purchase] === 0) continue;
    const weighed: Weighed[] = [];
    for (const { name, vcpus } of types) {
      const weight = weightOf(group, name);
      if (isUnknown(weight)) return weight;
      const quota = vcpuQuota(name, purchase);
      if (!quota)
        return new Unknown({ code: 'assumption', name: `the quota on ${name} (${purchase}) is not known` }, stack);
      weighed.push({ quota, vcpus, weight });
    }
    taken.push(...byQuota(weighed, units[purchase]));
  }
  return taken;
}

/** A type that a group may launch. */
interface Weighed {
  readonly quota: VcpuQuota;
  readonly vcpus: number;
  /** The units of the group's size that an instance makes up. */
  readonly weight: number;
}

function byQuota(types: readonly Weighed[], units: number): readonly GroupVcpus[] {
  const codes = new Set(types.map(({ quota }) => quota.code));
  return [...codes].map((code) => {
    const own = types.filter(({ quota }) => quota.code === code);
    const perUnit = own.map(({ vcpus, weight }) => vcpus / weight);
    // The last instance of a group may take it past its size, by all of its weight but one unit.
    const most = Math.floor((units + Math.max(...own.map(({ weight }) => weight)) - 1) * Math.max(...perUnit));
    // Types of other quotas may make up all of the size.
    const least = own.length === types.length ? Math.ceil(units * Math.min(...perUnit)) : 0;
    return { quota: own[0]!.quota, atLeast: least, atMost: most };
  });
}

/** How much of a size is on demand and how much is spot: a part of a unit is on demand. */
function unitsOf(mixed: Struct | undefined, size: number, isSpot: boolean): Known<Readonly<Record<Purchase, number>>> {
  if (isSpot) return { 'on-demand': 0, spot: size };
  const distribution = (mixed && knownStructAt(mixed, 'InstancesDistribution')) ?? {};
  const base = countAt(distribution, 'OnDemandBaseCapacity') ?? 0;
  const percentage = countAt(distribution, 'OnDemandPercentageAboveBaseCapacity') ?? 100;
  if (isUnknown(base)) return base;
  if (isUnknown(percentage)) return percentage;
  const onDemand = Math.min(size, base + Math.ceil((Math.max(0, size - base) * percentage) / 100));
  return { 'on-demand': onDemand, spot: size - onDemand };
}

function weightOf({ instanceOptions }: CapacityInTemplate['source']['group'], type: string): Known<number> {
  const option = instanceOptions.find((one) => one.kind === 'type' && one.type === type);
  const weight = option?.kind === 'type' ? option.weight : undefined;
  return isUnknown(weight) ? weight : Math.max(1, weight ?? 1);
}
