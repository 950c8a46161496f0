import { Lazy } from 'aws-cdk-lib';
import { type CapacitySpec, mixed, onDemand, spot } from '../../../lib/cluster';
import { clusterOf, onlyResource, refusalOf } from '../fixture';

const types = { instanceTypes: ['m7g.large'] as [string] };

test('a capacity starts empty, and no deployment ever resets its size', () => {
  const group = onlyResource(clusterOf(onDemand({ ...types, max: 6 })).template, 'AWS::AutoScaling::AutoScalingGroup');
  expect(group).toMatchObject({ MinSize: '0', MaxSize: '6' });
  expect(group).not.toHaveProperty('DesiredCapacity');
});

test.each<[string, CapacitySpec]>([
  ['CapacitySize', onDemand({ ...types, max: 0 })],
  ['CapacitySize', onDemand({ ...types, min: -1, max: 2 })],
  ['CapacitySize', onDemand({ ...types, min: 3, max: 2 })],
  ['CapacitySize', onDemand({ ...types, max: 2.5 })],
  ['CapacitySize', spot({ ...types, max: 2, scaling: 'off' })],
  ['MixedShare', mixed({ ...types, max: 9, onDemandPercent: 101 })],
  ['MixedShare', mixed({ ...types, max: 9, onDemandPercent: -1 })],
  ['MixedShare', mixed({ ...types, max: 9, onDemandPercent: 100 })],
  ['MixedShare', mixed({ ...types, max: 9, onDemandPercent: 0 })],
  ['MixedShare', mixed({ ...types, max: 9, onDemandBase: 9, onDemandPercent: 0 })],
  ['MixedShare', mixed({ ...types, max: 9, onDemandBase: 0.5, onDemandPercent: 50 })],
  ['WarmPoolSize', onDemand({ ...types, max: 9, warmPool: { min: 10 } })],
  ['WarmPoolSize', onDemand({ ...types, max: 9, warmPool: { maxPrepared: 10 } })],
  ['WarmPoolSize', onDemand({ ...types, max: 9, warmPool: { min: -1 } })],
])('%s: %j', (code, spec) => {
  expect(refusalOf(spec)).toBe(code);
});

test('tokens are left alone', () => {
  const max = Lazy.number({ produce: () => 4 });
  expect(refusalOf(onDemand({ ...types, min: 2, max }))).toBeUndefined();
  expect(refusalOf(mixed({ ...types, max, onDemandBase: max, onDemandPercent: max }))).toBeUndefined();
});
