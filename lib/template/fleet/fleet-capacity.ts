import { type Capacity, type CapacityProvider, DEFAULT_MANAGED_SCALING } from '../../placement';
import type { CapacityProvider as TemplateProvider } from '../ecs/capacity-provider';
import { countAt, type Known } from '../known';
import { Unknown } from '../value/value';
import type { Bound, CapacityInTemplate } from './capacity';
import { type FleetGap, GapReader } from './fleet-gap';

/** One thing of a fleet, if everything it cannot do without is known, and what is not. */
export interface Reading<T> {
  readonly value?: T;
  readonly gaps: readonly FleetGap[];
}

/**
 * A capacity as the engine takes it. Types and the largest size must be known; zones that are not known are counted
 * by the subnets, a purchase option that is not known is taken to be on-demand.
 */
export function capacityOf(source: CapacityInTemplate, bound: Bound): Reading<Capacity> {
  const { group, provider } = source.source;
  const reader = new GapReader(group.resource);
  if (group.resource.doubt) reader.note('existence', group.resource.doubt, 'assumed');
  const instanceTypes = reader.need('types', source.instanceTypes(bound));
  const maxInstances = reader.need('maximum size', group.maxSize ?? unknownSize(source));
  const minInstances = reader.assume('minimum size', group.minSize, 0);
  const zones = reader.assume('zones', source.zones, subnetsAsZones(source));
  const purchaseOption = reader.assume('purchase option', group.purchaseOption, 'on-demand' as const);
  const desiredInstances =
    group.desiredCapacity === undefined ? undefined : reader.assume('desired size', group.desiredCapacity, undefined);
  const { gaps } = reader;
  if (instanceTypes === undefined || maxInstances === undefined || instanceTypes.length === 0) return { gaps };
  const value = {
    name: source.name,
    zones,
    instanceTypes: distinct(instanceTypes),
    minInstances: Math.min(minInstances, maxInstances),
    maxInstances,
    ...(desiredInstances !== undefined && {
      desiredInstances: Math.min(maxInstances, Math.max(minInstances, desiredInstances)),
    }),
    purchaseOption,
    ...(provider && { capacityProvider: providerOf(provider, reader) }),
  };
  return { value, gaps };
}

/** A type that a group names twice is one type. */
const distinct = <T extends { readonly name: string }>(types: readonly T[]): readonly T[] => [
  ...new Map(types.map((type) => [type.name, type])).values(),
];

const unknownSize = ({ source }: CapacityInTemplate): Unknown =>
  new Unknown({ code: 'attribute', name: `MaxSize of ${source.group.resource.logicalId}` }, '');

/** Subnets of a group lie in different zones unless somebody wants otherwise. */
function subnetsAsZones({ source }: CapacityInTemplate): readonly string[] {
  const count = source.group.subnets?.length || source.group.zones?.length || 1;
  return Array.from({ length: count }, (_, index) => `zone of subnet #${index + 1}`);
}

function providerOf(provider: TemplateProvider, reader: GapReader): CapacityProvider {
  const { managedScaling: struct, resource } = provider;
  const figure = (name: string, value: Known<number> | undefined, fallback: number): number =>
    value === undefined ? fallback : reader.assume(name, value, fallback);
  const defaults = DEFAULT_MANAGED_SCALING;
  return {
    name: resource.constructPath ?? resource.logicalId,
    ...(struct && {
      managedScaling: {
        targetCapacity: figure('target capacity', provider.targetCapacity, defaults.targetCapacity),
        minimumScalingStepSize: figure(
          'smallest step',
          countAt(struct, 'MinimumScalingStepSize'),
          defaults.minimumScalingStepSize,
        ),
        maximumScalingStepSize: figure(
          'largest step',
          countAt(struct, 'MaximumScalingStepSize'),
          defaults.maximumScalingStepSize,
        ),
        instanceWarmupPeriodSeconds: figure(
          'warm-up period',
          countAt(struct, 'InstanceWarmupPeriod'),
          defaults.instanceWarmupPeriodSeconds,
        ),
      },
    }),
    managedTerminationProtection: reader.assume('termination protection', provider.managedTerminationProtection, false),
    managedDraining: reader.assume('managed draining', provider.managedDraining, true),
  };
}
