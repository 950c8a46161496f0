import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
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
