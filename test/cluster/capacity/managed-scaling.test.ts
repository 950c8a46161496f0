import { Duration, Lazy } from 'aws-cdk-lib';
import { InstanceRefreshStrategy, ScaleInProtectedInstances, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { type ManagedScaling, onDemand } from '../../../lib/cluster';
import { clusterOf, onlyResource, refusalOf } from '../fixture';

const guarded = { instanceTypes: ['m7g.large'] as [string], min: 1, max: 6, scaleInProtection: true };

const withScaling = (scaling?: ManagedScaling | 'off', min?: number) =>
  onDemand({ instanceTypes: ['m7g.large'], min, max: 6, scaling });

const providerOf = (scaling?: ManagedScaling | 'off', min?: number) =>
  onlyResource(clusterOf(withScaling(scaling, min)).template, 'AWS::ECS::CapacityProvider').AutoScalingGroupProvider;

test('scaling and draining are managed, instances are filled, and protection is off: a stack can be deleted', () => {
  expect(providerOf()).toEqual({
    AutoScalingGroupArn: { Ref: expect.any(String) },
    ManagedDraining: 'ENABLED',
    ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 },
    ManagedTerminationProtection: 'DISABLED',
  });
});

test('every knob reaches the provider', () => {
  const scaling = {
    targetCapacityPercent: 80,
    minimumStep: 2,
    maximumStep: 5,
    instanceWarmup: Duration.minutes(2),
  };
  expect(providerOf(scaling).ManagedScaling).toEqual({
    Status: 'ENABLED',
    TargetCapacity: 80,
    MinimumScalingStepSize: 2,
    MaximumScalingStepSize: 5,
    InstanceWarmupPeriod: 120,
  });
});

test('off is off, and still drains', () => {
  const provider = providerOf('off', 1);
  expect(provider.ManagedScaling).toBeUndefined();
  expect(provider.ManagedDraining).toBe('ENABLED');
});

test.each<ManagedScaling>([
  { targetCapacityPercent: 0 },
  { targetCapacityPercent: 101 },
  { targetCapacityPercent: 99.5 },
  { minimumStep: 0 },
  { maximumStep: 10_001 },
  { minimumStep: 3, maximumStep: 2 },
  { instanceWarmup: Duration.seconds(10_001) },
])('%j is refused; the L2 would make a 0 a 100 without a word', (scaling) => {
  expect(refusalOf(withScaling(scaling))).toBe('ManagedScalingRange');
});

test('tokens are left alone', () => {
  const targetCapacityPercent = Lazy.number({ produce: () => 50 });
  expect(providerOf({ targetCapacityPercent }).ManagedScaling.TargetCapacity).toBe(50);
});

test('protection from scale-in needs what scales in', () => {
  expect(refusalOf(onDemand({ ...guarded, scaling: 'off' }))).toBe('ScaleInProtectionWithoutScaling');
  const { template } = clusterOf(onDemand(guarded));
  const provider = onlyResource(template, 'AWS::ECS::CapacityProvider').AutoScalingGroupProvider;
  expect(provider.ManagedTerminationProtection).toBe('ENABLED');
  expect(onlyResource(template, 'AWS::AutoScaling::AutoScalingGroup').NewInstancesProtectedFromScaleIn).toBe(true);
});

test('a rolling update would wait for protected instances for ever; a refresh can say what to do with them', () => {
  expect(refusalOf(onDemand({ ...guarded, updatePolicy: UpdatePolicy.rollingUpdate() }))).toBe(
    'ScaleInProtectionStopsUpdate',
  );
  const updatePolicy = UpdatePolicy.instanceRefresh({
    strategy: InstanceRefreshStrategy.ROLLING,
    scaleInProtectedInstances: ScaleInProtectedInstances.WAIT,
  });
  expect(refusalOf(onDemand({ ...guarded, updatePolicy }))).toBeUndefined();
});
