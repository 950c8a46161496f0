import { Lazy, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { type CapacityStrategy, Ec2Cluster, type ICapacityCluster, renderStrategy } from '../../lib/cluster';
import { misuseOf } from '../misuse';

function fixture(): { stack: Stack; cluster: ICapacityCluster<'steady' | 'burst'> } {
  const stack = new Stack();
  const cluster = Ec2Cluster.fromCapacityAttributes(stack, 'Cluster', {
    clusterName: 'live',
    vpc: new Vpc(stack, 'Vpc'),
    capacity: { steady: 'cp-steady', burst: 'cp-burst' },
  });
  return { stack, cluster };
}

const refusalOf = (strategy: CapacityStrategy<'steady' | 'burst'>) => {
  const { stack, cluster } = fixture();
  return misuseOf(() => renderStrategy(cluster, strategy, stack));
};

test('a strategy names providers in the order in which it was written; the weight is 1 unless said', () => {
  const { stack, cluster } = fixture();
  expect(renderStrategy(cluster, { burst: { weight: 3 }, steady: { base: 2 } }, stack)).toEqual([
    { capacityProvider: 'cp-burst', base: undefined, weight: 3 },
    { capacityProvider: 'cp-steady', base: 2, weight: 1 },
  ]);
});

test.each<[string, CapacityStrategy<'steady' | 'burst'>]>([
  ['StrategyEmpty', {}],
  ['StrategyEmpty', { steady: undefined }],
  ['StrategyWeights', { steady: { weight: 0 }, burst: { weight: 0 } }],
  ['StrategyBases', { steady: { base: 1 }, burst: { base: 1 } }],
  ['StrategyRange', { steady: { base: -1 } }],
  ['StrategyRange', { steady: { base: 100_001 } }],
  ['StrategyRange', { steady: { weight: 1_001 } }],
  ['StrategyRange', { steady: { weight: 1.5 } }],
  ['StrategyRange', { steady: { weight: Number.NaN } }],
  ['StrategyBaseWithoutWeight', { steady: { base: 1, weight: 0 }, burst: {} }],
])('%s: %j', (code, strategy) => {
  expect(refusalOf(strategy)).toBe(code);
});

test.each<CapacityStrategy<'steady' | 'burst'>>([
  { steady: { base: 100_000, weight: 1_000 } },
  { steady: { base: 1 }, burst: { base: 0, weight: 0 } },
])('the limits themselves are taken: %j', (strategy) => {
  expect(refusalOf(strategy)).toBeUndefined();
});

test('a name that only the run time sees is refused', () => {
  const strategy = { steady: {}, brust: {} };
  expect(refusalOf(strategy)).toBe('CapacityUnknown');
});

test('the one who names it is told, and what was probably meant', () => {
  const { stack, cluster } = fixture();
  const web = new Construct(stack, 'Web');
  const strategy = { brust: {} } as CapacityStrategy<'burst'>;
  expect(() => renderStrategy(cluster, strategy, web)).toThrow(/did you mean 'burst'.* \(at \S*Web\)/);
});

test('ECS takes twenty capacities, not twenty-one', () => {
  const stack = new Stack();
  const plain = new Cluster(stack, 'Plain', { vpc: new Vpc(stack, 'Vpc') });
  const strategy = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`cp-${i}`, {}]));
  expect(misuseOf(() => renderStrategy(plain, strategy(20), stack))).toBeUndefined();
  expect(misuseOf(() => renderStrategy(plain, strategy(21), stack))).toBe('StrategyTooMany');
});

test('tokens are left alone', () => {
  const { stack, cluster } = fixture();
  const weight = Lazy.number({ produce: () => 4 });
  const strategy = renderStrategy(cluster, { steady: { base: Lazy.number({ produce: () => 1 }), weight } }, stack);
  expect(stack.resolve(strategy)).toEqual([{ capacityProvider: 'cp-steady', base: 1, weight: 4 }]);
});

test('a plain cluster takes the names of capacity providers, also as tokens', () => {
  const stack = new Stack();
  const plain = new Cluster(stack, 'Plain', { vpc: new Vpc(stack, 'Vpc') });
  const name = Lazy.string({ produce: () => 'made-later' });
  expect(stack.resolve(renderStrategy(plain, { [name]: { weight: 2 }, fixed: {} }, stack))).toEqual([
    { capacityProvider: 'made-later', weight: 2 },
    { capacityProvider: 'fixed', weight: 1 },
  ]);
});

test.each(['FARGATE', 'FARGATE_SPOT'])('%s has no instances, and ECS takes it with no others', (key) => {
  const stack = new Stack();
  const plain = new Cluster(stack, 'Plain', { vpc: new Vpc(stack, 'Vpc') });
  expect(misuseOf(() => renderStrategy(plain, { [key]: {} }, stack))).toBe('StrategyFargate');
});
