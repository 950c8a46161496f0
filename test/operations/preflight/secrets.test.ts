import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { secrets } from '../../../lib/operations/preflight/checks/secrets';
import { look, refusal } from './look';

const manager = mockClient(SecretsManagerClient);
const ssm = mockClient(SSMClient);
const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';

const template = (from: string) => `
Resources:
  Secret: { Type: 'AWS::SecretsManager::Secret' }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{ Name: web, Image: web, Memory: 128, Secrets: [{ Name: DB, ValueFrom: ${from} }] }]
`;
const stages = { VersionIdsToStages: { v1: ['AWSCURRENT'], v2: [] } };

beforeEach(() => {
  manager.reset();
  ssm.reset();
});

test('a secret that is there holds, with the key, stage and version left out of its name', async () => {
  manager.on(DescribeSecretCommand, { SecretId: arn }).resolves(stages);
  expect(await look(secrets, template(`'${arn}:password::'`))).toEqual({ [`${arn}:password::`]: 'holds' });
  expect(await look(secrets, template(`'${arn}:::v2'`))).toEqual({ [`${arn}:::v2`]: 'holds' });
});

test.each([
  ['is not there', refusal('ResourceNotFoundException'), 'fails: no-secret'],
  ['may not be looked at', refusal('AccessDeniedException'), 'not-looked-at'],
  ['cannot be looked at', refusal('InternalServiceError'), 'unknown: no-answer'],
])('a secret that %s', async (_, answer, expected) => {
  manager.on(DescribeSecretCommand).rejects(answer);
  expect(await look(secrets, template(arn))).toEqual({ [arn]: expected });
});

test('a secret that is deleted, has no value or not this version fails', async () => {
  manager.on(DescribeSecretCommand).resolves({ ...stages, DeletedDate: new Date(0) });
  expect(await look(secrets, template(arn))).toEqual({ [arn]: 'fails: secret-deleted' });
  manager.on(DescribeSecretCommand).resolves({});
  expect(await look(secrets, template(arn))).toEqual({ [arn]: 'fails: no-secret-version' });
  manager.on(DescribeSecretCommand).resolves(stages);
  expect(await look(secrets, template(`'${arn}:::v3'`))).toEqual({ [`${arn}:::v3`]: 'fails: no-secret-version' });
});

test('a parameter, by its name or its ARN', async () => {
  ssm.on(DescribeParametersCommand).resolves({ Parameters: [] });
  expect(await look(secrets, template('/shop/db'))).toEqual({ '/shop/db': 'fails: no-parameter' });
  ssm
    .on(DescribeParametersCommand, { ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: ['/db', 'db'] }] })
    .resolves({ Parameters: [{ Name: 'db' }] });
  const byArn = 'arn:aws:ssm:eu-west-1:111122223333:parameter/db';
  expect(await look(secrets, template(`!Sub '${byArn}'`))).toEqual({ [byArn]: 'holds' });
});

test('a secret that the templates make is not looked for', async () => {
  expect(await look(secrets, template('!Ref Secret'))).toEqual({});
  expect(await look(secrets, template("!Join ['', [!Ref Secret, ':password::']]"))).toEqual({});
});
