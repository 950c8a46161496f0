import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { preflight } from '../../../lib/operations/preflight/preflight';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, TemplateSet } from '../../../lib/template';
import { testClients } from '../test-clients';
import { refusal } from './look';

const ecr = mockClient(ECRClient);
const manager = mockClient(SecretsManagerClient);
const OWN = '111122223333';
const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:${name}`;

/** A stack with a task that gets a secret; bound to an account and a region where they are given. */
const stack = (id: string, account?: string, region?: string) => ({
  id,
  file: id,
  ...(account && { account }),
  ...(region && { region }),
  template: {
    Resources: {
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: { ContainerDefinitions: [{ Name: 'web', Secrets: [{ Name: 'DB', ValueFrom: secret(id) }] }] },
      },
    },
  },
});
const modelOf = (...stacks: ReturnType<typeof stack>[]) =>
  new Model(new TemplateSet(stacks), DEFAULT_MODEL_ASSUMPTIONS);
const clockOf = (slept: number[]) => ({ now: () => 0, sleep: async (ms: number) => void slept.push(ms) });
const looked = (report: Awaited<ReturnType<typeof preflight>>) =>
  report.results.filter(({ check }) => check !== 'images').map(({ check, outcome }) => [check, outcome.state]);

beforeEach(() => {
  ecr.reset();
  manager.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: OWN });
  manager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } });
});

test('stacks of other accounts are not looked up in this one, and that is said', async () => {
  manager.on(DescribeSecretCommand, { SecretId: secret('prod') }).rejects(refusal('ResourceNotFoundException'));
  const model = modelOf(stack('test', OWN, 'eu-west-1'), stack('prod', '999999999999', 'us-east-1'), stack('any'));
  const report = await preflight(testClients(), model);
  expect(report.regions).toEqual(['eu-west-1']);
  expect(looked(report)).toEqual([
    ['accounts', 'unknown'],
    ['secrets', 'holds'],
    ['secrets', 'holds'],
  ]);
  expect(report.results[0]).toMatchObject({
    subject: 'account 999999999999',
    neededBy: ['prod'],
    outcome: { why: { code: 'other-account', bound: '999999999999', actual: OWN } },
  });
});

test('where it is not known whose the credentials are, only stacks for any account are looked up', async () => {
  ecr.on(DescribeRegistryCommand).rejects(refusal('AccessDeniedException'));
  manager.on(DescribeSecretCommand).rejects(refusal('ResourceNotFoundException'));
  const report = await preflight(testClients(), modelOf(stack('prod', OWN), stack('test', '999999999999')));
  expect(report.results).toMatchObject([
    { check: 'accounts', neededBy: ['prod'], outcome: { denied: { action: 'ecr:DescribeRegistry' } } },
    { check: 'accounts', neededBy: ['test'], outcome: { state: 'not-looked-at' } },
  ]);
  expect(manager.calls()).toHaveLength(0);
  expect(looked(await preflight(testClients(), modelOf(stack('prod', OWN), stack('any'))))).toEqual([
    ['accounts', 'not-looked-at'],
    ['secrets', 'fails'],
  ]);
  // Of stacks that are bound to none, nobody asks.
  expect(looked(await preflight(testClients(), modelOf(stack('any'))))).toEqual([['secrets', 'fails']]);
});

test('throttling of the account is ridden out like any other', async () => {
  ecr.on(DescribeRegistryCommand).rejectsOnce(refusal('ThrottlingException')).resolves({ registryId: OWN });
  const slept: number[] = [];
  const report = await preflight(testClients(), modelOf(stack('prod', OWN)), { clock: clockOf(slept) });
  expect(looked(report)).toEqual([['secrets', 'holds']]);
  expect(slept).toEqual([1_000]);
});

test('throttling is ridden out', async () => {
  manager.reset();
  manager
    .on(DescribeSecretCommand)
    .rejectsOnce(refusal('ThrottlingException'))
    .rejectsOnce(refusal('ThrottlingException'))
    .resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } });
  const slept: number[] = [];
  const report = await preflight(testClients(), modelOf(stack('a')), { clock: clockOf(slept) });
  expect(looked(report)).toEqual([['secrets', 'holds']]);
  expect(slept).toEqual([1_000, 2_000]);
});

test('throttling without an end is said', async () => {
  manager.on(DescribeSecretCommand).rejects(refusal('ThrottlingException'));
  const slept: number[] = [];
  const { results } = await preflight(testClients(), modelOf(stack('a')), { clock: clockOf(slept) });
  expect(results.at(-1)).toMatchObject({ outcome: { why: { code: 'no-answer', problem: { code: 'throttled' } } } });
  expect(slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
});

test('no more than a few questions at a time, each told of', async () => {
  let [running, most] = [0, 0];
  manager.on(DescribeSecretCommand).callsFake(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    return { VersionIdsToStages: { v: ['AWSCURRENT'] } };
  });
  const told: string[] = [];
  const model = modelOf(...Array.from({ length: 20 }, (_, i) => stack(`s${i}`)));
  await preflight(testClients(), model, { onProgress: (done, all) => told.push(`${done}/${all}`) });
  expect(most).toBe(6);
  expect(told).toHaveLength(41);
  expect(told[0]).toBe('0/40');
  expect(told.at(-1)).toBe('40/40');
});

test('credentials that have expired end it', async () => {
  manager.on(DescribeSecretCommand).rejects(refusal('ExpiredTokenException'));
  await expect(preflight(testClients(), modelOf(stack('a')))).rejects.toMatchObject({
    problem: { code: 'expired-credentials' },
  });
});
