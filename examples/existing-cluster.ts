import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Ec2Cluster, Service, TaskDefinition } from 'cdk-stowage';

// A service on a cluster that another team runs: its capacity providers get names that the compiler checks.
export const app = new App();
const stack = new Stack(app, 'ExistingCluster');

const cluster = Ec2Cluster.fromCapacityAttributes(stack, 'Cluster', {
  clusterName: 'platform',
  vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
    privateSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0fedcba9876543210'],
  }),
  securityGroups: [],
  capacity: { steady: 'platform-on-demand', burst: 'platform-spot' },
});

new Service(stack, 'Consumer', {
  cluster,
  taskDefinition: new TaskDefinition(stack, 'ConsumerTask', {
    networkMode: 'bridge',
    containers: {
      consumer: {
        image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'),
        command: ['sleep', 'infinity'],
        cpuUnits: 128,
        memoryMiB: 128,
      },
    },
  }),
  desiredCount: 3,
  capacity: { steady: { base: 1, weight: 1 }, burst: { weight: 2 } },
});
