import {
  type CapacityInTemplate,
  countAt,
  isUnknown,
  type Known,
  knownStructAt,
  type Struct,
  Unknown,
} from '../../template';
import { type Purchase, type VcpuQuota, vcpuQuota } from './vcpu-quota';

/** The most vCPUs that a group takes of a quota. */
export interface GroupVcpus {
  readonly quota: VcpuQuota;
  readonly vcpus: number;
}

/** What a group takes of each quota at its maximum size, by the largest type of each kind; or why that is not known. */
export function groupVcpus({ source: { group }, types }: CapacityInTemplate): Known<readonly GroupVcpus[]> {
  const { stack } = group.resource.stack;
  const { maxSize } = group;
  if (isUnknown(types)) return types;
  if (isUnknown(maxSize)) return maxSize;
  if (maxSize === undefined) return new Unknown({ code: 'malformed', name: 'MaxSize' }, stack);
  const units = unitsOf(group.mixedInstancesPolicy, maxSize, group.launch?.isSpot === true);
  if (isUnknown(units)) return units;
  const most = new Map<string, GroupVcpus>();
  for (const purchase of ['on-demand', 'spot'] as const) {
    if (units[purchase] === 0) continue;
    for (const { name, vcpus } of types) {
      const weight = weightOf(group, name);
      if (isUnknown(weight)) return weight;
      const quota = vcpuQuota(name, purchase);
      if (!quota) {
        return new Unknown(
          { code: 'assumption', name: `the quota on ${name} (${purchase}) is not in the table` },
          stack,
        );
      }
      const taken = Math.ceil(units[purchase] / weight) * vcpus;
      if (taken > (most.get(quota.code)?.vcpus ?? 0)) most.set(quota.code, { quota, vcpus: taken });
    }
  }
  return [...most.values()];
}

/** How much of a size is on demand and how much is spot. */
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
