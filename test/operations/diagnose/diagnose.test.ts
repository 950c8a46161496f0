import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type DiagnoseRequest, OperationError } from '../../../lib/operations';
import { arn } from '../test-clients';
import {
  api,
  codes,
  diagnosed,
  healthy,
  instance,
  instancesAre,
  service,
  servicesAre,
  targetIs,
  task,
  tasksAre,
} from './stage';

beforeEach(healthy);

const denied = Object.assign(
  new Error(
    'User: arn:aws:iam::111122223333:user/me is not authorized to perform: elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows it',
  ),
  { name: 'AccessDenied' },
);

test('a healthy cluster has no cause, and all of it was looked at', async () => {
  expect(await diagnosed()).toEqual({ cluster: 'Shop', services: ['Web'], causes: [], notLookedAt: [] });
});

test('what may not be read is told, and the rest is looked at', async () => {
  api.loadBalancing.on(DescribeTargetHealthCommand).rejects(denied);
  instancesAre({ ...instance, agentConnected: false });
  const { causes, notLookedAt } = await diagnosed();
  expect(causes.map(({ code }) => code)).toEqual(['agent-disconnected']);
  expect(notLookedAt).toEqual([
    {
      what: 'targets of web',
      problem: expect.objectContaining({ code: 'access-denied', action: 'elasticloadbalancing:DescribeTargetHealth' }),
    },
  ]);
});

test('where running tasks may not be read, nothing is concluded from their absence', async () => {
  api.ecs.on(ListTasksCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  expect(await codes()).toEqual([]);
});

test('throttling is ridden out for half a minute, and told once', async () => {
  const throttled = Object.assign(new Error('x'), { name: 'Throttling' });
  api.loadBalancing
    .on(DescribeTargetHealthCommand)
    .rejectsOnce(throttled)
    .rejectsOnce(throttled)
    .resolves({ TargetHealthDescriptions: [{ Target: { Id: 'a' }, TargetHealth: { State: 'unhealthy' } }] });
  const told: string[] = [];
  const { causes } = await diagnosed({}, { onTrouble: ({ code }) => told.push(code) });
  expect(causes).toEqual([expect.objectContaining({ code: 'targets-unhealthy' })]);
  expect(told).toEqual(['throttled']);
  expect(api.loadBalancing.commandCalls(DescribeTargetHealthCommand)).toHaveLength(3);
});

test('any other failure is thrown, and so is throttling without an end', async () => {
  api.loadBalancing.on(DescribeTargetHealthCommand).rejects(Object.assign(new Error('x'), { name: 'Throttling' }));
  await expect(diagnosed()).rejects.toMatchObject({ problem: { code: 'throttled' } });
});

test('the ARN of a service names its cluster', async () => {
  await diagnosed({ cluster: arn.service('Web') });
  expect(api.ecs.commandCalls(DescribeClustersCommand)[0]!.args[0].input.clusters).toEqual(['Shop']);
  expect(api.ecs.commandCalls(DescribeServicesCommand)[0]!.args[0].input.services).toEqual(['Web']);
  expect(api.ecs.commandCalls(ListTasksCommand).map((call) => call.args[0].input)).toContainEqual(
    expect.objectContaining({ desiredStatus: 'STOPPED', serviceName: 'Web' }),
  );
});

test('the ARN of a task asks about it, and about its service', async () => {
  const stopped = { ...task, desiredStatus: 'STOPPED', lastStatus: 'STOPPED', stopCode: 'SpotInterruption' } as const;
  api.ecs.on(DescribeTasksCommand, { tasks: ['t1'] }).resolves({ tasks: [stopped] });
  tasksAre('STOPPED', { ...stopped, taskArn: arn.task('t9') });
  targetIs({ State: 'unhealthy', Reason: 'Target.Timeout' });
  const { causes, ...about } = await diagnosed({ cluster: arn.task('t1') });
  expect(about).toMatchObject({ task: 't1', services: ['Web'] });
  expect(causes).toEqual([
    expect.objectContaining({ code: 'spot-interrupted', count: 1, lastTask: 't1' }),
    expect.objectContaining({ code: 'targets-unhealthy' }),
  ]);
});

test('a task that waits is asked about alone', async () => {
  const { containerInstanceArn: _, ...homeless } = task;
  const waiting: Task = { ...homeless, taskArn: arn.task('t5'), lastStatus: 'PROVISIONING', group: 'family:job' };
  api.ecs.on(DescribeTasksCommand, { tasks: ['t5'] }).resolves({ tasks: [waiting] });
  tasksAre('RUNNING', { ...task, taskArn: arn.task('t1') }, { ...waiting, taskArn: arn.task('t6') }, waiting);
  instancesAre({ ...instance, attributes: [] });
  expect((await diagnosed({ task: 't5' })).causes).toEqual([
    expect.objectContaining({ code: 'unplaceable', group: 'family:job', waiting: 1 }),
  ]);
});

test('a task that was run alone is held to the constraints of its task definition', async () => {
  const { containerInstanceArn: _, ...homeless } = task;
  const waiting: Task = { ...homeless, taskArn: arn.task('t5'), lastStatus: 'PROVISIONING', group: 'family:job' };
  api.ecs.on(DescribeTasksCommand, { tasks: ['t5'] }).resolves({ tasks: [waiting] });
  tasksAre('RUNNING', waiting);
  const expression = 'attribute:ecs.instance-type == z99.huge';
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      family: 'web',
      revision: 1,
      placementConstraints: [{ type: 'memberOf', expression }],
      containerDefinitions: [{ name: 'app', cpu: 128, memory: 128 }],
    },
  });
  const [cause] = (await diagnosed({ task: 't5' })).causes;
  expect(cause).toMatchObject({
    code: 'unplaceable',
    instances: [{ rejections: [{ code: 'member-of', expression }] }],
  });
});

