import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { attribute, Ec2Cluster, mixed, onDemand, Service, TaskDefinition } from 'cdk-stowage';

// Bottlerocket instances of two kinds, told apart by an attribute of ours: agents run on all of them, the database proxy
// only where the constraint allows it.
export const app = new App();
const stack = new Stack(app, 'Bottlerocket');

const cluster = new Ec2Cluster(stack, 'Cluster', {
  vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 3 }),
  capacity: {
    edge: onDemand({
      instanceTypes: ['c7g.large'],
      operatingSystem: 'bottlerocket',
      min: 1,
      max: 3,
      attributes: { role: 'edge' },
    }),
    general: mixed({
      instanceTypes: ['m7g.large', 'm6g.large'],
      operatingSystem: 'bottlerocket',
      onDemandBase: 1,
      onDemandPercent: 25,
      min: 1,
      max: 8,
      attributes: { role: 'general' },
    }),
  },
});

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');

new Service(stack, 'Agent', {
  cluster,
  daemon: true,
  taskDefinition: new TaskDefinition(stack, 'AgentTask', {
    networkMode: 'host',
    architecture: 'arm64',
    containers: { agent: { image, command: ['sleep', 'infinity'], cpuUnits: 32, memoryMiB: 64 } },
  }),
});

new Service(stack, 'Proxy', {
  cluster,
  taskDefinition: new TaskDefinition(stack, 'ProxyTask', {
    networkMode: 'bridge',
    architecture: 'arm64',
    placementConstraints: [attribute('role').equals('edge')],
    containers: { proxy: { image, command: ['sleep', 'infinity'], cpuUnits: 256, memoryMiB: 256 } },
  }),
  desiredCount: 2,
  capacity: { edge: { weight: 1 } },
});
