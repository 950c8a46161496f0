import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  commandHealth,
  efsVolume,
  hostPath,
  httpHealth,
  RunTask,
  ScheduledTask,
  Service,
  secretValue,
  TaskDefinition,
} from 'cdk-stowage';
import type { Construct } from 'constructs';
import type { ShopImages } from './images';
import type { ShopPlatform } from './platform';

export interface ShopProps extends StackProps {
  readonly images: ShopImages;
  readonly platform: ShopPlatform;
  /** The tag of the images to run. */
  readonly release: string;
}

/** The shop itself: what runs, how much of it, and who may reach it. */
export class Shop extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, props);
    const { images, release } = props;
    const { vpc, cluster, uploads } = props.platform;

    const database = new secretsmanager.Secret(this, 'Database', { description: 'Connection string of the database' });

    // A migration that has to succeed before the new web tasks start.
    const migrate = new RunTask(this, 'Migrate', {
      cluster,
      capacity: { steady: { weight: 1 } },
      taskDefinition: new TaskDefinition(this, 'MigrateTask', {
        networkMode: 'awsvpc',
        architecture: 'arm64',
        containers: {
          migrate: {
            image: images.web.release(release),
            command: ['migrate'],
            cpuUnits: 256,
            memoryMiB: 512,
            secrets: { DATABASE_URL: secretValue(database) },
          },
        },
      }),
    });

    // The web service: behind a load balancer, a network interface for each task, files on EFS.
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc, internetFacing: true });
    const listener = balancer.addListener('Http', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { messageBody: 'No such page' }),
    });
    const errors = new cloudwatch.Alarm(this, 'WebErrors', {
      alarmDescription: 'The shop answers with errors; a deployment under way is rolled back',
      metric: balancer.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, { period: Duration.minutes(1) }),
      threshold: 10,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const web = new Service(this, 'Web', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'WebTask', {
        networkMode: 'awsvpc',
        architecture: 'arm64',
        volumes: { uploads: efsVolume(uploads) },
        containers: {
          app: {
            image: images.web.release(release),
            cpuUnits: 512,
            memoryMiB: 1024,
            ports: { http: 8080 },
            mounts: { uploads: '/srv/uploads' },
            secrets: { DATABASE_URL: secretValue(database) },
            healthCheck: httpHealth({ port: 'http', path: '/health', startup: Duration.seconds(30) }),
          },
        },
      }),
      capacity: { steady: { weight: 1 } },
      scaling: { min: 2, max: 6, cpuPercent: 60 },
      deployment: { alarms: [errors] },
      loadBalancing: [
        {
          container: 'app',
          port: 'http',
          listener,
          priority: 10,
          conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
          health: { path: '/health' },
        },
      ],
    });
    web.node.addDependency(migrate);

    // The worker: mostly on spot, with one task that always has an on-demand instance.
    new Service(this, 'Worker', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'WorkerTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          worker: {
            image: images.worker.release(release),
            cpuUnits: 512,
            memoryMiB: 768,
            secrets: { DATABASE_URL: secretValue(database) },
            stopTimeout: Duration.seconds(90),
          },
        },
      }),
      desiredCount: 4,
      capacity: { steady: { base: 1, weight: 1 }, burst: { weight: 3 } },
    });

    // The catalog and its cache: two linked containers on the instance's own network.
    new Service(this, 'Catalog', {
      cluster,
      taskDefinition: new TaskDefinition(this, 'CatalogTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          catalog: {
            image: images.catalog.release(release),
            cpuUnits: 256,
            memoryMiB: 512,
            ports: { http: 8080 },
            healthCheck: httpHealth({ port: 'http', path: '/health', startup: Duration.seconds(20) }),
            links: { cache: 'cache' },
            dependsOn: { cache: 'HEALTHY' },
          },
          cache: {
            image: images.cache.release(release),
            cpuUnits: 128,
            memoryMiB: 256,
            healthCheck: commandHealth(['redis-cli', 'ping'], { startup: Duration.seconds(10) }),
          },
        },
      }),
      desiredCount: 2,
      capacity: { steady: { weight: 1 } },
      loadBalancing: [
        {
          container: 'catalog',
          port: 'http',
          listener,
          priority: 5,
          conditions: [elbv2.ListenerCondition.pathPatterns(['/catalog/*'])],
        },
      ],
    });

    // One metrics collector on every instance.
    new Service(this, 'Metrics', {
      cluster,
      daemon: true,
      taskDefinition: new TaskDefinition(this, 'MetricsTask', {
        networkMode: 'host',
        architecture: 'arm64',
        volumes: { proc: hostPath('/proc') },
        containers: {
          collector: {
            image: images.metrics.release(release),
            cpuUnits: 64,
            memoryMiB: 128,
            mounts: { proc: { path: '/host/proc', readOnly: true } },
          },
        },
      }),
    });

    // A report every night, on whatever spot capacity there is.
    new ScheduledTask(this, 'NightlyReport', {
      cluster,
      capacity: { burst: { weight: 1 } },
      schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '30' }),
      taskDefinition: new TaskDefinition(this, 'ReportTask', {
        networkMode: 'bridge',
        architecture: 'arm64',
        containers: {
          report: {
            image: images.reports.release(release),
            cpuUnits: 1024,
            memoryMiB: 2048,
            secrets: { DATABASE_URL: secretValue(database) },
          },
        },
      }),
    });
  }
}