const UNCLEAR: readonly Partial<DiagnoseRequest>[] = [
  // @ts-expect-error what the compiler refuses, as JavaScript may ask it
  { service: 'Web', task: 't1' },
  { cluster: arn.service('Web'), service: 'Web' },
  { cluster: arn.instance('ci1') },
  // A service of another cluster, of another region and of another account; and what is no service at all.
  { service: arn.service('Web', 'Other') },
  { cluster: arn.cluster('Shop').replace('eu-west-1', 'us-east-1'), service: arn.service('Web') },
  { cluster: arn.cluster('Shop').replace('111122223333', '999999999999'), service: arn.service('Web') },
  { service: arn.task('t1') },
  // Of an account that the credentials are not of.
  { cluster: arn.cluster('Shop').replace('111122223333', '999999999999') },
  { cluster: arn.service('Web').replace('111122223333', '999999999999') },
  { cluster: 'arn:aws:ecs:eu-west-1:111122223333:service/Web' },
];

test.each(UNCLEAR)('a request that says no one thing is refused: %j', async (request) => {
  const failure = await diagnosed(request).catch((error) => error);
  expect(failure).toBeInstanceOf(OperationError);
  expect(failure.problem.code).toBe('invalid-request');
});

test('a service that is not there is no healthy one', async () => {
  servicesAre();
  await expect(diagnosed({ service: 'Wab' })).rejects.toMatchObject({
    problem: { code: 'not-found', kind: 'service', near: ['Web'] },
  });
});

test('the ARN of a service that agrees with the cluster is its name', async () => {
  expect(await diagnosed({ service: arn.service('Web') })).toMatchObject({ services: ['Web'] });
});

describe('a name that no cluster has', () => {
  const cluster = (name: string) => ({ clusterArn: arn.cluster(name), clusterName: name, status: 'ACTIVE' });
  const serviceIn = (name: string) =>
    api.ecs
      .on(DescribeServicesCommand, { cluster: arn.cluster(name), services: ['Web'] })
      .resolves({ services: [{ ...service, serviceArn: arn.service('Web', name) }] });

  beforeEach(() => {
    api.ecs.on(DescribeClustersCommand).resolves({ clusters: [] });
    for (const name of ['Shop', 'Blog']) {
      api.ecs.on(DescribeClustersCommand, { clusters: [arn.cluster(name)] }).resolves({ clusters: [cluster(name)] });
    }
    api.ecs.on(ListClustersCommand).resolves({ clusterArns: [arn.cluster('Shop'), arn.cluster('Blog')] });
    api.ecs.on(DescribeServicesCommand).resolves({ services: [] });
  });

  test('is the service that has it', async () => {
    serviceIn('Shop');
    expect(await diagnosed({ cluster: 'Web' })).toMatchObject({ cluster: 'Shop', services: ['Web'] });
  });

  test('is the task that has it', async () => {
    const id = '0123456789abcdef0123456789abcdef';
    api.ecs.on(DescribeTasksCommand).resolves({ tasks: [] });
    api.ecs
      .on(DescribeTasksCommand, { cluster: arn.cluster('Blog'), tasks: [id] })
      .resolves({ tasks: [{ ...task, taskArn: arn.task(id, 'Blog') }] });
    expect(await diagnosed({ cluster: id })).toMatchObject({ cluster: 'Blog', task: id });
  });

  test('is none that was deleted', async () => {
    serviceIn('Blog');
    api.ecs
      .on(DescribeServicesCommand, { cluster: arn.cluster('Shop'), services: ['Web'] })
      .resolves({ services: [{ ...service, status: 'INACTIVE' }] });
    expect(await diagnosed({ cluster: 'Web' })).toMatchObject({ cluster: 'Blog' });
  });

  test('is refused where services of several clusters have it', async () => {
    serviceIn('Shop');
    serviceIn('Blog');
    await expect(diagnosed({ cluster: 'Web' })).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
  });

  test('is not found where none has it, and names of services near it are told', async () => {
    api.ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('Webb')] });
    await expect(diagnosed({ cluster: 'Wbb' })).rejects.toMatchObject({
      problem: { code: 'not-found', kind: 'cluster', near: ['Webb'] },
    });
  });
});

test('a name that both a cluster and a service have is the cluster', async () => {
  servicesAre({ ...service, serviceName: 'Shop', serviceArn: arn.service('Shop') });
  const diagnosis = await diagnosed({ cluster: 'Shop' });
  expect(diagnosis.cluster).toBe('Shop');
  expect(api.ecs.commandCalls(ListClustersCommand)).toHaveLength(0);
});
