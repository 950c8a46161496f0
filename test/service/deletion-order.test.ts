import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Service } from '../../lib/service';
import { commandHealth, efsVolume, TaskDefinition } from '../../lib/task';
import { DependencyGraph } from '../dependency-graph';
import { appListener, everything, shop } from './shop';

/** A service whose tasks need everything that tasks can need. */
function needy(networkMode: 'awsvpc' | 'bridge' = 'awsvpc') {
  const { stack, cluster, capacity } = shop();
  const fileSystem = new FileSystem(stack, 'Files', { vpc: cluster.vpc });
  const taskDefinition = new TaskDefinition(stack, 'Task', {
    networkMode,
    volumes: { files: efsVolume(fileSystem) },
    containers: {
      app: {
        image: ContainerImage.fromEcrRepository(new Repository(stack, 'Images')),
        cpuUnits: 64,
        memoryMiB: 64,
        ports: { http: 8080 },
        mounts: { files: '/files' },
        healthCheck: commandHealth(['true'], { startup: Duration.seconds(5) }),
      },
    },
  });
  taskDefinition.addToTaskRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  const service = new Service(stack, 'Service', {
    cluster,
    taskDefinition,
    capacity,
    loadBalancing: [{ container: 'app', port: 'http', listener: appListener(stack, cluster.vpc), ...everything }],
  });
  return { stack, service };
}

/** The resources of these types that the service does not stand on; CloudFormation would delete them too early. */
function deletedTooEarly(stack: Stack, types: readonly string[]): string[] {
  const graph = new DependencyGraph(Template.fromStack(stack));
  const [service] = graph.ids('AWS::ECS::Service');
  return types.flatMap((type) => graph.ids(type)).filter((id) => !graph.standsOn(service!, id));
}

const NEEDED = [
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::ECS::CapacityProvider',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::ECS::Cluster',
  'AWS::ECS::TaskDefinition',
  'AWS::EFS::MountTarget',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::EC2::NatGateway',
];

test.each(['awsvpc', 'bridge'] as const)('a service in %s mode is gone before all that its tasks need', (mode) => {
  expect(deletedTooEarly(needy(mode).stack, NEEDED)).toEqual([]);
});

test('tasks can be reached, and reach their files, until they are gone', () => {
  expect(deletedTooEarly(needy().stack, ['AWS::EC2::SecurityGroupIngress'])).toEqual([]);
});

test('the roles of its tasks and their policies, and the logs, outlive it', () => {
  const { stack } = needy();
  const graph = new DependencyGraph(Template.fromStack(stack));
  const [service] = graph.ids('AWS::ECS::Service');
  const needed = [
    ...graph.ids('AWS::IAM::Role', /^Task/),
    ...graph.ids('AWS::IAM::Policy', /^Task/),
    ...graph.ids('AWS::Logs::LogGroup', /^Task/),
  ];
  expect(needed.length).toBeGreaterThanOrEqual(5);
  expect(needed.filter((id) => !graph.standsOn(service!, id))).toEqual([]);
});

test('nothing stands on itself', () => {
  expect(new DependencyGraph(Template.fromStack(needy().stack)).cycle()).toBeUndefined();
});

test('tasks may reach the file systems that they mount', () => {
  const { stack } = needy();
  const ports = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'));
  expect(ports.map(({ Properties }) => Properties.FromPort).sort()).toEqual([2049, 8080]);
});
