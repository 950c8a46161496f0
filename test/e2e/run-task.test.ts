import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account';
import { type Resource, readTemplate, resourcesOf, without } from './adaptation';
import { Cdk } from './cdk';
import { Podman } from './containers';
import { type CustomResourceAnswer, invokeCustomResource, resolve } from './custom-resource';
import { bootstrapped, type Deployment } from './deployment';
import type { Emulator, RunningEmulator } from './emulator';
import { fakecloud, startFakecloud } from './fakecloud';
import { freePort } from './process';
import { Stowage } from './stowage';

// The function behind RunTask, as synthesized, against fakecloud's ECS and real containers. fakecloud itself would call it
// in a container of the Lambda runtime and not wait for its answer; so it is called here, and the test plays CloudFormation.

const folder = mkdtempSync(join(tmpdir(), 'stowage-run-task-'));
let registry: string;
let podman: Podman;
let running: RunningEmulator;
let cdk: Cdk;
let account: Account;
let shop: Deployment;

/** The shop with nothing that starts tasks by itself: the services' images are not pushed here. */
const quietShop: Emulator = {
  ...fakecloud,
  adaptations: [
    ...fakecloud.adaptations,
    {
      shortfall: 'services would start tasks, and custom resources functions',
      apply: (template) => without(template, (type) => /^Custom::|ECS::Service$|ApplicationAutoScaling/.test(type)),
    },
  ],
  start: async () => {
    const port = await freePort();
    registry = `127.0.0.1:${port}`;
    podman = new Podman(folder, registry);
    return startFakecloud(podman.environment, 'podman', port);
  },
};

interface Migration {
  readonly code: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** Deploys a release whose image does `script` when asked to migrate; returns what CloudFormation would then run. */
async function deploy(release: string, script: string): Promise<Migration> {
  await cdk.deploy(await cdk.synthesize(release));
  shop = await account.deployed();
  const image = `${registry}/${shop.id('AWS::ECR::Repository', 'Web')}:${release}`;
  await podman.push(image, 'migrate', script, await account.registryCredentials());
  const template = readTemplate(await new Cdk(fakecloud, running).synthesize(release), 'Shop');
  const [[, { Properties }]] = resourcesOf(template, 'Custom::StowageRunTask') as [[string, Resource]];
  const [[, { Properties: runner }]] = resourcesOf(template, 'AWS::Lambda::Function') as [[string, Resource]];
  const exports = await account.exports();
  const { What, How } = Properties;
  return {
    code: (runner['Code'] as { ZipFile: string }).ZipFile,
    properties: { What: resolve(What, 'Shop', shop, exports), How: resolve(How, 'Shop', shop, exports) },
  };
}

async function send(
  request: 'Create' | 'Update' | 'Delete',
  now: Migration,
  before?: Migration,
): Promise<CustomResourceAnswer> {
  const event = {
    RequestType: request,
    RequestId: randomUUID(),
    StackId: 'Shop',
    LogicalResourceId: 'Migrate',
    ResourceProperties: now.properties,
    ...(before && { OldResourceProperties: before.properties, PhysicalResourceId: 'Shop/Migrate' }),
  };
  const answers = await invokeCustomResource(now.code, event, cdk.environment);
  expect(answers).toHaveLength(1);
  return answers[0]!;
}

const ended = () => account.endedTasks(shop.id('AWS::ECS::Cluster', 'Cluster'));

const inContainers = spawnSync('podman', ['info'], { stdio: 'ignore' }).status === 0 ? describe : describe.skip;

inContainers('the migration of the shop, in containers', () => {
  let first: Migration;
  let second: Migration;

  beforeAll(async () => {
    ({ running, cdk, account } = await bootstrapped(quietShop));
  });
  afterAll(async () => {
    await running?.stop();
    await podman?.forget(shop.id('AWS::ECR::Repository', 'Web'));
    rmSync(folder, { recursive: true, force: true });
  });

  test('a new stack runs it once, and succeeds when the container exits with 0', async () => {
    first = await deploy('v1.0.0', 'echo "migrating $DATABASE_URL"');
    expect(await send('Create', first)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Shop/Migrate' });
    const tasks = await ended();
    expect(tasks.map(({ containers }) => containers!.map(({ name, exitCode }) => [name, exitCode]))).toEqual([
      [['migrate', 0]],
    ]);
  });

  test('an update that changes nothing of it does not run it again', async () => {
    expect(await send('Update', first, first)).toMatchObject({ Status: 'SUCCESS' });
    expect(await ended()).toHaveLength(1);
  });

  test('another release runs it again, and its failure comes back with exit code and last words', async () => {
    second = await deploy('v1.0.1', 'echo "no such column"; exit 3');
    const { Status, Reason } = await send('Update', second, first);
    expect(Status).toBe('FAILED');
    expect(Reason).toContain('migrate exited with 3');
    expect(Reason).toContain('no such column');
    expect(await ended()).toHaveLength(2);
  });

  test('deleting runs nothing', async () => {
    expect(await send('Delete', second, second)).toMatchObject({ Status: 'SUCCESS' });
    expect(await ended()).toHaveLength(2);
  });

  test('stowage run-task runs it by the path of its construct, and ends as it ends', async () => {
    const cluster = shop.id('AWS::ECS::Cluster', 'Cluster');
    const subnets = shop
      .ofType('AWS::EC2::Subnet')
      .filter(({ logicalId }) => logicalId.includes('Private'))
      .map(({ physicalId }) => physicalId);
    const what = ['--stack', 'Shop', '--task', 'MigrateTask', '--cluster', cluster, '--subnets', subnets.join(',')];
    const { code, out, err } = await new Stowage(cdk.environment, ['run-task', ...what, '--timeout', '60s']).ended;
    expect([code, out, err]).toEqual([3, expect.stringContaining('no such column'), expect.any(String)]);
    expect(await ended()).toHaveLength(3);
  });
});
