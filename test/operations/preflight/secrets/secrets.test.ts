import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { secrets } from '../../../../lib/operations/preflight/secrets/secrets';
import { look, outcomes, refusal } from '../look';

const manager = mockClient(SecretsManagerClient);
const ssm = mockClient(SSMClient);
const ecr = mockClient(ECRClient);
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
  ecr.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
});

test('a secret that is there holds, with the stage and version left out of its name', async () => {
  manager.on(DescribeSecretCommand, { SecretId: arn }).resolves(stages);
  expect(await look(secrets, template(`'${arn}'`))).toEqual({ [arn]: 'holds' });
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
  const other = `${arn}::AWSCURRENT:v2`;
  expect(await look(secrets, template(`'${other}'`))).toEqual({ [other]: 'fails: no-secret-version' });
});

describe('a key of the JSON', () => {
  const from = `${arn}:password:AWSCURRENT:`;
  const VALUE = 'hunter2-never-to-be-seen';
  const holding = (SecretString: string | undefined) => {
    manager.on(DescribeSecretCommand, { SecretId: arn }).resolves(stages);
    manager.on(GetSecretValueCommand, { SecretId: arn, VersionStage: 'AWSCURRENT' }).resolves({ SecretString });
  };
  const reading = () => outcomes(secrets, template(`'${from}'`), { readSecrets: true });

  test('is not looked at unless asked for', async () => {
    holding('{}');
    expect(await look(secrets, template(`'${from}'`))).toEqual({ [from]: 'unknown: key-not-looked-at' });
    expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(0);
  });

  test.each([
    ['holds', JSON.stringify({ password: VALUE }), { state: 'holds' }],
    [
      'is missing',
      JSON.stringify({ pass: VALUE }),
      { problem: { code: 'no-secret-key', name: 'db-AbCdEf', key: 'password' } },
    ],
    ['of no JSON', VALUE, { problem: { code: 'secret-without-keys' } }],
    ['of what is nearly JSON', `{"password":"${VALUE}"`, { problem: { code: 'secret-without-keys' } }],
    ['of a list', JSON.stringify([VALUE]), { problem: { code: 'secret-without-keys' } }],
    ['of bytes', undefined, { problem: { code: 'secret-without-keys' } }],
    ['that every object inherits', JSON.stringify({ toString: VALUE }), { problem: { code: 'no-secret-key' } }],
  ])('%s, and nothing tells the value', async (_, value, outcome) => {
    holding(value);
    const said = await reading();
    expect(said).toMatchObject([outcome]);
    expect(JSON.stringify(said)).not.toContain(VALUE);
  });

  test('that may not be read is not looked at', async () => {
    holding('{}');
    manager.on(GetSecretValueCommand).rejects(refusal('AccessDeniedException'));
    expect(await reading()).toMatchObject([
      { state: 'not-looked-at', denied: { action: 'secretsmanager:GetSecretValue' } },
    ]);
  });

  test('of a secret that is not there is not read', async () => {
    manager.on(DescribeSecretCommand).rejects(refusal('ResourceNotFoundException'));
    expect(await reading()).toMatchObject([{ problem: { code: 'no-secret' } }]);
    expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(0);
  });
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

test.each([
  ['of another account', 'arn:aws:ssm:eu-west-1:999999999999:parameter/shop/db'],
  ['of AWS', '/aws/reference/secretsmanager/db'],
])('a parameter %s is not in the listing, which tells nothing of it', async (_, from) => {
  ssm.on(DescribeParametersCommand).resolves({ Parameters: [] });
  expect(await look(secrets, template(from))).toEqual({ [from]: 'unknown: parameter-not-listed' });
});

test('a parameter in one version: the listing tells of the parameter only', async () => {
  ssm
    .on(DescribeParametersCommand, { ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: ['/shop/db'] }] })
    .resolves({ Parameters: [{ Name: '/shop/db' }] });
  expect(await look(secrets, template('/shop/db:3'))).toEqual({ '/shop/db:3': 'unknown: parameter-not-listed' });
  ssm.on(DescribeParametersCommand).resolves({ Parameters: [] });
  expect(await look(secrets, template('/shop/db:3'))).toEqual({ '/shop/db:3': 'fails: no-parameter' });
});

test('a secret that the templates make is not looked for', async () => {
  expect(await look(secrets, template('!Ref Secret'))).toEqual({});
  expect(await look(secrets, template("!Join ['', [!Ref Secret, ':password::']]"))).toEqual({});
});

test('what the templates make is there once they are deployed, by whatever name it is called', async () => {
  manager.on(DescribeSecretCommand).rejects(refusal('ResourceNotFoundException'));
  ssm.on(DescribeParametersCommand).resolves({ Parameters: [] });
  const made = (from: string) => `${template(from)}
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: /shop/db, Value: x } }
  Named: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: shop } }
`;
  expect(await look(secrets, made('/shop/db'))).toEqual({ '/shop/db': 'holds' });
  expect(await look(secrets, made('/shop/other'))).toEqual({ '/shop/other': 'fails: no-parameter' });
  const shop = arn.replace('db-AbCdEf', 'shop');
  expect(await look(secrets, made(shop))).toEqual({ [shop]: 'holds' });
});

describe('what the templates make by a name put together', () => {
  const making = (type: string, name: string, from: string) => `${template(from)}
  Made: { Type: '${type}', Properties: { Name: ${name} } }
Parameters: { Anything: { Type: String } }
`;
  const here = '${AWS::Region}:${AWS::AccountId}';
  const secret = `!Sub 'arn:aws:secretsmanager:${here}:secret:\${AWS::StackName}/db'`;
  const parameter = `!Sub 'arn:aws:ssm:${here}:parameter/\${AWS::StackName}/level'`;
  const named = async (type: string, name: string, from: string) =>
    Object.values(await look(secrets, making(type, name, from), { stack: 'shop' }));

  beforeEach(() => {
    manager.on(DescribeSecretCommand).rejects(refusal('ResourceNotFoundException'));
    ssm.on(DescribeParametersCommand).resolves({ Parameters: [] });
  });

  test.each([
    ['AWS::SecretsManager::Secret', "!Sub '${AWS::StackName}/db'", secret],
    ['AWS::SSM::Parameter', "!Join ['', [/, !Ref AWS::StackName, /level]]", parameter],
  ])('%s is there once they are deployed', async (type, name, from) => {
    expect(await named(type, name, from)).toEqual(['holds']);
    expect(await named(type, '!Ref Anything', from)).toEqual(['unknown: value']);
    expect(await named(type, 'another', from)).toEqual([expect.stringMatching(/^fails: no-/)]);
  });
});
