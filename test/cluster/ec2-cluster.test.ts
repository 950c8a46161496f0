import { Template } from 'aws-cdk-lib/assertions';
import { Cluster, ContainerInsights, ExecuteCommandLogging } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type CapacitySpec, Ec2Cluster, onDemand, spot } from '../../lib/cluster';
import { misuseOf } from '../misuse';
import { templateOf, testStack } from '../synth';
import { clusterOf, onlyResource, testVpc } from './fixture';

const small = onDemand({ instanceTypes: ['m7g.large'], max: 2 });

test('on-demand and spot capacity', () => {
  const stack = testStack();
  new Ec2Cluster(stack, 'Cluster', {
    vpc: testVpc(stack),
    capacity: {
      steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 6, scaleInProtection: true }),
      burst: spot({ instanceTypes: ['m7g.large', 'm6g.large'], max: 10, operatingSystem: 'bottlerocket' }),
    },
    trunking: true,
    defaultStrategy: { steady: { base: 1 }, burst: { weight: 3 } },
  });
  expect(templateOf(stack)).toMatchSnapshot();
});

test('it is its L2', () => {
  const { cluster } = clusterOf(small);
  expect(cluster).toBeInstanceOf(Cluster);
  expect(Cluster.isCluster(cluster)).toBe(true);
  expect(cluster.hasEc2Capacity).toBe(true);
});

test('nothing has a physical name, which would stand in the way of a replacement, and nothing needs an asset', () => {
  const stack = testStack();
  const { template } = clusterOf(
    onDemand({ instanceTypes: ['m7g.large'], max: 2, scaleInProtection: true }),
    {},
    stack,
  );
  for (const { Properties = {} } of Object.values(
    template.toJSON().Resources as Record<string, { Properties?: object }>,
  )) {
    for (const name of ['ClusterName', 'AutoScalingGroupName', 'LaunchTemplateName', 'RoleName', 'GroupName', 'Name']) {
      expect(Properties).not.toHaveProperty(name);
    }
    expect(Properties).not.toHaveProperty('Code.S3Key');
  }
});

test('without protection there is no function, no topic and no lifecycle hook: ECS drains by itself', () => {
  const { template } = clusterOf(small);
  for (const type of ['AWS::Lambda::Function', 'AWS::SNS::Topic', 'AWS::AutoScaling::LifecycleHook']) {
    template.resourceCountIs(type, 0);
  }
});

test('Container Insights is on, and can be enhanced or turned off', () => {
  const insightsOf = (containerInsights?: ContainerInsights) =>
    onlyResource(clusterOf(small, { containerInsights }).template, 'AWS::ECS::Cluster').ClusterSettings;
  expect(insightsOf()).toEqual([{ Name: 'containerInsights', Value: 'enabled' }]);
  expect(insightsOf(ContainerInsights.ENHANCED)).toEqual([{ Name: 'containerInsights', Value: 'enhanced' }]);
  expect(insightsOf(ContainerInsights.DISABLED)).toEqual([{ Name: 'containerInsights', Value: 'disabled' }]);
});

test('what people type into containers is kept for a month, and services learn where', () => {
  const { template, cluster } = clusterOf(small);
  const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  expect(onlyResource(template, 'AWS::Logs::LogGroup').RetentionInDays).toBe(30);
  expect(onlyResource(template, 'AWS::ECS::Cluster').Configuration.ExecuteCommandConfiguration).toEqual({
    Logging: 'OVERRIDE',
    LogConfiguration: { CloudWatchLogGroupName: { Ref: logGroup } },
  });
  expect(cluster.executeCommandConfiguration.logConfiguration?.cloudWatchLogGroup).toBeDefined();
});

test('an own configuration of ECS Exec takes its place', () => {
  const executeCommandConfiguration = { logging: ExecuteCommandLogging.NONE };
  const { template, cluster } = clusterOf(small, { executeCommandConfiguration });
  template.resourceCountIs('AWS::Logs::LogGroup', 0);
  expect(cluster.executeCommandConfiguration).toBe(executeCommandConfiguration);
});

test('keys of managed storage stand beside the logging of ECS Exec', () => {
  const stack = testStack();
  const managedStorageConfiguration = { kmsKey: new Key(stack, 'Key') };
  const { template } = clusterOf(small, { managedStorageConfiguration }, stack);
  const { Configuration } = onlyResource(template, 'AWS::ECS::Cluster');
  expect(Object.keys(Configuration).sort()).toEqual(['ExecuteCommandConfiguration', 'ManagedStorageConfiguration']);
});

test('instances carry the name of cluster and capacity', () => {
  const { TagSpecifications } = onlyResource(clusterOf(small).template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData;
  expect(TagSpecifications[0]).toEqual({
    ResourceType: 'instance',
    Tags: [{ Key: 'Name', Value: 'Test/Cluster/main' }],
  });
});

test('a default strategy is written in the names of the capacities', () => {
  const { template } = clusterOf(small, { defaultStrategy: { main: { base: 1 } } });
  const association = onlyResource(template, 'AWS::ECS::ClusterCapacityProviderAssociations');
  expect(association.DefaultCapacityProviderStrategy).toEqual([
    { CapacityProvider: association.CapacityProviders[0], Base: 1, Weight: 1 },
  ]);
});

test('a namespace serves discovery', () => {
  const { template, cluster } = clusterOf(small, { defaultCloudMapNamespace: { name: 'shop.internal' } });
  template.hasResourceProperties('AWS::ServiceDiscovery::PrivateDnsNamespace', { Name: 'shop.internal' });
  expect(cluster.defaultCloudMapNamespace).toBeDefined();
});

test('capacities are asked for by name', () => {
  const { cluster, stack, template } = clusterOf(small);
  expect(cluster.capacityKeys).toEqual(['main']);
  const [provider] = Object.keys(template.findResources('AWS::ECS::CapacityProvider'));
  expect(stack.resolve(cluster.capacityProviderName('main'))).toEqual({ Ref: provider });
  expect(cluster.capacityOf('main').purchaseOption).toBe('on-demand');
  expect(misuseOf(() => cluster.capacityOf('toString' as 'main'))).toBe('CapacityUnknown');
});

const capacities = (names: readonly string[]) =>
  Object.fromEntries<CapacitySpec>(names.map((name) => [name, small])) as Record<string, CapacitySpec>;
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

test.each<[string | undefined, readonly string[]]>([
  ['CapacityEmpty', []],
  ['CapacityTooMany', numbered(21)],
  [undefined, numbered(20)],
  ['CapacityNameInvalid', ['']],
  ['CapacityNameInvalid', ['1st']],
  ['CapacityNameInvalid', ['a/b']],
  ['CapacityNameInvalid', ['n'.repeat(65)]],
  [undefined, ['Web-1_b', 'n'.repeat(64), 'Resource', 'Trunking', 'Unprotect']],
])('%s: the names %j', (code, names) => {
  const stack = testStack();
  const vpc = testVpc(stack);
  expect(misuseOf(() => new Ec2Cluster(stack, 'Cluster', { vpc, capacity: capacities(names) }))).toBe(code);
});

test('the instances of every capacity join the connections of the cluster; the L2 forgets them', () => {
  const stack = testStack();
  const cluster = new Ec2Cluster(stack, 'Cluster', { vpc: testVpc(stack), capacity: { a: small, b: small } });
  expect(cluster.connections.securityGroups).toEqual([
    cluster.capacityOf('a').securityGroup,
    cluster.capacityOf('b').securityGroup,
  ]);
  Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 2);
});
