import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ListenerAction,
  ListenerCondition,
  NetworkLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Ec2Cluster, onDemand, spot } from '../../lib/cluster';
import { httpHealth, TaskDefinition } from '../../lib/task';
import { templateOf, testStack } from '../synth';

const image = ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');

/** A cluster with two capacities, in a VPC of its own. */
export function shopCluster(stack: Stack, vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 })) {
  return new Ec2Cluster(stack, 'Cluster', {
    vpc,
    capacity: {
      steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 6 }),
      burst: spot({ instanceTypes: ['m7g.large'], max: 10 }),
    },
  });
}

/** A web server that listens on `http` and `admin` and takes 30 seconds to start. */
export function webTask<const N extends 'awsvpc' | 'bridge' | 'host' = 'awsvpc'>(stack: Stack, networkMode?: N) {
  return new TaskDefinition(stack, 'Web', {
    networkMode: networkMode ?? 'awsvpc',
    containers: {
      app: {
        image,
        cpuUnits: 256,
        memoryMiB: 512,
        ports: { http: 8080, admin: 9000 },
        healthCheck: httpHealth({ port: 'http', path: '/health', startup: Duration.seconds(30) }),
      },
    },
  });
}

/** A task that listens on nothing. */
export function workerTask(stack: Stack) {
  return new TaskDefinition(stack, 'Worker', {
    networkMode: 'bridge',
    containers: { worker: { image, cpuUnits: 128, memoryMiB: 256 } },
  });
}

/** A listener of an Application Load Balancer that answers 404 unless a rule takes the request. */
export function appListener(stack: Stack, vpc: Ec2Cluster['vpc'], defaultAction = true): ApplicationListener {
  const balancer = new ApplicationLoadBalancer(stack, 'Alb', { vpc, internetFacing: true });
  return balancer.addListener('Http', {
    port: 80,
    defaultAction: defaultAction ? ListenerAction.fixedResponse(404) : undefined,
  });
}

/** A listener of a Network Load Balancer. */
export function networkListener(stack: Stack, vpc: Ec2Cluster['vpc']) {
  return new NetworkLoadBalancer(stack, 'Nlb', { vpc }).addListener('Tcp', { port: 443 });
}

/** A rule for every request. */
export const everything = { conditions: [ListenerCondition.pathPatterns(['/*'])], priority: 10 } as const;

/** Everything that a service needs and that a test does not care about, in a new stack. */
export function shop() {
  const stack = testStack();
  const cluster = shopCluster(stack);
  const capacity = { steady: { base: 1 }, burst: { weight: 2 } } as const;
  return { stack, cluster, capacity };
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
}

/** The synthesized resources of a type. */
export function resourcesOf(stack: Stack, type: string): Resource[] {
  return Object.values(Template.fromStack(stack).findResources(type)) as Resource[];
}

/** The synthesized properties of the stack's only resource of a type. */
export function propertiesOf(stack: Stack, type = 'AWS::ECS::Service'): Record<string, unknown> {
  const [resource, ...more] = resourcesOf(stack, type);
  if (resource === undefined || more.length > 0) throw new Error(`${more.length + (resource ? 1 : 0)} of ${type}`);
  return resource.Properties;
}

/** What was synthesized for the construct `Service` and below it. */
export function ownResources(stack: Stack): Record<string, unknown> {
  const all = Object.entries(templateOf(stack).Resources as Record<string, unknown>);
  return Object.fromEntries(all.filter(([id]) => id.startsWith('Service')));
}
