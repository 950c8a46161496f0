import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Ec2Cluster, httpHealth, onDemand, Service, TaskDefinition } from 'cdk-stowage';

// A service whose new version is started beside the old one, looked at through a test listener, and only then gets the
// traffic. Both run at once: the capacity holds twice the desired count.
export const app = new App();
const stack = new Stack(app, 'BlueGreen');
const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });

const cluster = new Ec2Cluster(stack, 'Cluster', {
  vpc,
  trunking: true,
  capacity: { steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 6 }) },
});

const balancer = new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true });
const nothing = elbv2.ListenerAction.fixedResponse(404);

new Service(stack, 'Web', {
  cluster,
  taskDefinition: new TaskDefinition(stack, 'WebTask', {
    networkMode: 'awsvpc',
    architecture: 'arm64',
    containers: {
      app: {
        image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'),
        cpuUnits: 256,
        memoryMiB: 512,
        ports: { http: 80 },
        healthCheck: httpHealth({ port: 'http', path: '/', startup: Duration.seconds(20) }),
      },
    },
  }),
  desiredCount: 4,
  capacity: { steady: { weight: 1 } },
  deployment: { strategy: 'blue-green', bakeTime: Duration.minutes(10) },
  loadBalancing: [
    {
      container: 'app',
      port: 'http',
      listener: balancer.addListener('Production', { port: 80, defaultAction: nothing }),
      conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
      priority: 1,
      test: {
        listener: balancer.addListener('Test', {
          port: 9000,
          protocol: elbv2.ApplicationProtocol.HTTP,
          defaultAction: nothing,
        }),
        conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
        priority: 1,
      },
    },
  ],
});
