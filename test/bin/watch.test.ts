import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { Ajv } from 'ajv';
import { mockClient } from 'aws-sdk-client-mock';
import schema from '../../schema/watch-v1.json';
import { runLive } from './run';

const ecs = mockClient(ECSClient);
const around = ['--cluster', 'Shop', '--region', 'eu-west-1'];

beforeEach(() => {
  ecs.reset();
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn: 'c', clusterName: 'Shop', status: 'ACTIVE' }] });
  ecs.on(ListServiceDeploymentsCommand).resolves({});
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
});

const serviceWith = (rolloutState: 'COMPLETED' | 'FAILED') => {
  const deployments = [
    {
      id: 'd',
      status: 'PRIMARY',
      taskDefinition: 'web:2',
      desiredCount: 0,
      runningCount: 0,
      pendingCount: 0,
      rolloutState,
    },
  ];
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ serviceArn: 's', serviceName: 'Web', status: 'ACTIVE', deployments }],
  });
};

test('a steady service ends with 0', async () => {
  serviceWith('COMPLETED');
  const { code, out } = await runLive(['watch', 'Web', ...around]);
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}web:2: 0 of 0 running, COMPLETED$/),
    'steady: web:2 runs with 0 tasks',
    '',
  ]);
});

test('a failed deployment ends with 1', async () => {
  serviceWith('FAILED');
  expect((await runLive(['watch', 'Web', ...around])).code).toBe(1);
});

test('bad usage ends with 2', async () => {
  expect((await runLive(['watch', 'Web'])).code).toBe(2);
  expect((await runLive(['watch', 'Web', ...around, '--timeout', 'soon'])).code).toBe(2);
});

test('--format json gives a line for each change, and how it ended', async () => {
  serviceWith('FAILED');
  const { code, out } = await runLive(['watch', 'Web', ...around, '--format', 'json'], { showsProgress: true });
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    expect.objectContaining({ version: 1, code: 'state', at: expect.stringMatching(/^\d{4}-.*Z$/) }),
    expect.objectContaining({
      ...{ version: 1, code: 'result', exitCode: 1 },
      result: { code: 'failed', taskDefinition: 'web:2' },
    }),
  ]);
  const validate = new Ajv().compile(schema);
  for (const line of lines) expect([validate(line), validate.errors]).toEqual([true, null]);
  expect(validate({ ...lines[0], state: {} })).toBe(false);
  expect(code).toBe(1);
});

test('on a terminal a line says that it is alive, and is gone before another is written', async () => {
  serviceWith('COMPLETED');
  const written: string[] = [];
  const pen = (text: string) => void written.push(text);
  await runLive(['watch', 'Web', ...around], { showsProgress: true, out: pen, err: pen });
  expect(written).toEqual([
    expect.stringContaining('0 of 0 running'),
    expect.stringMatching(/^watching/),
    '\r\u001b[K',
    expect.stringContaining('steady'),
  ]);
});

test('elsewhere nothing is written besides', async () => {
  serviceWith('COMPLETED');
  expect((await runLive(['watch', 'Web', ...around])).err).toBe('');
});
