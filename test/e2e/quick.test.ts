import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';
import { answerAdaptations } from './answers/adaptations';
import type { Cdk } from './cdk';
import { bootstrapped, type Deployment } from './deployment';
import type { RunningEmulator } from './emulator';
import { fakecloud } from './fakecloud';
import { moto } from './moto';

let running: RunningEmulator;
let cdk: Cdk;
let account: Account;
let first: Deployment;

beforeAll(async () => {
  ({ running, cdk, account } = await bootstrapped(moto));
});
afterAll(() => running?.stop());

const task = (name: string) => account.taskDefinition(first.id('AWS::ECS::TaskDefinition', name));

test('the example deploys', async () => {
  await cdk.deploy(await cdk.synthesize('v1.0.0'));
  first = await account.deployed();
  expect(first.ofType('AWS::ECS::Service')).toHaveLength(4);
});

test('the web task is as declared', async () => {
  const [repository] = (await account.repositories()).filter(({ repositoryName }) => repositoryName!.startsWith('web'));
  const { containerDefinitions = [] } = await task('WebTask');
  expect(containerDefinitions).toHaveLength(1);
  expect(containerDefinitions[0]).toMatchObject({
    name: 'app',
    image: `${repository!.repositoryUri}:v1.0.0`,
    cpu: 512,
    memory: 1024,
    portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
    environment: [{ name: 'AWS_REGION', value: 'us-east-1' }],
    secrets: [{ name: 'DATABASE_URL' }],
    logConfiguration: { logDriver: 'awslogs', options: { mode: 'non-blocking' } },
  });
});

test('log groups keep what they hold for a limited time', async () => {
  const groups = await account.logGroups();
  expect(groups.length).toBeGreaterThan(5);
  expect(groups.filter(({ retentionInDays }) => retentionInDays === undefined)).toEqual([]);
});

test('repositories have immutable tags', async () => {
  const repositories = await account.repositories();
  expect(repositories).toHaveLength(6);
  expect(new Set(repositories.map(({ imageTagMutability }) => imageTagMutability))).toEqual(new Set(['IMMUTABLE']));
});

test('another release makes new revisions and replaces nothing', async () => {
  await cdk.deploy(await cdk.synthesize('v1.0.1'));
  const changed = (await account.deployed()).since(first);
  expect(new Set(changed.map(({ type }) => type))).toEqual(new Set(['AWS::ECS::TaskDefinition']));
  expect(changed.map(({ physicalId }) => physicalId.split(':').at(-1))).toEqual(changed.map(() => '2'));
});

test('the stacks are destroyed, but for the VPC’s, which moto cannot delete', async () => {
  await cdk.destroy(await cdk.synthesize('v1.0.1'), 'Shop', 'ShopImages');
  const left = await account.deployed();
  expect(new Set(left.resources.map(({ stack }) => stack))).toEqual(new Set(['ShopPlatform']));
});

test('docs/testing.md tells every way in which an emulator falls short', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'testing.md'), 'utf8');
  const all = [...moto.adaptations, ...fakecloud.adaptations, ...answerAdaptations()];
  const untold = all.map(({ shortfall }) => shortfall).filter((shortfall) => !page.includes(shortfall));
  expect(untold).toEqual([]);
});
