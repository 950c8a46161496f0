import { type App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { expose, httpHealth, ShopService, ShopTask } from './defaults';
import { Platform } from './platform';

/** The shop of one country: five services and a nightly report. */
class Shop extends Stack {
  constructor(app: App, id: string, platform: Platform, release: string) {
    super(app, id);
    const { cluster, vpc } = platform;
    const steady = platform.steady.capacityProviderName;
    const burst = platform.burst.capacityProviderName;
    const secrets = { DATABASE_URL: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(this, 'Database')) };
    const uploads = new efs.FileSystem(this, 'Uploads', { vpc, encrypted: true, removalPolicy: RemovalPolicy.DESTROY });
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc, internetFacing: true });
    const listener = loadBalancer.addListener('Http', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });

    const webTask = new ShopTask(this, 'WebTask', {
      networkMode: ecs.NetworkMode.AWS_VPC,
      volumes: [
        {
          name: 'uploads',
          efsVolumeConfiguration: {
            fileSystemId: uploads.fileSystemId,
            transitEncryption: 'ENABLED',
            authorizationConfig: { iam: 'ENABLED' },
          },
        },
      ],
    });
    uploads.grant(webTask.taskRole, 'elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite');
    const webContainer = webTask.add('app', {
      image: ecs.ContainerImage.fromEcrRepository(platform.web, release),
      cpu: 512,
      memoryLimitMiB: 1024,
      portMappings: [{ name: 'http', containerPort: 8080 }],
      secrets,
      healthCheck: httpHealth(8080, '/health', Duration.seconds(30)),
    });
    webContainer.addMountPoints({ sourceVolume: 'uploads', containerPath: '/srv/uploads', readOnly: false });
    const web = new ShopService(this, 'Web', {
      cluster,
      taskDefinition: webTask,
      capacityProviderStrategies: [{ capacityProvider: steady, weight: 1 }],
      healthCheckGracePeriod: Duration.seconds(50),
    });
    web.connections.allowTo(uploads, ec2.Port.NFS);
    web.node.addDependency(uploads.mountTargetsAvailable);
    web.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 6 }).scaleOnCpuUtilization('Cpu', {
      targetUtilizationPercent: 60,
      scaleOutCooldown: Duration.seconds(60),
      scaleInCooldown: Duration.seconds(300),
    });
    expose(listener, web, 'app', 8080, 30, '/*');

    const workerTask = new ShopTask(this, 'WorkerTask', { networkMode: ecs.NetworkMode.BRIDGE });
    workerTask.add('worker', {
      image: ecs.ContainerImage.fromEcrRepository(platform.worker, release),
      cpu: 512,
      memoryLimitMiB: 768,
      secrets,
      stopTimeout: Duration.seconds(90),
    });
    new ShopService(this, 'Worker', {
      cluster,
      taskDefinition: workerTask,
      desiredCount: 2,
      capacityProviderStrategies: [
        { capacityProvider: steady, base: 1, weight: 1 },
        { capacityProvider: burst, weight: 3 },
      ],
    });

    const catalogTask = new ShopTask(this, 'CatalogTask', { networkMode: ecs.NetworkMode.BRIDGE });
    const catalogContainer = catalogTask.add('catalog', {
      image: ecs.ContainerImage.fromEcrRepository(platform.catalog, release),
      cpu: 256,
      memoryLimitMiB: 512,
      portMappings: [{ name: 'http', containerPort: 8080, hostPort: 0 }],
      healthCheck: httpHealth(8080, '/health', Duration.seconds(10)),
    });
    const cacheContainer = catalogTask.add('cache', {
      image: ecs.ContainerImage.fromEcrRepository(platform.cache, release),
      cpu: 128,
      memoryLimitMiB: 256,
      healthCheck: {
        command: ['CMD', 'redis-cli', 'ping'],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(10),
      },
    });
    catalogContainer.addLink(cacheContainer, 'cache');
    catalogContainer.addContainerDependencies({
      container: cacheContainer,
      condition: ecs.ContainerDependencyCondition.HEALTHY,
    });
    const catalog = new ShopService(this, 'Catalog', {
      cluster,
      taskDefinition: catalogTask,
      desiredCount: 2,
      capacityProviderStrategies: [{ capacityProvider: steady, weight: 1 }],
      healthCheckGracePeriod: Duration.seconds(30),
    });
    expose(listener, catalog, 'catalog', 8080, 10, '/catalog/*');

    const searchTask = new ShopTask(this, 'SearchTask', { networkMode: ecs.NetworkMode.BRIDGE });
    searchTask.add('search', {
      image: ecs.ContainerImage.fromEcrRepository(platform.search, release),
      cpu: 512,
      memoryLimitMiB: 2048,
      portMappings: [{ name: 'http', containerPort: 9200, hostPort: 0 }],
      healthCheck: httpHealth(9200, '/ready', Duration.seconds(60)),
    });
    const search = new ShopService(this, 'Search', {
      cluster,
      taskDefinition: searchTask,
      desiredCount: 2,
      capacityProviderStrategies: [{ capacityProvider: steady, weight: 1 }],
      healthCheckGracePeriod: Duration.seconds(80),
    });
    expose(listener, search, 'search', 9200, 20, '/search/*');

    const mailerTask = new ShopTask(this, 'MailerTask', { networkMode: ecs.NetworkMode.BRIDGE });
    mailerTask.add('mailer', {
      image: ecs.ContainerImage.fromEcrRepository(platform.mailer, release),
      cpu: 128,
      memoryLimitMiB: 256,
      secrets,
    });
    new ShopService(this, 'Mailer', {
      cluster,
      taskDefinition: mailerTask,
      desiredCount: 1,
      capacityProviderStrategies: [{ capacityProvider: burst, weight: 1 }],
    });

    const reportTask = new ShopTask(this, 'ReportTask', { networkMode: ecs.NetworkMode.BRIDGE });
    reportTask.add('report', {
      image: ecs.ContainerImage.fromEcrRepository(platform.worker, release),
      command: ['report'],
      cpu: 1024,
      memoryLimitMiB: 2048,
      secrets,
    });
    const report = new scheduler.Schedule(this, 'Report', {
      schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '30' }),
      target: new targets.EcsRunEc2Task(cluster, {
        taskDefinition: reportTask,
        capacityProviderStrategies: [{ capacityProvider: burst, weight: 1 }],
        placementStrategies: [ecs.PlacementStrategy.packedByMemory()],
        propagateTags: true,
        enableEcsManagedTags: true,
        maxEventAge: Duration.hours(1),
        retryAttempts: 4,
      }),
    });
    report.node.addDependency(reportTask);
  }
}

/** Four shops of five services each on one cluster. */
export function shops(app: App): void {
  const platform = new Platform(app, 'Platform');
  for (const country of ['De', 'Fr', 'It', 'Pl']) new Shop(app, `Shop${country}`, platform, 'v1.0.0');
}
