import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, LaunchTemplate, SecurityGroup, UserData, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  AsgCapacityProvider,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  EcsOptimizedImage,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Service } from '../../lib/service';
import { DependencyGraph } from '../dependency-graph';
import { appListener, everything, propertiesOf, resourcesOf, shop, webTask, workerTask } from '../service/shop';
import { testStack } from '../synth';

/** A cluster as it is made without Stowage. */
function plainCluster(stack: Stack) {
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const cluster = new Cluster(stack, 'Cluster', { vpc });
  const launchTemplate = new LaunchTemplate(stack, 'Template', {
    instanceType: new InstanceType('m7g.large'),
    machineImage: EcsOptimizedImage.amazonLinux2023(),
    role: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }),
    securityGroup: new SecurityGroup(stack, 'Group', { vpc }),
    userData: UserData.forLinux(),
  });
  const provider = new AsgCapacityProvider(stack, 'Provider', {
    autoScalingGroup: new AutoScalingGroup(stack, 'Instances', { vpc, launchTemplate, maxCapacity: 4 }),
    enableManagedTerminationProtection: false,
    enableManagedDraining: true,
  });
  cluster.addAsgCapacityProvider(provider);
  return { vpc, cluster, provider };
}

test('our service runs on a plain cluster, whose providers it names, and waits for their association', () => {
  const stack = testStack();
  const { vpc, cluster, provider } = plainCluster(stack);
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    capacity: { [provider.capacityProviderName]: { weight: 1 } },
    loadBalancing: [{ container: 'app', port: 'http', listener: appListener(stack, vpc), ...everything }],
  });
  expect(propertiesOf(stack).CapacityProviderStrategy).toEqual([
    { CapacityProvider: stack.resolve(provider.capacityProviderName), Weight: 1 },
  ]);
  const graph = new DependencyGraph(Template.fromStack(stack));
  const [service] = graph.ids('AWS::ECS::Service');
  const [association] = graph.ids('AWS::ECS::ClusterCapacityProviderAssociations');
  expect(graph.standsOn(service!, association!)).toBe(true);
});

test('our service runs a plain task definition', () => {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = new Ec2TaskDefinition(stack, 'Plain');
  taskDefinition.addContainer('web', {
    image: ContainerImage.fromRegistry('nginx'),
    memoryLimitMiB: 64,
    portMappings: [{ containerPort: 80, name: 'http' }, { containerPort: 81 }],
  });
  const service = new Service(stack, 'Service', { cluster, taskDefinition, capacity });
  expect(service.portOf('web', 'http')).toEqual(service.portOf('web', 81));
  expect(propertiesOf(stack).CapacityProviderStrategy).toHaveLength(2);
});

test('a plain service runs our task definition on our cluster', () => {
  const { stack, cluster } = shop();
  const taskDefinition = workerTask(stack);
  new Ec2Service(stack, 'Service', {
    cluster,
    taskDefinition,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: [{ capacityProvider: cluster.capacityProviderName('burst'), weight: 1 }],
  });
  expect(propertiesOf(stack)).toMatchObject({ TaskDefinition: stack.resolve(taskDefinition.taskDefinitionArn) });
});

test('our service is a target of a listener, the way of the L2', () => {
  const { stack, cluster, capacity } = shop();
  const service = new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity });
  appListener(stack, cluster.vpc, false).addTargets('Web', {
    port: 80,
    targets: [service.loadBalancerTarget({ containerName: 'app', containerPort: 9000 })],
  });
  expect(propertiesOf(stack).LoadBalancers).toMatchObject([{ ContainerName: 'app', ContainerPort: 9000 }]);
});

test('our service scales the way of the L2', () => {
  const { stack, cluster, capacity } = shop();
  const service = new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity });
  service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  expect(resourcesOf(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toHaveLength(1);
  expect(propertiesOf(stack).DesiredCount).toBeUndefined();
});
