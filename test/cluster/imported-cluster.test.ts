import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Ec2Service } from 'aws-cdk-lib/aws-ecs';
import { capacityAssociation, Ec2Cluster, renderStrategy } from '../../lib/cluster';
import { misuseOf } from '../misuse';
import { plainTask } from './fixture';

function fixture() {
  const stack = new Stack();
  const vpc = new Vpc(stack, 'Vpc');
  const securityGroup = new SecurityGroup(stack, 'Instances', { vpc });
  const cluster = Ec2Cluster.fromCapacityAttributes(stack, 'Cluster', {
    clusterName: 'live',
    vpc,
    securityGroups: [securityGroup],
    capacity: { steady: 'live-steady', burst: 'live-burst' },
  });
  return { stack, cluster, securityGroup };
}

test('the names stand for the capacity providers that exist', () => {
  const { cluster, securityGroup } = fixture();
  expect(cluster.capacityKeys).toEqual(['steady', 'burst']);
  expect(cluster.capacityProviderName('burst')).toBe('live-burst');
  expect(cluster.connections.securityGroups).toEqual([securityGroup]);
  expect(cluster.hasEc2Capacity).toBe(true);
});

test('a name that was not given is refused, also one that every object has', () => {
  const { cluster } = fixture();
  expect(misuseOf(() => cluster.capacityProviderName('toString' as 'burst'))).toBe('CapacityUnknown');
});

test('a plain service runs on it, and waits for no association, which another stack owns', () => {
  const { stack, cluster } = fixture();
  const service = new Ec2Service(stack, 'Service', {
    cluster,
    taskDefinition: plainTask(stack),
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: renderStrategy(cluster, { steady: {} }, stack),
  });
  service.node.addDependency(capacityAssociation(cluster));
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    Cluster: 'live',
    CapacityProviderStrategy: [{ CapacityProvider: 'live-steady', Weight: 1 }],
  });
});
