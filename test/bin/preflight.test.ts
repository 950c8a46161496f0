import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import Ajv from 'ajv';
import { mockClient } from 'aws-sdk-client-mock';
import schema from '../../schema/preflight-v1.json';
import { refusal } from '../operations/preflight/look';
import { runLive } from './run';

const manager = mockClient(SecretsManagerClient);
const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const file = join(mkdtempSync(join(tmpdir(), 'stowage-preflight-')), 't.yaml');
writeFileSync(
  file,
  `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{ Name: web, Image: nginx, Memory: 128, Secrets: [{ Name: DB, ValueFrom: '${arn}' }] }]
`,
);
const preflight = (...flags: string[]) => runLive(['preflight', file, '--region', 'eu-west-1', ...flags]);

beforeEach(() => manager.reset());

test('ends with 0 when nothing fails, with 1 when strict and something is open', async () => {
  manager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } });
  const ran = await preflight();
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('1 unknown, 1 holds');
  expect(await preflight('--strict')).toMatchObject({ code: 1 });
});

test('ends with 1 when something fails, and says what and how to mend it', async () => {
  manager.on(DescribeSecretCommand).rejects(refusal('ResourceNotFoundException'));
  const ran = await preflight();
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/there is no secret db-AbCdEf in eu-west-1[\s\S]*Fix: /);
});

test('writes the statement that is missing', async () => {
  manager
    .on(DescribeSecretCommand)
    .rejects(
      refusal(
        'AccessDeniedException',
        `User: arn:aws:iam::111122223333:user/me is not authorized to perform: secretsmanager:DescribeSecret on resource: ${arn} because no identity-based policy allows it`,
      ),
    );
  const ran = await preflight('--format', 'json');
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out)).toMatchObject({
    version: 1,
    results: [
      { check: 'images', outcome: { state: 'unknown', why: { code: 'other-registry' } } },
      {
        check: 'secrets',
        outcome: {
          state: 'not-looked-at',
          statement: { Effect: 'Allow', Action: 'secretsmanager:DescribeSecret', Resource: arn },
        },
      },
    ],
  });
});

test('ends with 2 when the account cannot be talked to', async () => {
  manager.on(DescribeSecretCommand).rejects(refusal('ExpiredTokenException'));
  expect(await preflight()).toMatchObject({ code: 2, out: '' });
});

describe('--format json', () => {
  const validate = new Ajv().compile(schema);

  test.each([
    ['holds', () => manager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } })],
    ['fails', () => manager.on(DescribeSecretCommand).rejects(refusal('ResourceNotFoundException'))],
    ['unknown', () => manager.on(DescribeSecretCommand).rejects(refusal('InternalServiceError'))],
    ['not-looked-at', () => manager.on(DescribeSecretCommand).rejects(refusal('AccessDeniedException'))],
  ])('is as the schema says: %s', async (state, answer) => {
    answer();
    const json = JSON.parse((await preflight('--format', 'json')).out);
    expect(json.results[1].outcome.state).toBe(state);
    expect([validate(json), validate.errors]).toEqual([true, null]);
    json.results[1].outcome.state = 'fine';
    expect(validate(json)).toBe(false);
  });

  test('has every check and code in its schema', () => {
    const codes = (file: string, pattern: RegExp) =>
      [...readFileSync(join(__dirname, '../../lib/operations/preflight', file), 'utf8').matchAll(pattern)].map(
        ([, code]) => code,
      );
    const { check, problem, doubt } = schema.definitions;
    expect(check.enum).toEqual(codes('outcome.ts', /^ {2}\| '([\w-]+)'/gm));
    expect(problem.properties.code.enum).toEqual(codes('problem.ts', /code: '([\w-]+)'/g));
    expect(doubt.properties.code.enum).toEqual(codes('doubt.ts', /code: '([\w-]+)'/g));
  });
});

test('--read-secrets compares keys, and shows no value', async () => {
  const keyed = join(mkdtempSync(join(tmpdir(), 'stowage-preflight-')), 't.yaml');
  writeFileSync(keyed, readFileSync(file, 'utf8').replace(arn, `${arn}:password::`));
  const [value, args] = ['hunter2-never-to-be-seen', ['preflight', keyed, '--region', 'eu-west-1']];
  manager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } });
  manager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify({ passphrase: value }) });
  expect((await runLive(args)).out).toContain('unless --read-secrets');
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(0);
  for (const format of ['text', 'json']) {
    const ran = await runLive([...args, '--read-secrets', '--format', format]);
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('has no key password') });
    expect(ran.out + ran.err).not.toMatch(/hunter2|passphrase/);
  }
});

test('progress goes to stderr, on a terminal only', async () => {
  manager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } });
  const ran = await runLive(['preflight', file, '--region', 'eu-west-1'], { showsProgress: true });
  expect(ran.err).toContain('looked up 2 of 2');
  expect(ran.out).not.toContain('looked up 2 of 2');
});

test('--stack is the name of one stack', async () => {
  manager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { v: ['AWSCURRENT'] } });
  expect(await preflight('--stack', 'shop')).toMatchObject({ code: 0 });
  const other = join(mkdtempSync(join(tmpdir(), 'stowage-preflight-')), 'other.yaml');
  writeFileSync(other, 'Resources: { Topic: { Type: AWS::SNS::Topic } }');
  expect(await runLive(['preflight', file, other, '--stack', 'shop'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('2 stacks have none'),
  });
});
