import {
  type LaunchTemplateOverrides,
  type MixedInstancesPolicy,
  OnDemandAllocationStrategy,
  SpotAllocationStrategy,
} from 'aws-cdk-lib/aws-autoscaling';
import { type ILaunchTemplate, InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { InstanceChoice, RequiredInstances } from '../instance/instance-choice';
import type { CapacitySpec } from './purchase-options';

/** Which instances the Auto Scaling group launches, from which offers. There are no weights: managed scaling counts instances. */
export function instancesPolicy(spec: CapacitySpec, launchTemplate: ILaunchTemplate): MixedInstancesPolicy {
  return {
    launchTemplate,
    launchTemplateOverrides: overridesOf(spec),
    instancesDistribution: {
      // The order of named types is their preference; requirements have no order.
      onDemandAllocationStrategy: spec.instanceTypes
        ? OnDemandAllocationStrategy.PRIORITIZED
        : OnDemandAllocationStrategy.LOWEST_PRICE,
      ...distributionOf(spec),
    },
  };
}

function distributionOf(spec: CapacitySpec): MixedInstancesPolicy['instancesDistribution'] {
  switch (spec.purchaseOption) {
    case 'on-demand':
    case 'reserved':
      return { onDemandPercentageAboveBaseCapacity: 100 };
    case 'spot':
      return { onDemandPercentageAboveBaseCapacity: 0, spotAllocationStrategy: allocationOf(spec) };
    case 'mixed':
      return {
        onDemandBaseCapacity: spec.onDemandBase ?? 0,
        onDemandPercentageAboveBaseCapacity: spec.onDemandPercent,
        spotAllocationStrategy: allocationOf(spec),
      };
  }
}

function allocationOf(spec: { readonly spotAllocation?: SpotAllocationStrategy }): SpotAllocationStrategy {
  return spec.spotAllocation ?? SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED;
}

function overridesOf(choice: InstanceChoice): LaunchTemplateOverrides[] {
  return choice.requirements === undefined
    ? choice.instanceTypes.map((type) => ({ instanceType: new InstanceType(type) }))
    : [{ instanceRequirements: { ...acceleratorsOf(choice), ...choice.requirements } }];
}

/** Requirements that name no accelerator would take types with any of them. */
function acceleratorsOf({ accelerator }: RequiredInstances): Partial<RequiredInstances['requirements']> {
  switch (accelerator) {
    case 'gpu':
      return { acceleratorCount: { min: 1 }, acceleratorTypes: ['gpu'], acceleratorManufacturers: ['nvidia'] };
    case 'neuron':
      return { acceleratorCount: { min: 1 }, acceleratorManufacturers: ['amazon-web-services'] };
    case undefined:
      return { acceleratorCount: { max: 0 } };
  }
}
