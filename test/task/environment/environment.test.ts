import { join } from 'node:path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { parameterValue } from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';
import { defineContainer, plain, renderedContainer, statements } from '../define';

const environmentOf = (container: Record<string, unknown>, networkMode = 'bridge') =>
  renderedContainer(defineContainer(container, { networkMode }))['Environment'];

describe('AWS_REGION', () => {
  test.each(['awsvpc', 'bridge', 'host', 'none'])('is given in network mode %s', (networkMode) => {
    expect(environmentOf({}, networkMode)).toEqual([{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }]);
  });

  test.each(['awsvpc', 'bridge'])('is left as the user sets it in network mode %s', (networkMode) => {
    const environment = { AWS_REGION: 'eu-west-1' };
    expect(environmentOf({ environment }, networkMode)).toEqual([{ Name: 'AWS_REGION', Value: 'eu-west-1' }]);
  });

  test('is left out where it is a secret', () => {
    const stack = testStack();
    const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Region', '/region');
    const task = defineContainer({ secrets: { AWS_REGION: parameterValue(parameter) } }, {}, stack);
    expect(renderedContainer(task)['Environment']).toBeUndefined();
  });

  test('is given to containers that are added by their L2 properties', () => {
    const task = defineContainer({ essential: true });
    const added = task.addContainer('Added', { image: plain.image, memoryLimitMiB: 64 });
    expect(task.stack.resolve(added.renderContainerDefinition().environment)).toEqual([
      { name: 'AWS_REGION', value: { Ref: 'AWS::Region' } },
    ]);
  });
});

test('refuses a variable that is both plain and secret', () => {
  const stack = testStack();
  const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Token', '/token');
  const both = { environment: { TOKEN: 'x' }, secrets: { TOKEN: parameterValue(parameter) } };
  expect(misuseOf(() => defineContainer(both, {}, stack))).toBe('EnvironmentNameTaken');
});

test.each(['', 'A=B'])("refuses a variable named '%s'", (name) => {
  expect(misuseOf(() => defineContainer({ environment: { [name]: 'x' } }))).toBe('EnvironmentNameInvalid');
});

test('refuses no variable for being named like a method of every object', () => {
  const stack = testStack();
  const parameter = ssm.StringParameter.fromStringParameterName(stack, 'P', '/p');
  const secrets = { toString: parameterValue(parameter) };
  expect(misuseOf(() => defineContainer({ environment: {}, secrets }, {}, stack))).toBeUndefined();
});

describe('environment files', () => {
  test('may be read by the execution role, and nothing else of the bucket', () => {
    const stack = testStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'settings');
    const files = [
      ecs.EnvironmentFile.fromBucket(bucket, 'web.env'),
      ecs.EnvironmentFile.fromBucket(bucket, 'more.env'),
    ];
    const task = defineContainer({ environmentFiles: files }, {}, stack);
    const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::settings${rest}`]] });
    expect(renderedContainer(task)['EnvironmentFiles']).toEqual([
      { Type: 's3', Value: arn('/web.env') },
      { Type: 's3', Value: arn('/more.env') },
    ]);
    expect(statements(stack)).toEqual(
      expect.arrayContaining([
        { Effect: 'Allow', Action: 's3:GetObject', Resource: [arn('/more.env'), arn('/web.env')] },
        { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: arn('') },
      ]),
    );
  });

  test('may be assets, several in one container', () => {
    const file = () => ecs.EnvironmentFile.fromAsset(join(__dirname, 'settings.env'));
    const task = defineContainer({ environmentFiles: [file(), file()] });
    expect(renderedContainer(task)['EnvironmentFiles']).toHaveLength(2);
  });

  test('are named *.env, and are at most ten', () => {
    const stack = testStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'settings');
    const file = (key: string) => ecs.EnvironmentFile.fromBucket(bucket, key);
    const misnamed = () => defineContainer({ environmentFiles: [file('web.txt')] }, {}, stack);
    expect(misuseOf(misnamed)).toBe('EnvironmentFileInvalid');
    const eleven = () => defineContainer({ environmentFiles: Array(11).fill(file('web.env')) });
    expect(misuseOf(eleven)).toBe('EnvironmentFileInvalid');
  });
});

test('lets the execution role read the file of Active Directory credentials', () => {
  const stack = testStack();
  const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Spec', 'credspec');
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'specs');
  const fromParameter = ecs.DomainlessCredentialSpec.fromSsmParameter(parameter);
  defineContainer({ credentialSpec: fromParameter }, {}, stack);
  expect(statements(stack).map((statement) => statement['Action'])).toContain('ssm:GetParameters');

  const other = testStack();
  defineContainer({ credentialSpec: ecs.DomainJoinedCredentialSpec.fromS3Bucket(bucket, 'web.json') }, {}, other);
  expect(statements(other).map((statement) => statement['Action'])).toContain('s3:GetObject');
});
