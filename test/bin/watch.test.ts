import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
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
