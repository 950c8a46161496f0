import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { arn } from '../../test-clients';
import { api, causes, diagnosed, healthy, minutesAgo, service, servicesAre, stopped, task, tasksAre } from '../stage';

beforeEach(healthy);

const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:v1';

/** A task that could not pull the image. */
const unpulled: Task = {
  stopCode: 'TaskFailedToStart',
  stoppedReason: 'Task failed to start',
  containers: [
    { name: 'proxy', image: 'public.ecr.aws/x/proxy:1' },
    {
      name: 'app',
      image,
      reason: 'CannotPullContainerError: pull image manifest has been retried 1 time(s): 403 Forbidden',
    },
  ],
};

const refusedBy = (name: string) => Object.assign(new Error('no'), { name });

test('an image that could not be pulled is looked up in ECR, with the tags near it', async () => {
  tasksAre('STOPPED', stopped('s1', unpulled));
  api.ecr.on(DescribeImagesCommand).rejects(refusedBy('ImageNotFoundException'));
  api.ecr
    .on(DescribeImagesCommand, { repositoryName: 'shop/web', filter: { tagStatus: 'TAGGED' } })
    .resolves({ imageDetails: [{ imageTags: ['latest'] }, { imageTags: ['v2'], imagePushedAt: minutesAgo(9) }] });
  expect(await causes()).toEqual([
    expect.objectContaining({
      code: 'image-not-pulled',
      why: 'refused',
      images: [{ image, code: 'image-missing', tags: ['v2'] }],
    }),
  ]);
  expect(api.ecr.commandCalls(DescribeImagesCommand)[0]!.args[0].input).toEqual({
    registryId: '111122223333',
    repositoryName: 'shop/web',
    imageIds: [{ imageTag: 'v1' }],
  });
});

test('an image that is there by now is told so, with when it came', async () => {
  tasksAre('STOPPED', stopped('s1', unpulled));
  api.ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imagePushedAt: minutesAgo(1) }] });
  expect(await causes()).toEqual([
    expect.objectContaining({ images: [{ image, code: 'there', pushedAt: minutesAgo(1).toISOString() }] }),
  ]);
});

test('a repository that is not there', async () => {
  tasksAre('STOPPED', stopped('s1', unpulled));
  api.ecr.on(DescribeImagesCommand).rejects(refusedBy('RepositoryNotFoundException'));
  expect(await causes()).toEqual([expect.objectContaining({ images: [{ image, code: 'repository-missing' }] })]);
});

test('where ECR may not be read, the pull is a cause all the same', async () => {
  tasksAre('STOPPED', stopped('s1', unpulled));
  api.ecr.on(DescribeImagesCommand).rejects(refusedBy('AccessDeniedException'));
  const { causes: found, notLookedAt } = await diagnosed();
  expect(found).toEqual([expect.objectContaining({ code: 'image-not-pulled' })]);
  expect(found[0]).not.toHaveProperty('images');
  expect(notLookedAt).toEqual([
    { what: `image ${image}`, problem: expect.objectContaining({ action: 'ecr:DescribeImages' }) },
  ]);
});

test('ECR is not asked where nothing failed to be pulled', async () => {
  tasksAre('STOPPED', stopped('s1', { stoppedReason: 'OutOfMemoryError: Container killed due to memory usage' }));
  await causes();
  expect(api.ecr.commandCalls(DescribeImagesCommand)).toHaveLength(0);
});

const exited: Task = { stopCode: 'EssentialContainerExited', containers: [{ name: 'app', exitCode: 1 }] };

test('an image for another architecture is told by the log only', async () => {
  tasksAre('STOPPED', stopped('s1', exited));
  api.logs.on(GetLogEventsCommand).resolves({ events: [{ message: 'exec /app: exec format error' }] });
  expect(await causes()).toEqual([expect.objectContaining({ code: 'wrong-architecture' })]);
});

const unhealthy = (id: string, startedMinutesAgo: number): Task =>
  stopped(id, {
    stoppedReason: 'Task failed ELB health checks in (target-group arn:x)',
    startedAt: minutesAgo(startedMinutesAgo),
    stoppingAt: minutesAgo(2),
  });

const proven: Task = { ...task, startedAt: minutesAgo(30) };

test('a grace period that is too short: tasks end with it, and one of the revision has got through', async () => {
  servicesAre({ ...service, healthCheckGracePeriodSeconds: 60 });
  tasksAre('RUNNING', proven);
  tasksAre('STOPPED', unhealthy('s1', 5), unhealthy('s2', 4));
  expect(await causes()).toEqual([
    expect.objectContaining({ code: 'grace-period-short', graceSeconds: 60, ranSeconds: [120, 180] }),
  ]);
});

test.each<[string, readonly Task[], readonly Task[]]>([
  ['that ran for long', [proven], [unhealthy('s1', 50)]],
  ['of which none of the revision has got through', [{ ...proven, startedAt: minutesAgo(3) }], [unhealthy('s1', 5)]],
  ['of another service', [{ ...proven, group: 'service:Api' }], [unhealthy('s1', 5)]],
  ['of another revision', [{ ...proven, taskDefinitionArn: arn.taskDefinition('web', 2) }], [unhealthy('s1', 5)]],
])('a task %s is not said to have been given too little time', async (_, running, ended) => {
  servicesAre({ ...service, healthCheckGracePeriodSeconds: 60 });
  tasksAre('RUNNING', ...running);
  tasksAre('STOPPED', ...ended);
  const found = (await causes()).map(({ code }) => code);
  expect(found).toContain('health-check-failed');
  expect(found).not.toContain('grace-period-short');
});

test('a service that runs all its tasks, and has lost none for a while, has recovered', async () => {
  tasksAre('STOPPED', stopped('s1', exited, 40));
  expect(await causes()).toEqual([expect.objectContaining({ code: 'container-exited', recovered: true })]);
});

const [primary] = service.deployments!;

test.each<[string, Task, object]>([
  ['it lacks a task', stopped('s1', exited, 40), { runningCount: 0 }],
  ['the task ended just now', stopped('s1', exited, 2), {}],
  ['nobody knows when it ended', { ...stopped('s1', exited), stoppedAt: undefined }, {}],
  [
    'it is being deployed',
    stopped('s1', exited, 40),
    { deployments: [{ ...primary!, rolloutState: 'IN_PROGRESS' as const }] },
  ],
])('a service has not recovered where %s', async (_, ended, more) => {
  tasksAre('STOPPED', ended);
  servicesAre({ ...service, ...more });
  expect(await causes()).toContainEqual(expect.objectContaining({ code: 'container-exited', recovered: false }));
});

test('whoever asks about a task wants to know its end, whatever the service has got over', async () => {
  const ended = stopped('s1', exited, 40);
  api.ecs.on(DescribeTasksCommand, { tasks: ['s1'] }).resolves({ tasks: [ended] });
  expect((await diagnosed({ task: 's1' })).causes).toMatchObject([{ code: 'container-exited', recovered: false }]);
});

test("a container that was out of memory is told with its limit, its own or its task's", async () => {
  const ended = { name: 'app', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' };
  tasksAre('STOPPED', stopped('s1', { ...exited, containers: [ended] }));
  const memoryIs = (memoryMiB: number) =>
    expect.objectContaining({ code: 'out-of-memory', containers: [{ name: 'app', exitCode: 137, memoryMiB }] });
  expect(await causes()).toEqual([memoryIs(4000)]);
  api.ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      ...{ family: 'web', revision: 1, memory: '512', containerDefinitions: [{ name: 'app' }] },
    },
  });
  expect(await causes()).toContainEqual(memoryIs(512));
});
