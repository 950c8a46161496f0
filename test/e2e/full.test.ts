import type { Account } from './account';
import type { Cdk } from './cdk';
import { bootstrapped, type Deployment } from './deployment';
import type { RunningEmulator } from './emulator';
import { fakecloud } from './fakecloud';

let running: RunningEmulator;
let cdk: Cdk;
let account: Account;
let first: Deployment;

beforeAll(async () => {
  ({ running, cdk, account } = await bootstrapped(fakecloud));
});
afterAll(() => running?.stop());

const repository = async (name: string) =>
  (await account.repositories()).find(
    ({ repositoryName }) => repositoryName === first.id('AWS::ECR::Repository', name),
  )!;
const task = (name: string) => account.taskDefinition(first.id('AWS::ECS::TaskDefinition', name));
const service = (name: string) =>
  account.service(first.id('AWS::ECS::Cluster', 'Cluster'), first.id('AWS::ECS::Service', name));

test('the example deploys', async () => {
  await cdk.deploy(await cdk.synthesize('v1.0.0'));
  first = await account.deployed();
  expect(first.ofType('AWS::ECS::Service')).toHaveLength(4);
  expect(first.ofType('AWS::ECS::CapacityProvider')).toHaveLength(2);
});

describe('task definitions', () => {
  test('the web task has its image, sizes, port, secret, health check and logs', async () => {
    const { containerDefinitions, networkMode, requiresCompatibilities } = await task('WebTask');
    expect({ networkMode, requiresCompatibilities }).toEqual({
      networkMode: 'awsvpc',
      requiresCompatibilities: ['EC2'],
    });
    expect(containerDefinitions).toHaveLength(1);
    expect(containerDefinitions![0]).toMatchObject({
      name: 'app',
      image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${(await repository('Web')).repositoryName}:v1.0.0`,
      cpu: 512,
      memory: 1024,
      essential: true,
      portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      environment: [{ name: 'AWS_REGION', value: 'us-east-1' }],
      secrets: [{ name: 'DATABASE_URL', valueFrom: first.id('AWS::SecretsManager::Secret', 'Database') }],
      mountPoints: [{ sourceVolume: 'uploads', containerPath: '/srv/uploads' }],
      healthCheck: { command: expect.arrayContaining([expect.stringContaining('/health')]) },
      linuxParameters: { initProcessEnabled: true },
      logConfiguration: { logDriver: 'awslogs', options: { mode: 'non-blocking', 'awslogs-region': 'us-east-1' } },
    });
  });

  test('the catalog waits for the cache it is linked to', async () => {
    const { containerDefinitions, networkMode } = await task('CatalogTask');
    expect(networkMode).toBe('bridge');
    expect(containerDefinitions!.find(({ name }) => name === 'catalog')).toMatchObject({
      links: ['cache:cache'],
      dependsOn: [{ containerName: 'cache', condition: 'HEALTHY' }],
    });
  });

  test('the metrics task uses its instance’s network', async () => {
    expect((await task('MetricsTask')).networkMode).toBe('host');
  });
});

describe('services', () => {
  test('the worker has one task on demand and the rest mostly on spot', async () => {
    expect((await service('Worker')).capacityProviderStrategy).toEqual([
      expect.objectContaining({
        capacityProvider: first.id('AWS::ECS::CapacityProvider', 'ClusterCapacitiessteady'),
        base: 1,
        weight: 1,
      }),
      expect.objectContaining({
        capacityProvider: first.id('AWS::ECS::CapacityProvider', 'ClusterCapacitiesburst'),
        weight: 3,
      }),
    ]);
  });

  test.each(['Web', 'Worker', 'Catalog'])('%s rolls from 100 to 200 percent and rolls back by itself', async (name) => {
    const { deploymentConfiguration, placementStrategy } = await service(name);
    expect(deploymentConfiguration).toMatchObject({
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    });
    expect(placementStrategy).toEqual([
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'MEMORY' },
    ]);
  });

  test('metrics runs on every instance, by launch type', async () => {
    const { schedulingStrategy, launchType, capacityProviderStrategy } = await service('Metrics');
    expect({ schedulingStrategy, launchType, capacityProviderStrategy }).toEqual({
      schedulingStrategy: 'DAEMON',
      launchType: 'EC2',
      capacityProviderStrategy: [],
    });
  });
});

describe('permissions', () => {
  test('the web task’s execution role reaches its own image, log group and secret, and nothing else', async () => {
    const { executionRoleArn, taskRoleArn } = await task('WebTask');
    expect(executionRoleArn).not.toEqual(taskRoleArn);
    const allowed = await account.allowed(executionRoleArn!);
    const resources = (action: string) =>
      allowed.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
    expect(resources('ecr:BatchGetImage')).toEqual([(await repository('Web')).repositoryArn]);
    expect(resources('ecr:GetAuthorizationToken')).toEqual(['*']);
    expect(resources('secretsmanager:GetSecretValue')).toEqual([first.id('AWS::SecretsManager::Secret', 'Database')]);
    expect(allowed.flatMap(({ Resource }) => Resource).filter((resource) => resource === '*')).toHaveLength(1);
  });
});

// The emulator does not tell which alarms a service's deployments are held to; the snapshots do.
test('an alarm watches the web service’s errors', async () => {
  const [alarm, ...others] = (await account.alarms()).filter(({ Namespace }) => Namespace === 'AWS/ApplicationELB');
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({
    MetricName: 'HTTPCode_Target_5XX_Count',
    Threshold: 10,
    TreatMissingData: 'notBreaching',
  });
});

test('log groups keep what they hold for a limited time', async () => {
  const groups = await account.logGroups();
  expect(groups.length).toBeGreaterThan(5);
  expect(groups.filter(({ retentionInDays }) => retentionInDays === undefined)).toEqual([]);
});

test('repositories scan, have immutable tags, and keep twenty releases', async () => {
  const repositories = await account.repositories();
  expect(repositories).toHaveLength(6);
  for (const { imageTagMutability, imageScanningConfiguration, repositoryName } of repositories) {
    expect(imageTagMutability).toMatch(/^IMMUTABLE/);
    expect(imageScanningConfiguration).toEqual({ scanOnPush: true });
    expect(await account.lifecycleRules(repositoryName!)).toContainEqual(
      expect.objectContaining({
        selection: expect.objectContaining({ countType: 'imageCountMoreThan', countNumber: 20 }),
      }),
    );
  }
});

test('another release makes new revisions, runs the migration again and replaces nothing', async () => {
  await cdk.deploy(await cdk.synthesize('v1.0.1'));
  const second = await account.deployed();
  const changed = second.since(first);
  expect(new Set(changed.map(({ type }) => type))).toEqual(
    new Set(['AWS::ECS::TaskDefinition', 'Custom::StowageRunTask']),
  );
  const tasks = changed.filter(({ type }) => type === 'AWS::ECS::TaskDefinition');
  expect(tasks).toHaveLength(first.ofType('AWS::ECS::TaskDefinition').length);
  expect(new Set(tasks.map(({ physicalId }) => physicalId.split(':').at(-1)))).toEqual(new Set(['2']));
  const running = await account.taskDefinition((await service('Web')).taskDefinition!);
  expect(running.containerDefinitions![0]!.image).toMatch(/:v1\.0\.1$/);
});

test('what there is besides: scaling, a schedule, a name space, an association', () => {
  const types = new Set(first.resources.map(({ type }) => type));
  const expected = [
    'AWS::ApplicationAutoScaling::ScalableTarget',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    'AWS::ECS::ClusterCapacityProviderAssociations',
    'AWS::Scheduler::Schedule',
    'AWS::ServiceDiscovery::PrivateDnsNamespace',
  ];
  expect(expected.filter((type) => !types.has(type))).toEqual([]);
});

test('nothing is left after destroy but the logs of the tasks', async () => {
  const taskLogs = (await account.deployed())
    .ofType('AWS::Logs::LogGroup')
    .filter(({ logicalId }) => /TaskLogs/.test(logicalId));
  expect(taskLogs).toHaveLength(6);
  await cdk.destroy(await cdk.synthesize('v1.0.1'));
  expect((await account.deployed()).resources).toEqual([]);
  expect(await account.clusters()).toEqual([]);
  expect(await account.repositories()).toEqual([]);
  expect(await account.alarms()).toEqual([]);
  expect(await account.roles()).toEqual([]);
  const left = (await account.logGroups()).map(({ arn }) => arn);
  expect(left.sort()).toEqual(taskLogs.map(({ physicalId }) => physicalId).sort());
});
