import { type App, Duration, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import {
  ApplicationLoadBalancer,
  ListenerAction,
  ListenerCondition,
  NetworkLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Ec2Cluster, onDemand } from '../../lib/cluster';
import { ImageRepository } from '../../lib/images';
import { Service, type ServiceOptions } from '../../lib/service';
import { efsVolume, httpHealth, secretValue, TaskDefinition } from '../../lib/task';
import { testApp } from '../synth';

/** How stacks refer to each other: by `Fn::GetStackOutput`, or by exports and imports. */
export type References = 'weak' | 'strong';

/** The stacks of an app; two of the three may be one. */
export interface Stacks {
  /** Network, cluster, file system, namespace. */
  readonly platform: Stack;
  /** Load balancers, repository, secret. */
  readonly edge: Stack;
  /** Task definition and service. */
  readonly shop: Stack;
}

/** Platform and shop. */
export function twoStacks(references: References): Stacks {
  const app = appOf(references);
  const platform = new Stack(app, 'Platform');
  return { platform, edge: platform, shop: new Stack(app, 'Shop') };
}

/** Platform, edge and shop. */
export function threeStacks(references: References): Stacks {
  const app = appOf(references);
  return { platform: new Stack(app, 'Platform'), edge: new Stack(app, 'Edge'), shop: new Stack(app, 'Shop') };
}

function appOf(references: References): App {
  return testApp({ context: { '@aws-cdk/core:defaultCrossStackReferences': references } });
}

/** Everything a shop may use, in the stacks where it belongs. */
export function surroundings({ platform, edge }: Stacks) {
  const vpc = new Vpc(platform, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const cluster = new Ec2Cluster(platform, 'Cluster', {
    vpc,
    capacity: { steady: onDemand({ instanceTypes: ['m7g.large'], max: 6 }) },
  });
  const balancer = new ApplicationLoadBalancer(edge, 'Alb', { vpc });
  return {
    vpc,
    cluster,
    fileSystem: new FileSystem(platform, 'Files', { vpc }),
    namespace: new PrivateDnsNamespace(platform, 'Namespace', { vpc, name: 'shop.local' }),
    repository: new ImageRepository(edge, 'Images', { encryption: new Key(edge, 'ImagesKey') }),
    secret: new Secret(edge, 'Secret', { encryptionKey: new Key(edge, 'SecretKey') }),
    listener: balancer.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(404) }),
    /** A listener without a default action, which somebody must then give it. */
    openListener: () => balancer.addListener('Open', { port: 8080, open: false }),
    networkListener: () => new NetworkLoadBalancer(edge, 'Nlb', { vpc }).addListener('Tcp', { port: 443 }),
  };
}

export type Surroundings = ReturnType<typeof surroundings>;

/** A task that serves `http` from an image, with a secret and files where asked. */
export function webTask(
  { shop }: Stacks,
  { fileSystem, repository, secret }: Surroundings,
  needs: { networkMode?: 'awsvpc' | 'bridge'; files?: boolean; secret?: boolean; image?: boolean } = {},
) {
  return new TaskDefinition(shop, 'Web', {
    networkMode: needs.networkMode ?? 'awsvpc',
    volumes: needs.files ? { files: efsVolume(fileSystem) } : ({} as Record<string, never>),
    containers: {
      app: {
        image: needs.image ? repository.release('v1') : ContainerImage.fromRegistry('nginx'),
        cpuUnits: 64,
        memoryMiB: 64,
        ports: { http: 8080 },
        secrets: needs.secret ? { PASSWORD: secretValue(secret) } : undefined,
        mounts: needs.files ? { files: '/files' } : undefined,
        healthCheck: httpHealth({ port: 'http', startup: Duration.seconds(10) }),
      },
    },
  });
}

export type WebTask = ReturnType<typeof webTask>;

/** A rule for every request. */
export const everything = { conditions: [ListenerCondition.pathPatterns(['/*'])], priority: 1 } as const;

/** The service of the shop. */
export function webService(
  { shop }: Stacks,
  { cluster }: Surroundings,
  taskDefinition: WebTask,
  options: Partial<ServiceOptions<WebTask, 'steady', false, number>> = {},
) {
  return new Service<WebTask, 'steady', false, number>(shop, 'Service', {
    cluster,
    taskDefinition,
    capacity: { steady: {} },
    ...options,
  });
}
