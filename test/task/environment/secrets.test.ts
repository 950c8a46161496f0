import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { parameterValue, secretValue } from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { testApp, testStack } from '../../synth';
import { defineContainer, renderedContainer, statements } from '../define';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf';

const valueFrom = (secret: ecs.Secret, stack: Stack) =>
  renderedContainer(defineContainer({ secrets: { DB: secret } }, {}, stack))['Secrets']![0]!['ValueFrom'];

/** The statements of the execution role that have to do with secrets. */
const secretStatements = (stack: Stack) =>
  statements(stack).filter(({ Action }) => /secretsmanager|ssm:|kms:/.test(JSON.stringify(Action)));

test('gives the execution role what reading one secret takes, and no more', () => {
  const stack = testStack();
  expect(valueFrom(secretValue(ARN), stack)).toBe(ARN);
  expect(secretStatements(stack)).toEqual([
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ARN },
  ]);
});

test.each([
  [{ field: 'password' }, ':password::'],
  [{ versionStage: 'AWSPREVIOUS' }, '::AWSPREVIOUS:'],
  [{ field: 'password', versionId: 'v1' }, ':password::v1'],
])('names the part %j of a secret, and grants the whole', (part, suffix) => {
  const stack = testStack();
  expect(valueFrom(secretValue(ARN, part), stack)).toBe(ARN + suffix);
  expect(secretStatements(stack)[0]!['Resource']).toBe(ARN);
});

test('grants the use of a key of your own, only for this secret service', () => {
  const stack = testStack();
  const key = new kms.Key(stack, 'Key');
  valueFrom(secretValue(ARN, { encryptionKey: key }), stack);
  expect(secretStatements(stack)[1]).toMatchObject({
    Action: 'kms:Decrypt',
    Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
  });
});

test('takes the key from the secret, through an alias too', () => {
  const stack = testStack();
  const key = new kms.Key(stack, 'Key');
  const encryptionKey = new kms.Alias(stack, 'Alias', { aliasName: 'alias/shop', targetKey: key });
  valueFrom(secretValue(new secretsmanager.Secret(stack, 'Secret', { encryptionKey })), stack);
  expect(secretStatements(stack)[1]!['Resource']).toEqual({ 'Fn::GetAtt': ['Key961B73FD', 'Arn'] });
});

test('reads a parameter, and decrypts an encrypted one', () => {
  const stack = testStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const secure = { parameterName: '/shop/token', version: 3, encryptionKey };
  valueFrom(parameterValue(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Token', secure)), stack);
  expect(secretStatements(stack).map(({ Action }) => Action)).toEqual(['ssm:GetParameters', 'kms:Decrypt']);
});

test.each([
  'shop/db',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db',
  'arn:aws:ssm:eu-west-1:123456789012:parameter/shop',
])("refuses '%s', which is not the complete ARN of a secret", (arn) => {
  expect(misuseOf(() => secretValue(arn))).toBe('SecretArnPartial');
});

test('refuses a secret that is known by its name, by the L2 too', () => {
  const stack = testStack();
  const byName = secretsmanager.Secret.fromSecretNameV2(stack, 'ByName', 'shop/database');
  expect(misuseOf(() => secretValue(byName))).toBe('SecretArnPartial');
  const throughL2 = { secrets: { DB: ecs.Secret.fromSecretsManager(byName, 'password') } };
  expect(misuseOf(() => defineContainer(throughL2, {}, stack))).toBe('SecretArnPartial');
});

test('leaves ARNs alone that are known only at deployment', () => {
  const stack = testStack();
  const arn = new CfnParameter(stack, 'Arn').valueAsString;
  expect(valueFrom(secretValue(arn), stack)).toEqual({ Ref: 'Arn' });
});

test.each(['weak', 'strong'])(
  'reads a secret with a key in another stack, with %s references and no cycle',
  (references) => {
    const app = testApp({ context: { '@aws-cdk/core:defaultCrossStackReferences': references } });
    const data = new Stack(app, 'Data');
    const shop = new Stack(app, 'Shop');
    const secret = new secretsmanager.Secret(data, 'Secret', { encryptionKey: new kms.Key(data, 'Key') });
    defineContainer({ secrets: { DB: secretValue(secret) } }, {}, shop);
    expect(JSON.stringify(Template.fromStack(data).findResources('AWS::KMS::Key'))).not.toContain('Shop');
    expect(secretStatements(shop).map(({ Action }) => Action)).toEqual([
      'secretsmanager:GetSecretValue',
      'kms:Decrypt',
    ]);
    expect(data.dependencies).toEqual([]);
  },
);
