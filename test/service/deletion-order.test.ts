import { type CfnElement, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Service } from '../../lib/service';
import { commandHealth, efsVolume, TaskDefinition } from '../../lib/task';
import { appListener, everything, shop } from './shop';

/** All that a resource waits for, directly or not: CloudFormation deletes it before them. */
function waitsFor(stack: Stack, type: string): Set<string> {
  const resources: Record<string, { Type: string; DependsOn?: string[] }> =
    Template.fromStack(stack).toJSON().Resources;
  const ids = new Set(Object.keys(resources));
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const next of referencedBy(resources[id])) if (ids.has(next)) visit(next);
  };
  const starts = Object.keys(resources).filter((id) => resources[id]?.Type === type);
  for (const start of starts) visit(start);
  return new Set([...seen].map((id) => resources[id]?.Type ?? ''));
}

/** Every logical id a piece of a template mentions. */
function referencedBy(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencedBy);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    if (key === 'DependsOn') return [inner].flat().map(String);
    return referencedBy(inner);
  });
}

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

test('a service is gone before all that its tasks need to stop cleanly', () => {
  const needed = waitsFor(needy().stack, 'AWS::ECS::Service');
  expect([...needed]).toEqual(
    expect.arrayContaining([
      'AWS::ECS::ClusterCapacityProviderAssociations',
      'AWS::ECS::CapacityProvider',
      'AWS::AutoScaling::AutoScalingGroup',
      'AWS::ECS::Cluster',
      'AWS::ECS::TaskDefinition',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Logs::LogGroup',
      'AWS::EFS::MountTarget',
      'AWS::ElasticLoadBalancingV2::Listener',
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::EC2::NatGateway',
      'AWS::EC2::Route',
    ]),
  );
});

test('also in bridge mode, whose security groups belong to the instances', () => {
  const needed = waitsFor(needy('bridge').stack, 'AWS::ECS::Service');
  expect(needed).toContain('AWS::ECS::ClusterCapacityProviderAssociations');
  expect(needed).toContain('AWS::EFS::MountTarget');
});

test('both policies, of the task role and of the execution role, outlive it', () => {
  const { stack, service } = needy();
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const rolesOfPolicies = policies.map(([, { Properties }]) => Properties.Roles[0].Ref);
  const roles = [service.taskDefinition.taskRole, service.taskDefinition.executionRole!].map((role) =>
    stack.getLogicalId(role.node.defaultChild as CfnElement),
  );
  expect(rolesOfPolicies).toEqual(expect.arrayContaining(roles));
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::Service'));
  const ids = policies.filter(([, { Properties }]) => roles.includes(Properties.Roles[0].Ref)).map(([id]) => id);
  expect(resource?.DependsOn).toEqual(expect.arrayContaining(ids));
});

test('tasks may reach the file systems that they mount', () => {
  const { stack } = needy();
  const ports = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'));
  expect(ports.map(({ Properties }) => Properties.FromPort).sort()).toEqual([2049, 8080]);
});
