import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAM } from '@aws-sdk/client-iam';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage, Secret } from 'aws-cdk-lib/aws-ecs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Ec2Cluster, Service, TaskDefinition } from '../../lib';
import { testApp } from '../synth';
import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';
import { ACCOUNT, REGION } from './emulator';

// `stowage preflight` of a synthesized template against an account that has what it needs, and that lacks it.

interface Needs {
  readonly tag?: string;
  readonly secretArn: string;
  readonly parameterName?: string;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly clusterName?: string;
}

const assemblies = mkdtempSync(join(tmpdir(), 'stowage-preflight-'));

/** A service in a cluster that is there, written to a cloud assembly. */
function synthesized({ tag = 'v1', secretArn, parameterName = '/shop/level', ...needs }: Needs): string {
  const app = testApp({ outdir: mkdtempSync(join(assemblies, 'cdk-')) });
  const stack = new Stack(app, 'Web', { env: { account: ACCOUNT, region: REGION } });
  const cluster = Ec2Cluster.fromCapacityAttributes(stack, 'Cluster', {
    clusterName: needs.clusterName ?? CLUSTER,
    vpc: new Vpc(stack, 'Vpc', { maxAzs: 2 }),
    securityGroups: [],
    capacity: { steady: 'steady' },
  });
  const images = Repository.fromRepositoryName(stack, 'Images', 'job');
  const stored = StoredSecret.fromSecretCompleteArn(stack, 'Stored', secretArn);
  const level = StringParameter.fromStringParameterName(stack, 'Level', parameterName);
  const taskDefinition = new TaskDefinition(stack, 'Task', {
    networkMode: 'bridge',
    architecture: needs.architecture ?? 'x86_64',
    containers: {
      app: {
        image: ContainerImage.fromEcrRepository(images, tag),
        cpuUnits: 256,
        memoryMiB: 512,
        secrets: { PASSWORD: Secret.fromSecretsManager(stored), LEVEL: Secret.fromSsmParameter(level) },
      },
    },
  });
  new Service(stack, 'Service', { cluster, taskDefinition, desiredCount: 1, capacity: { steady: { weight: 1 } } });
  app.synth();
  return app.outdir;
}

inContainers('stowage preflight', () => {
  let shop: EcsInContainers;
  let secretArn: string;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    const stored = await new SecretsManager(shop.settings).createSecret({ Name: 'shop/password', SecretString: 'x' });
    secretArn = stored.ARN!;
    await new SSM(shop.settings).putParameter({ Name: '/shop/level', Value: '3', Type: 'String' });
    await new IAM(shop.settings).createServiceLinkedRole({ AWSServiceName: 'ecs.amazonaws.com' });
  });
  afterAll(async () => {
    await shop?.stop();
    rmSync(assemblies, { recursive: true, force: true });
  });

  const preflight = (needs: Partial<Needs> = {}) => shop.stowage('preflight', synthesized({ secretArn, ...needs }));

  test('passes where everything is there, the image for the architecture that is asked for', async () => {
    const { code, out } = await preflight();
    expect([code, out]).toEqual([0, expect.stringContaining('6 things looked up in us-east-1: 6 hold')]);
  });

  test.each<[Partial<Needs>, string]>([
    [{ tag: 'v2' }, 'the repository job has no image v2'],
    [{ parameterName: '/shop/levle' }, 'there is no parameter /shop/levle in us-east-1'],
    [{ clusterName: 'Shp' }, 'there is no cluster Shp in us-east-1'],
  ])('%j fails', async (needs, reason) => {
    const { code, out } = await preflight(needs);
    expect([code, out]).toEqual([1, expect.stringContaining(reason)]);
    expect(out).toContain('6 things looked up in us-east-1: 1 fails, 5 hold');
  });

  test('an image for another architecture is left open where the instances are not in the template', async () => {
    const { code, out } = await preflight({ architecture: 'arm64' });
    expect([code, out]).toEqual([0, expect.stringContaining('6 things looked up in us-east-1: 1 unknown, 5 hold')]);
    expect(out).toContain('arm64');
  });

  test('a secret that is not there fails', async () => {
    const { code, out } = await preflight({ secretArn: secretArn.replace('password', 'pasword') });
    expect([code, out]).toEqual([1, expect.stringContaining('there is no secret shop/pasword')]);
  });
});
