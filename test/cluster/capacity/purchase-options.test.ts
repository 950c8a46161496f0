import { Duration } from 'aws-cdk-lib';
import { SpotAllocationStrategy, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { type CapacitySpec, mixed, onDemand, reserved, spot } from '../../../lib/cluster';
import { testStack } from '../../synth';
import { clusterOf, onlyResource, refusalOf, testVpc, userDataOf } from '../fixture';

const types = { instanceTypes: ['m7g.large', 'm6g.large'] as [string, string], max: 9 };

const groupOf = (spec: CapacitySpec) => onlyResource(clusterOf(spec).template, 'AWS::AutoScaling::AutoScalingGroup');
const distributionOf = (spec: CapacitySpec) => groupOf(spec).MixedInstancesPolicy.InstancesDistribution;

test('on demand: only that, the types in the order of preference, without weights', () => {
  const { MixedInstancesPolicy, CapacityRebalance } = groupOf(onDemand(types));
  expect(MixedInstancesPolicy.InstancesDistribution).toEqual({
    OnDemandAllocationStrategy: 'prioritized',
    OnDemandPercentageAboveBaseCapacity: 100,
  });
  expect(MixedInstancesPolicy.LaunchTemplate.Overrides).toEqual([
    { InstanceType: 'm7g.large' },
    { InstanceType: 'm6g.large' },
  ]);
  expect(CapacityRebalance).toBeUndefined();
});

test('spot: only that, from the pools least likely to be taken back, with a replacement before the notice', () => {
  const group = groupOf(spot(types));
  expect(group.MixedInstancesPolicy.InstancesDistribution).toMatchObject({
    OnDemandPercentageAboveBaseCapacity: 0,
    SpotAllocationStrategy: 'price-capacity-optimized',
  });
  expect(group.CapacityRebalance).toBe(true);
});

test('the spot pools can be chosen in another way', () => {
  const spotAllocation = SpotAllocationStrategy.CAPACITY_OPTIMIZED;
  expect(distributionOf(spot({ ...types, spotAllocation })).SpotAllocationStrategy).toBe('capacity-optimized');
});

test('mixed: a base and a share on demand, the rest spot', () => {
  expect(distributionOf(mixed({ ...types, onDemandBase: 2, onDemandPercent: 25 }))).toMatchObject({
    OnDemandBaseCapacity: 2,
    OnDemandPercentageAboveBaseCapacity: 25,
    SpotAllocationStrategy: 'price-capacity-optimized',
  });
});

test.each([
  ['spot', spot(types)],
  ['mixed', mixed({ ...types, onDemandPercent: 50 })],
])('%s instances drain on the notice, and may: the L2 gives the agent no right to', (_, spec) => {
  const { template } = clusterOf(spec);
  expect(userDataOf(template)).toContain('\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true\n');
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('ecs:UpdateContainerInstancesState');
});

test('on-demand instances neither drain by themselves nor may', () => {
  const { template } = clusterOf(onDemand(types));
  expect(userDataOf(template)).not.toContain('SPOT');
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('UpdateContainerInstancesState');
});

test('reserved: only into the reservations, unless a full one may be passed over', () => {
  const ids = ['cr-1', 'cr-2'] as [string, string];
  expect(groupOf(reserved({ ...types, reservations: { ids } })).CapacityReservationSpecification).toEqual({
    CapacityReservationPreference: 'capacity-reservations-only',
    CapacityReservationTarget: { CapacityReservationIds: ids },
  });
  const resourceGroupArns = ['arn:aws:resource-groups:eu-west-1:111122223333:group/gpu'] as [string];
  const group = groupOf(reserved({ ...types, reservations: { resourceGroupArns }, whenFull: 'on-demand' }));
  expect(group.CapacityReservationSpecification).toEqual({
    CapacityReservationPreference: 'capacity-reservations-first',
    CapacityReservationTarget: { CapacityReservationResourceGroupArns: resourceGroupArns },
  });
});

test('requirements find the types, and leave out those with accelerators, which nobody asked to pay for', () => {
  const requirements = { vCpuCount: { min: 2, max: 2 }, memoryMiB: { min: 8192, max: 8192 } };
  const { MixedInstancesPolicy } = groupOf(spot({ requirements, architecture: 'arm64', max: 9 }));
  expect(MixedInstancesPolicy.InstancesDistribution.OnDemandAllocationStrategy).toBe('lowest-price');
  expect(MixedInstancesPolicy.LaunchTemplate.Overrides).toEqual([
    {
      InstanceRequirements: {
        VCpuCount: { Min: 2, Max: 2 },
        MemoryMiB: { Min: 8192, Max: 8192 },
        AcceleratorCount: { Max: 0 },
      },
    },
  ]);
});

test.each([
  ['gpu', { AcceleratorCount: { Min: 1 }, AcceleratorTypes: ['gpu'], AcceleratorManufacturers: ['nvidia'] }],
  ['neuron', { AcceleratorCount: { Min: 1 }, AcceleratorManufacturers: ['amazon-web-services'] }],
] as const)('requirements with %s take types whose driver the image holds', (accelerator, expected) => {
  const requirements = { vCpuCount: { min: 4 }, memoryMiB: { min: 8192 } };
  const group = groupOf(onDemand({ requirements, architecture: 'x86_64', accelerator, max: 9 }));
  expect(group.MixedInstancesPolicy.LaunchTemplate.Overrides[0].InstanceRequirements).toMatchObject(expected);
});

test('a warm pool keeps instances out of the cluster while they wait', () => {
  const { template } = clusterOf(onDemand({ ...types, warmPool: { min: 1, maxPrepared: 4, state: 'running' } }));
  expect(onlyResource(template, 'AWS::AutoScaling::WarmPool')).toMatchObject({
    MinSize: 1,
    MaxGroupPreparedCapacity: 4,
    PoolState: 'Running',
  });
  expect(userDataOf(template)).toContain('\nECS_WARM_POOLS_CHECK=true\n');
});

test('what the types refuse, a value written elsewhere cannot smuggle in', () => {
  const pool = { ...types, warmPool: {} };
  expect(refusalOf(spot(pool))).toBe('WarmPoolRefused');
  const guarded = { ...types, scaleInProtection: true, onDemandPercent: 50 };
  expect(refusalOf(spot(guarded))).toBe('ScaleInProtectionOnSpot');
  expect(refusalOf(mixed(guarded))).toBe('ScaleInProtectionOnSpot');
});

test('a new image replaces running instances only where asked', () => {
  const updateOf = (updatePolicy?: UpdatePolicy) => {
    const { template } = clusterOf(onDemand({ ...types, updatePolicy }));
    return Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'))[0]!.UpdatePolicy;
  };
  expect(updateOf()).toEqual({ AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } });
  expect(updateOf(UpdatePolicy.rollingUpdate({ maxBatchSize: 2 })).AutoScalingRollingUpdate.MaxBatchSize).toBe(2);
});

test('subnets, further security groups and a lifetime are passed on', () => {
  const stack = testStack();
  const vpc = testVpc(stack);
  const further = new SecurityGroup(stack, 'Further', { vpc });
  const spec = onDemand({
    ...types,
    subnets: { subnetType: SubnetType.PUBLIC },
    securityGroups: [further],
    maxInstanceLifetime: Duration.days(7),
  });
  const { template } = clusterOf(spec, { vpc }, stack);
  const group = onlyResource(template, 'AWS::AutoScaling::AutoScalingGroup');
  expect(group.MaxInstanceLifetime).toBe(604_800);
  expect(group.VPCZoneIdentifier[0].Ref).toMatch(/^VpcPublic/);
  expect(onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.SecurityGroupIds).toHaveLength(2);
});
