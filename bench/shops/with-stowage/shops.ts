import { type App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  commandHealth,
  Ec2Cluster,
  efsVolume,
  httpHealth,
  ImageRepository,
  onDemand,
  ScheduledTask,
  Service,
  secretValue,
  spot,
  TaskDefinition,
} from 'cdk-stowage';

/** What all shops share. */
class Platform extends Stack {
  readonly web = new ImageRepository(this, 'Web');
  readonly worker = new ImageRepository(this, 'Worker');
  readonly catalog = new ImageRepository(this, 'Catalog');
  readonly cache = new ImageRepository(this, 'Cache');
  readonly search = new ImageRepository(this, 'Search');
  readonly mailer = new ImageRepository(this, 'Mailer');
  readonly vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2 });
  readonly cluster = new Ec2Cluster(this, 'Cluster', {
    vpc: this.vpc,
    capacity: {
      steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 12 }),
      burst: spot({ instanceTypes: ['m7g.large', 'm6g.large'], max: 12 }),
    },
  });
}

const paths = (...patterns: string[]) => [elbv2.ListenerCondition.pathPatterns(patterns)];

/** The shop of one country: five services and a nightly report. */
class Shop extends Stack {
  constructor(app: App, id: string, platform: Platform, release: string) {
    super(app, id);
    const { cluster, vpc } = platform;
    const secrets = { DATABASE_URL: secretValue(new secretsmanager.Secret(this, 'Database')) };
    const uploads = new efs.FileSystem(this, 'Uploads', { vpc, encrypted: true, removalPolicy: RemovalPolicy.DESTROY });
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc, internetFacing: true });
    const listener = loadBalancer.addListener('Http', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });

    new Service(this, 'Web', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'WebTask', {
        networkMode: 'awsvpc',
        architecture: 'arm64',
        volumes: { uploads: efsVolume(uploads) },
        containers: {
          app: {
            image: platform.web.release(release),
            cpuUnits: 512,
            memoryMiB: 1024,
            ports: { http: 8080 },
            mounts: { uploads: '/srv/uploads' },
            secrets,
            healthCheck: httpHealth({ port: 'http', path: '/health', startup: Duration.seconds(30) }),
          },
        },
      }),
      capacity: { steady: { weight: 1 } },
      scaling: { min: 2, max: 6, cpuPercent: 60 },
      loadBalancing: [{ container: 'app', port: 'http', listener, priority: 30, conditions: paths('/*') }],
    });

    new Service(this, 'Worker', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'WorkerTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          worker: {
            image: platform.worker.release(release),
            cpuUnits: 512,
            memoryMiB: 768,
            secrets,
            stopTimeout: Duration.seconds(90),
          },
        },
      }),
      desiredCount: 2,
      capacity: { steady: { base: 1, weight: 1 }, burst: { weight: 3 } },
    });

    new Service(this, 'Catalog', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'CatalogTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          catalog: {
            image: platform.catalog.release(release),
            cpuUnits: 256,
            memoryMiB: 512,
            ports: { http: 8080 },
            links: { cache: 'cache' },
            dependsOn: { cache: 'HEALTHY' },
            healthCheck: httpHealth({ port: 'http', path: '/health', startup: Duration.seconds(10) }),
          },
          cache: {
            image: platform.cache.release(release),
            cpuUnits: 128,
            memoryMiB: 256,
            healthCheck: commandHealth(['redis-cli', 'ping'], { startup: Duration.seconds(10) }),
          },
        },
      }),
      desiredCount: 2,
      capacity: { steady: { weight: 1 } },
      loadBalancing: [{ container: 'catalog', port: 'http', listener, priority: 10, conditions: paths('/catalog/*') }],
    });

    new Service(this, 'Search', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'SearchTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          search: {
            image: platform.search.release(release),
            cpuUnits: 512,
            memoryMiB: 2048,
            ports: { http: 9200 },
            healthCheck: httpHealth({ port: 'http', path: '/ready', startup: Duration.seconds(60) }),
          },
        },
      }),
      desiredCount: 2,
      capacity: { steady: { weight: 1 } },
      loadBalancing: [{ container: 'search', port: 'http', listener, priority: 20, conditions: paths('/search/*') }],
    });

    new Service(this, 'Mailer', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'MailerTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: { mailer: { image: platform.mailer.release(release), cpuUnits: 128, memoryMiB: 256, secrets } },
      }),
      desiredCount: 1,
      capacity: { burst: { weight: 1 } },
    });

    new ScheduledTask(this, 'Report', {
      cluster,
      capacity: { burst: { weight: 1 } },
      schedule: ScheduleExpression.cron({ hour: '2', minute: '30' }),
      taskDefinition: new TaskDefinition(this, 'ReportTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          report: {
            image: platform.worker.release(release),
            command: ['report'],
            cpuUnits: 1024,
            memoryMiB: 2048,
            secrets,
          },
        },
      }),
    });
  }
}

/** Four shops of five services each on one cluster. */
export function shops(app: App): void {
  const platform = new Platform(app, 'Platform');
  for (const country of ['De', 'Fr', 'It', 'Pl']) new Shop(app, `Shop${country}`, platform, 'v1.0.0');
}
