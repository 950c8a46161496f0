import { type CapacityInTemplate, isUnknown, knownHostsOf, type Model } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = {
  group: string;
  reason: 'unused' | 'target';
  instances: number;
  percent: number;
  instanceType: string | null;
  usdPerHour: number | null;
};

/** No instance is kept without work. */
export const costIdle = rule<Facts>({
  id: 'cost-idle',
  severity: 'info',
  title: 'No instance is kept without work',
  why: 'Managed scaling removes no instance below the smallest size of its group, and with a target capacity below 100 it keeps spare ones.',
  remedy: 'Set MinSize to 0 where managed scaling is on, and TargetCapacity to 100 unless spare instances are wanted.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html',

  check(model) {
    const used = new Set(model.taskOrigins.flatMap((origin) => knownHostsOf(origin)?.capacities ?? []));
    return model.clusters.flatMap((cluster) => {
      // Where a template holds the cluster alone, its tasks are elsewhere.
      const origins = model.taskOrigins.filter((origin) => origin.cluster === cluster);
      const decided = origins.length > 0 && origins.every(({ destination }) => destination.kind !== 'unknown');
      if (!cluster.resource || !decided) return [];
      return model.capacitiesOf(cluster).flatMap((capacity) => answer(capacity, used.has(capacity), model));
    });
  },

  message({ group, reason, instances, percent, instanceType, usdPerHour }) {
    const cost = usdPerHour === null ? '' : `, about $${usdPerHour} an hour on demand in us-east-1`;
    const which = `${instances} ${instances === 1 ? 'instance' : 'instances'}${instanceType ? ` (${instanceType})` : ''}`;
    return reason === 'unused'
      ? `${group} keeps ${which} though no service or schedule of the templates uses it${cost}`
      : `managed scaling of ${group} aims at ${percent} % use, so it keeps ${100 - percent} % of the instances without tasks`;
  },

  fix: ({ group, reason, instances, percent }) =>
    reason === 'unused'
      ? `set MinSize of ${group} from ${instances} to 0, or remove it`
      : `raise TargetCapacity of its capacity provider from ${percent} to 100, unless tasks must start without waiting for an instance`,
});

function answer(capacity: CapacityInTemplate, isUsed: boolean, { capacityProviders }: Model): Outcome<Facts>[] {
  const { group } = capacity.source;
  const { resource, minSize } = group;
  if (isUnknown(minSize)) return [{ state: 'unknown', resource, unknowns: [minSize] }];
  const provider = capacityProviders.find((one) => one.group === resource);
  const target = provider?.managedScaling ? provider.targetCapacity : 100;
  if (isUnknown(target)) return [{ state: 'unknown', resource, unknowns: [target] }];
  const type = isUnknown(capacity.types) ? undefined : capacity.types[0];
  const price = type?.usdPerHour;
  const facts = {
    group: resource.logicalId,
    instances: minSize,
    percent: target,
    instanceType: type?.name ?? null,
    usdPerHour: price === undefined ? null : Math.round(price * minSize * 1000) / 1000,
  };
  if (!isUsed && minSize > 0) return [{ state: 'fails', resource, facts: { ...facts, reason: 'unused' } }];
  if (target < 100 && target > 0) return [{ state: 'fails', resource, facts: { ...facts, reason: 'target' } }];
  return [{ state: 'holds', resource }];
}
