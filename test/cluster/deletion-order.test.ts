import { Template } from 'aws-cdk-lib/assertions';
import { Ec2Service } from 'aws-cdk-lib/aws-ecs';
import { capacityAssociation, Ec2Cluster, onDemand, spot } from '../../lib/cluster';
import { DependencyGraph } from '../dependency-graph';
import { testStack } from '../synth';
import { plainTask, testVpc } from './fixture';

/** A cluster with a protected and a spot capacity, trunking, and a plain service that waits for the association. */
function everything(): DependencyGraph {
  const stack = testStack();
  const cluster = new Ec2Cluster(stack, 'Cluster', {
    vpc: testVpc(stack),
    trunking: true,
    capacity: {
      steady: onDemand({ instanceTypes: ['m7g.large'], max: 6, scaleInProtection: true }),
      burst: spot({ instanceTypes: ['m7g.large', 'm6g.large'], max: 10 }),
    },
  });
  const service = new Ec2Service(stack, 'Service', {
    cluster,
    taskDefinition: plainTask(stack),
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: [{ capacityProvider: cluster.capacityProviderName('steady'), weight: 1 }],
  });
  service.node.addDependency(capacityAssociation(cluster));
  return new DependencyGraph(Template.fromStack(stack));
}

const graph = everything();

test('nothing stands on itself', () => {
  expect(graph.cycle()).toBeUndefined();
});

/** Each is deleted, wholly, before the next begins. */
const DELETED_IN_THIS_ORDER: [string, RegExp?][] = [
  ['AWS::ECS::Service'],
  ['AWS::ECS::ClusterCapacityProviderAssociations'],
  ['AWS::ECS::CapacityProvider', /steady/],
  ['Custom::StowageUnprotect'],
  ['AWS::AutoScaling::AutoScalingGroup', /steady/],
  ['AWS::EC2::LaunchTemplate', /steady/],
  ['AWS::IAM::Policy', /steadyRole/],
  ['AWS::ECS::Cluster'],
];

test.each(DELETED_IN_THIS_ORDER.slice(1).map((later, i) => [DELETED_IN_THIS_ORDER[i]!, later] as const))(
  '%j is gone before %j is deleted',
  ([earlierType, earlierName], [laterType, laterName]) => {
    for (const earlier of graph.ids(earlierType, earlierName)) {
      for (const later of graph.ids(laterType, laterName)) {
        expect([earlier, later, graph.standsOn(earlier, later)]).toEqual([earlier, later, true]);
      }
    }
  },
);

test.each([
  ['AWS::EC2::Route', /Private/],
  ['AWS::EC2::SubnetRouteTableAssociation', /Private/],
  ['AWS::EC2::NatGateway', /./],
  ['AWS::EC2::InternetGateway', /./],
])('the way out (%s) outlives the instances, which drain through it', (type, name) => {
  for (const group of graph.ids('AWS::AutoScaling::AutoScalingGroup')) {
    for (const way of graph.ids(type, name)) expect([way, graph.standsOn(group, way)]).toEqual([way, true]);
  }
});

test('trunking is on before the first instance starts', () => {
  for (const capacity of [/steady/, /burst/]) {
    const [group] = graph.ids('AWS::AutoScaling::AutoScalingGroup', capacity);
    const [setting] = graph.ids('Custom::StowageTrunking', capacity);
    expect(graph.standsOn(group!, setting!)).toBe(true);
    const [policy] = graph.ids('AWS::IAM::Policy', /ClusterTrunkingRole/);
    expect(graph.standsOn(setting!, policy!)).toBe(true);
  }
});

test('the teardown can still act when it is deleted', () => {
  const [teardown] = graph.ids('Custom::StowageUnprotect');
  for (const needed of ['AWS::Lambda::Function', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup']) {
    for (const id of graph.ids(needed, /Unprotect/)) expect([id, graph.standsOn(teardown!, id)]).toEqual([id, true]);
  }
});

test('only a protected capacity has a teardown', () => {
  expect(graph.ids('Custom::StowageUnprotect')).toHaveLength(1);
});
