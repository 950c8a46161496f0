import { App, Aspects, Stack, Tag, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, Ec2Service, NetworkMode } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedEc2Service } from 'aws-cdk-lib/aws-ecs-patterns';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { capacityAssociation, Ec2Cluster, onDemand, renderStrategy, spot } from '../../lib/cluster';
import { testApp, testStack } from '../synth';
import { plainTask, testVpc } from './fixture';

const image = ContainerImage.fromRegistry('nginx');

function shopCluster(scope: Construct, vpc: Vpc): Ec2Cluster<'steady' | 'burst'> {
  return new Ec2Cluster(scope, 'Cluster', {
    vpc,
    capacity: {
      steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 6, scaleInProtection: true }),
      burst: spot({ instanceTypes: ['m7g.large'], max: 10 }),
    },
  });
}

/** A plain L2 service on the cluster, which waits for the association. */
function plainService(scope: Construct, cluster: Ec2Cluster<'steady' | 'burst'>, networkMode: NetworkMode): Ec2Service {
  const service = new Ec2Service(scope, 'Service', {
    cluster,
    taskDefinition: plainTask(scope, networkMode),
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    enableExecuteCommand: true,
    capacityProviderStrategies: renderStrategy(cluster, { steady: { base: 1 }, burst: { weight: 3 } }, scope),
  });
  service.node.addDependency(capacityAssociation(cluster));
  return service;
}

test('a plain service takes the strategy, and no launch type', () => {
  const stack = testStack();
  const cluster = shopCluster(stack, testVpc(stack));
  plainService(stack, cluster, NetworkMode.BRIDGE);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    LaunchType: Match.absent(),
    CapacityProviderStrategy: [
      { CapacityProvider: stack.resolve(cluster.capacityProviderName('steady')), Base: 1, Weight: 1 },
      { CapacityProvider: stack.resolve(cluster.capacityProviderName('burst')), Weight: 3 },
    ],
  });
});

test('aws-ecs-patterns run on it, and their load balancer reaches the instances of every capacity', () => {
  const stack = testStack();
  const cluster = shopCluster(stack, testVpc(stack));
  new ApplicationLoadBalancedEc2Service(stack, 'Shop', {
    cluster,
    memoryLimitMiB: 128,
    taskImageOptions: { image },
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: renderStrategy(cluster, { steady: {} }, stack),
  });
  const template = Template.fromStack(stack);
  for (const key of cluster.capacityKeys) {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 32768,
      ToPort: 65535,
      GroupId: stack.resolve(cluster.capacityOf(key).securityGroup.securityGroupId),
    });
  }
});

test('a plain cluster, too, has an association to wait for', () => {
  const stack = testStack();
  const vpc = testVpc(stack);
  const plain = new Cluster(stack, 'Plain', { vpc });
  plain.addAsgCapacityProvider(shopCluster(stack, vpc).capacityOf('steady').provider);
  const service = new Ec2Service(stack, 'Service', {
    cluster: plain,
    taskDefinition: plainTask(stack),
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
  });
  service.node.addDependency(capacityAssociation(plain));
  const template = Template.fromStack(stack);
  const [association] = Object.keys(template.findResources('AWS::ECS::ClusterCapacityProviderAssociations')).filter(
    (id) => id.startsWith('Plain'),
  );
  template.hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([association]) });
});

test.each([
  ['weak', NetworkMode.BRIDGE],
  ['weak', NetworkMode.AWS_VPC],
  ['strong', NetworkMode.BRIDGE],
  ['strong', NetworkMode.AWS_VPC],
])('network, cluster, load balancer and service in a stack each make no cycle (%s references, %s)', (kind, mode) => {
  const app = testApp({ context: { '@aws-cdk/core:defaultCrossStackReferences': kind } });
  const [network, clusterStack, front, services] = ['Network', 'Cluster', 'Front', 'Services'].map(
    (id) => new Stack(app, id),
  ) as [Stack, Stack, Stack, Stack];
  const vpc = testVpc(network);
  const cluster = shopCluster(clusterStack, vpc);
  const service = plainService(services, cluster, mode);
  const listener = new ApplicationLoadBalancer(front, 'Alb', { vpc, internetFacing: true }).addListener('Http', {
    port: 80,
  });
  listener.addTargets('App', { port: 80, targets: [service] });
  app.synth();
  Template.fromStack(services).resourceCountIs('AWS::ECS::Service', 1);
  Template.fromStack(clusterStack).resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 1);
});

test('tags and aspects reach what is inside', () => {
  const app = testApp();
  const stack = new Stack(app, 'Test');
  shopCluster(stack, testVpc(stack));
  Tags.of(stack).add('team', 'shop');
  Aspects.of(stack).add(new Tag('cost', '42'));
  const template = Template.fromStack(stack);
  const both = Match.arrayWith([
    { Key: 'cost', Value: '42' },
    { Key: 'team', Value: 'shop' },
  ]);
  template.hasResourceProperties('AWS::ECS::CapacityProvider', { Tags: both });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: {
      TagSpecifications: Match.arrayWith([Match.objectLike({ ResourceType: 'instance', Tags: both })]),
    },
  });
});

test("the CDK's own validation finds nothing", () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    const app = testApp();
    const stack = new Stack(app, 'Test');
    plainService(stack, shopCluster(stack, testVpc(stack)), NetworkMode.AWS_VPC);
    expect(() => app.synth()).not.toThrow();
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});

test('without feature flags it synthesizes, too', () => {
  const stack = new Stack(new App(), 'Test');
  plainService(stack, shopCluster(stack, testVpc(stack)), NetworkMode.BRIDGE);
  Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 2);
});
