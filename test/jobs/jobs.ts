import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { Ec2Cluster, onDemand, spot } from '../../lib/cluster';
import { TaskDefinition } from '../../lib/task';

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.36');

export const clusterIn = (scope: Construct) =>
  new Ec2Cluster(scope, 'Cluster', {
    vpc: new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, natGateways: 1 }),
    capacity: {
      steady: onDemand({ instanceTypes: ['m7g.large'], min: 1, max: 3 }),
      burst: spot({ instanceTypes: ['m7g.large', 'm6g.large'], max: 3 }),
    },
  });

export const awsvpcTask = (scope: Construct, id = 'Task') =>
  new TaskDefinition(scope, id, {
    networkMode: 'awsvpc',
    containers: {
      app: { image: IMAGE, command: ['migrate'], cpuUnits: 128, memoryMiB: 256 },
      sidecar: { image: IMAGE, essential: false, cpuUnits: 64, memoryMiB: 64 },
    },
  });

/** A task definition of the plain CDK, in bridge mode unless told otherwise. */
export function plainTask(scope: Construct, networkMode = ecs.NetworkMode.BRIDGE): ecs.Ec2TaskDefinition {
  const task = new ecs.Ec2TaskDefinition(scope, 'PlainTask', { networkMode });
  task.addContainer('app', {
    image: IMAGE,
    memoryLimitMiB: 256,
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'plain' }),
  });
  return task;
}

/** A cluster of the plain CDK with one capacity provider. */
export function plainCluster(scope: Construct): { cluster: ecs.Cluster; provider: ecs.AsgCapacityProvider } {
  const cluster = new ecs.Cluster(scope, 'PlainCluster', { vpc: new ec2.Vpc(scope, 'PlainVpc', { maxAzs: 2 }) });
  const provider = new ecs.AsgCapacityProvider(scope, 'Provider', {
    enableManagedDraining: true,
    enableManagedTerminationProtection: false,
    autoScalingGroup: new AutoScalingGroup(scope, 'Group', {
      vpc: cluster.vpc,
      instanceType: new ec2.InstanceType('m6i.large'),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    }),
  });
  cluster.addAsgCapacityProvider(provider);
  return { cluster, provider };
}

/** The resources of a stack below a construct's logical-id prefix, whose snapshot is worth reading. */
export function resourcesUnder(stack: Stack, prefix: string): Record<string, { Type: string; Properties: never }> {
  const resources = Template.fromStack(stack).toJSON()['Resources'] as Record<
    string,
    { Type: string; Properties: never }
  >;
  return Object.fromEntries(Object.entries(resources).filter(([id]) => id.startsWith(prefix)));
}

// biome-ignore lint/suspicious/noExplicitAny: a template's properties are what they are
export function only(stack: Stack, type: string): any {
  const found = Object.values(Template.fromStack(stack).findResources(type));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0];
}
