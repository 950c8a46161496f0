import { DescribeContainerInstancesCommand, ListServiceDeploymentsCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { arn } from '../test-clients';
import {
  balancing,
  both,
  denial,
  deployment,
  ecs,
  resetScene,
  running,
  scene,
  watched,
  watchedFor,
} from './watched-service';

// What is not said: for want of permission, and while nothing changes.

beforeEach(resetScene);

test('what may not be read is said once, and the watch goes on without it', async () => {
  ecs.on(ListServiceDeploymentsCommand).rejects(denial('ecs:ListServiceDeployments'));
  ecs.on(DescribeContainerInstancesCommand).rejects(denial('ecs:DescribeContainerInstances'));
  balancing.on(DescribeTargetHealthCommand).rejects(denial('elasticloadbalancing:DescribeTargetHealth'));
  const service = { loadBalancers: [{ targetGroupArn: 'tg' }] };
  const moving = { service, deployments: [deployment(2, { rolloutState: 'IN_PROGRESS' })], tasks: both };
  const { end, changes } = await watched(moving, moving, { service, deployments: [deployment(2)], tasks: both });
  expect(end).toMatchObject({ code: 'steady' });
  const missing = changes.flatMap((change) => {
    const problem = change.code === 'not-looked-at' ? change.missing.problem : undefined;
    return problem?.code === 'access-denied' ? [problem.action] : [];
  });
  expect(missing.sort()).toEqual([
    'ecs:DescribeContainerInstances',
    'ecs:ListServiceDeployments',
    'elasticloadbalancing:DescribeTargetHealth',
  ]);
});

test('any other refusal ends the watch', async () => {
  ecs.on(ListServiceDeploymentsCommand).rejects(Object.assign(new Error('no'), { name: 'ClientException' }));
  await expect(watched({ deployments: [deployment(2)], tasks: both })).rejects.toMatchObject({
    problem: { code: 'refused' },
  });
});

test('every five minutes without a change there is a word', async () => {
  const { changes } = await watchedFor(1200, {
    deployments: [deployment(2, { rolloutState: 'IN_PROGRESS', runningCount: 1 })],
    tasks: [running('a', 2), running('b', 2, { lastStatus: 'PENDING' })],
  });
  expect(changes.map((change) => (change.code === 'unchanged' ? change.seconds : change.code))).toEqual([
    ...['state', 'forecast', 300, 600, 900, 1200],
  ]);
});

test('running tasks are counted by instance, named as EC2 names them', async () => {
  scene.instances = [{ containerInstanceArn: arn.instance('i1'), ec2InstanceId: 'i-0abc' }];
  const { changes } = await watched({ deployments: [deployment(2)], tasks: both });
  expect(changes[0]).toMatchObject({ state: { instances: { 'i-0abc': 2 }, zones: { 'eu-west-1a': 2 } } });
  expect(ecs.commandCalls(DescribeContainerInstancesCommand)).toHaveLength(1);
});
