import { type App, Stack } from 'aws-cdk-lib';
import { shops as withPlainCdk } from '../../bench/shops/with-plain-cdk/shops';
import { shops as withStowage } from '../../bench/shops/with-stowage/shops';
import { templateOf, testApp } from '../synth';

// The comparison is only fair as long as both say the same.

interface Resource {
  readonly stack: string;
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** Names and references differ between the two; what kind of thing they are does not. */
function comparable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(comparable);
  if (typeof node === 'string' && node.startsWith('{')) return comparable(JSON.parse(node));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node);
  if (entries.length === 1 && /^(Ref|Fn::.*)$/.test(entries[0]![0])) return 'REFERENCE';
  return Object.fromEntries(
    entries.sort(([a], [b]) => a.localeCompare(b)).map(([key, value]) => [key, comparable(value)]),
  );
}

function resourcesOf(build: (app: App) => void): readonly Resource[] {
  const app = testApp();
  build(app);
  const stacks = app.node.children.filter((child) => Stack.isStack(child));
  return stacks.flatMap((stack) => {
    const resources = templateOf(stack)['Resources'] as Record<string, Omit<Resource, 'stack'>>;
    return Object.values(resources).map((resource) => ({ ...resource, stack: stack.node.id }));
  });
}

// What the CDK warns of is the same for both, and not the point.
jest.spyOn(console, 'error').mockImplementation();
const ours = resourcesOf(withStowage);
const plain = resourcesOf(withPlainCdk);

const types = (resources: readonly Resource[]) => resources.map(({ Type }) => Type).sort();

/** Behind one load balancer the L2 makes the same rule for each service, which EC2 refuses; ours makes it once. */
function onceEach(resources: readonly Resource[]): readonly Resource[] {
  const seen = new Set<string>();
  return resources.filter(({ stack, Type, Properties }) => {
    const rule = JSON.stringify([stack, Type, Properties]);
    const isRepeated = Type.startsWith('AWS::EC2::SecurityGroup') && seen.has(rule);
    seen.add(rule);
    return !isRepeated;
  });
}

test('both make as many resources of each type, but for rules that are there already', () => {
  expect(onceEach(ours)).toHaveLength(ours.length);
  expect(types(ours)).toEqual(types(onceEach(plain)));
});

/** What the users of both would notice, and the properties that are worded differently. */
const same: Record<string, readonly string[]> = {
  // Said by one and the default of the other.
  'AWS::ECS::Service': ['Strategy', 'EnableExecuteCommand'],
  'AWS::ECS::CapacityProvider': [],
  'AWS::ECS::Cluster': [],
  'AWS::ECR::Repository': [],
  'AWS::AutoScaling::AutoScalingGroup': [],
  'AWS::ApplicationAutoScaling::ScalableTarget': [],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [],
  'AWS::ElasticLoadBalancingV2::ListenerRule': [],
  'AWS::Logs::LogGroup': [],
  // A check by whatever program there is, and one by curl alone; prefixes; 25 MiB in bytes, and in words.
  'AWS::ECS::TaskDefinition': ['Command', 'Family', 'awslogs-stream-prefix', 'max-buffer-size'],
  'AWS::EC2::LaunchTemplate': ['UserData', 'Value'],
};

function described(resources: readonly Resource[], type: string): readonly string[] {
  const ignored = same[type]!;
  return resources
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) =>
      JSON.stringify(comparable(Properties), (key, value) => (ignored.includes(key) ? undefined : value)),
    )
    .sort();
}

test.each(Object.keys(same))('both say the same of every %s', (type) => {
  expect(described(ours, type).length).toBeGreaterThan(0);
  expect(described(ours, type)).toEqual(described(plain, type));
});
