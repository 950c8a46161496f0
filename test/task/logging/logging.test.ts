import { RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  awsLogs,
  fireLens,
  fluentd,
  gelf,
  journald,
  jsonFile,
  type Logging,
  noLogs,
  secretValue,
  splunk,
  syslog,
} from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';
import { define, defineContainer, plain, rendered, renderedContainer, statements } from '../define';

const groupsOf = (task: ecs.TaskDefinition) =>
  Object.values(Template.fromStack(task.stack).findResources('AWS::Logs::LogGroup'));
const logOf = (logging?: unknown) => renderedContainer(defineContainer({ logging }))['LogConfiguration']!;

describe('awsLogs', () => {
  test('is the default: one group for all containers, kept a month, and beyond the stack', () => {
    const task = define({ containers: { app: plain, other: plain } });
    expect(groupsOf(task)).toEqual([
      expect.objectContaining({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Retain' }),
    ]);
    const groups = Array.from(rendered(task)['ContainerDefinitions']!, (container) =>
      JSON.stringify(container['LogConfiguration']!['Options']!['awslogs-group']),
    );
    expect(new Set(groups).size).toBe(1);
  });

  test('does not block the application, and buffers 25 MiB', () => {
    expect(logOf()).toMatchObject({
      LogDriver: 'awslogs',
      Options: { mode: 'non-blocking', 'max-buffer-size': '25m', 'awslogs-stream-prefix': 'Task' },
    });
  });

  test('lets the execution role write to this group alone', () => {
    const task = defineContainer({});
    expect(statements(task.stack)).toEqual([
      expect.objectContaining({
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': ['TaskLogsA2B30BBC', 'Arn'] },
      }),
    ]);
  });

  test('renders what is asked for', () => {
    const multiline = { datetimeFormat: '%Y' };
    const options = { mode: 'blocking', streamPrefix: 'web', multiline } as const;
    expect(logOf(awsLogs(options))['Options']).toMatchObject({
      mode: 'blocking',
      'awslogs-stream-prefix': 'web',
      'awslogs-datetime-format': '%Y',
    });
    expect(logOf(awsLogs(options))['Options']!['max-buffer-size']).toBeUndefined();
    expect(logOf(awsLogs({ multiline: { pattern: '^x' } }))['Options']).toMatchObject({
      'awslogs-multiline-pattern': '^x',
    });
  });

  test('creates the group as asked for, or none where one is given', () => {
    const retention = RetentionDays.ONE_YEAR;
    const own = define({ logging: awsLogs({ retention, removalPolicy: RemovalPolicy.DESTROY }) });
    expect(groupsOf(own)).toEqual([
      expect.objectContaining({ Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Delete' }),
    ]);
    const stack = testStack();
    const logGroup = LogGroup.fromLogGroupName(stack, 'Group', 'shop');
    const task = define({ logging: awsLogs({ logGroup }) }, stack);
    expect(groupsOf(task)).toEqual([]);
    expect(renderedContainer(task)['LogConfiguration']!['Options']).toMatchObject({ 'awslogs-group': 'shop' });
  });

  test('gives a container with a logging of its own a group of its own', () => {
    const task = define({ containers: { app: plain, audit: { ...plain, logging: awsLogs() } } });
    expect(groupsOf(task)).toHaveLength(2);
  });

  test('refuses a buffer without size or without effect', () => {
    expect(misuseOf(() => awsLogs({ bufferMiB: 0 }))).toBe('LoggingInvalid');
    expect(misuseOf(() => awsLogs({ mode: 'blocking', bufferMiB: 10 }))).toBe('LoggingInvalid');
    expect(misuseOf(() => syslog({ bufferMiB: 10 }))).toBe('LoggingInvalid');
  });
});

test.each<[Logging, object]>([
  [
    fluentd({ address: 'tcp://127.0.0.1:24224' }),
    { LogDriver: 'fluentd', Options: { 'fluentd-address': 'tcp://127.0.0.1:24224' } },
  ],
  [
    gelf({ address: 'udp://10.0.0.1:12201' }),
    { LogDriver: 'gelf', Options: { 'gelf-address': 'udp://10.0.0.1:12201' } },
  ],
  [journald({ tag: 'web' }), { LogDriver: 'journald', Options: { tag: 'web' } }],
  [
    jsonFile({ maxSize: '10m', maxFile: 3 }),
    { LogDriver: 'json-file', Options: { 'max-size': '10m', 'max-file': '3' } },
  ],
  [noLogs(), { LogDriver: 'none' }],
  [
    syslog({ address: 'udp://10.0.0.1:514', mode: 'non-blocking', bufferMiB: 4 }),
    {
      LogDriver: 'syslog',
      Options: { 'syslog-address': 'udp://10.0.0.1:514', mode: 'non-blocking', 'max-buffer-size': '4m' },
    },
  ],
])('renders %j', (logging, expected) => {
  expect(logging.driver).toBe((expected as { LogDriver: string }).LogDriver);
  expect(logOf(logging)).toEqual(expected);
});

test('keeps the token of Splunk out of the template', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:splunk-AbCdEf';
  const log = logOf(splunk({ url: 'https://splunk:8088', secretToken: secretValue(arn) }));
  expect(log['Options']).toEqual({ 'splunk-url': 'https://splunk:8088' });
  expect(log['SecretOptions']).toEqual([{ Name: 'splunk-token', ValueFrom: arn }]);
});

test('takes an L2 log driver as it is', () => {
  expect(logOf(ecs.LogDrivers.journald({ tag: 'x' }))).toEqual({ LogDriver: 'journald', Options: { tag: 'x' } });
});

describe('fireLens', () => {
  const router = { ...plain, logRouter: { type: 'fluentbit' } };
  const sender = { ...plain, logging: fireLens({ output: { Name: 'stdout' }, bufferedEvents: 100 }) };

  test('sends to the router of the task, whose own logs go to CloudWatch', () => {
    const [app, routes] = rendered(define({ containers: { app: sender, router } }))['ContainerDefinitions']!;
    expect(app!['LogConfiguration']).toEqual({
      LogDriver: 'awsfirelens',
      Options: { Name: 'stdout', 'log-driver-buffer-limit': '100' },
    });
    expect(routes!['FirelensConfiguration']).toEqual({
      Type: 'fluentbit',
      Options: { 'enable-ecs-log-metadata': 'true' },
    });
    expect(routes!['LogConfiguration']).toMatchObject({ LogDriver: 'awslogs' });
    expect(routes!['Environment']).toEqual([{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }]);
  });

  test('may be the logging of the whole task, except of the router', () => {
    const task = define({ logging: fireLens(), containers: { app: plain, router } });
    const drivers = Array.from(rendered(task)['ContainerDefinitions']!, (one) => one['LogConfiguration']!['LogDriver']);
    expect(drivers).toEqual(['awsfirelens', 'awslogs']);
  });

  test('takes configuration from a file in the image or in S3, which the execution role may read', () => {
    const configOf = (config: object) => {
      const task = define({
        containers: { router: { ...plain, logRouter: { type: 'fluentd', ecsMetadata: false, config } } },
      });
      return { options: renderedContainer(task)['FirelensConfiguration']!['Options'], stack: task.stack };
    };
    expect(configOf({ file: '/fluentd.conf' }).options).toEqual({
      'enable-ecs-log-metadata': 'false',
      'config-file-type': 'file',
      'config-file-value': '/fluentd.conf',
    });
    const { options, stack } = configOf({ s3Arn: 'arn:aws:s3:::settings/fluentd.conf' });
    expect(options).toMatchObject({ 'config-file-type': 's3' });
    expect(JSON.stringify(statements(stack))).toContain('arn:aws:s3:::settings/fluentd.conf');
  });

  test('needs one router, which does not log to itself', () => {
    expect(misuseOf(() => define({ containers: { app: sender } }))).toBe('LogRouterMissing');
    expect(misuseOf(() => define({ logging: fireLens() }))).toBe('LogRouterMissing');
    expect(misuseOf(() => defineContainer({ logging: new ecs.FireLensLogDriver({}) }))).toBe('LogRouterMissing');
    expect(misuseOf(() => define({ containers: { router: { ...router, logging: fireLens() } } }))).toBe(
      'LogRouterMissing',
    );
    expect(misuseOf(() => define({ containers: { a: router, b: router } }))).toBe('LogRouterTwice');
  });
});
