import { GetLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import {
  ClientException,
  ClusterNotFoundException,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTasksCommand,
  RunTaskCommand,
  ServerException,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import type { RunTaskEvent, RunTaskSettings } from '../../../lib/operations';
import { VirtualClock } from '../faults/virtual-clock';
import { arn } from '../test-clients';
import { aQuietRun, definition, ecs, instance, logs, running, stopped, T1 } from './answers';
import { run } from './run';

beforeEach(aQuietRun);

const started = () => ecs.commandCalls(RunTaskCommand).map(({ args: [{ input }] }) => input);
const problem = (code: string) => ({ problem: expect.objectContaining({ code }) });
const fault = () => new ServerException({ message: 'later', $metadata: { httpStatusCode: 500 } });

describe('what is asked of ECS', () => {
  test("the cluster's own strategy is left to it, and the run is named", async () => {
    await run();
    expect(started()).toEqual([
      {
        cluster: arn.cluster('Shop'),
        taskDefinition: arn.taskDefinition('migrate', 4),
        ...{ startedBy: 'run-1' },
        count: 1,
        clientToken: 'run-1-0',
      },
    ]);
  });

  test('a strategy of the request, and everything it overrides', async () => {
    await run({
      capacity: [{ capacityProvider: 'burst' }],
      strategies: [{ type: 'binpack', field: 'memory' }],
      constraints: [{ type: 'distinctInstance' }],
      overrides: {
        container: { command: ['up'], environment: { A: '1' } },
        cpuUnits: 512,
        memoryMiB: 1024,
        taskRoleArn: 'role',
      },
    });
    expect(started()[0]).toMatchObject({
      capacityProviderStrategy: [{ capacityProvider: 'burst', weight: 1, base: 0 }],
      placementStrategy: [{ type: 'binpack', field: 'memory' }],
      placementConstraints: [{ type: 'distinctInstance' }],
      overrides: {
        containerOverrides: [{ name: 'app', command: ['up'], environment: [{ name: 'A', value: '1' }] }],
        ...{ cpu: '512', memory: '1024', taskRoleArn: 'role' },
      },
    });
    expect(started()[0]).not.toHaveProperty('launchType');
  });

  test('more than ten by batches, each with a token of its own', async () => {
    ecs.on(RunTaskCommand).callsFake(({ count, clientToken }) => ({
      tasks: Array.from({ length: count }, (_, index) => ({ taskArn: arn.task(`${clientToken}-${index}`) })),
    }));
    const { result } = await run({ count: 23 }, { waitFor: 'started' });
    expect(started().map(({ count, clientToken }) => [count, clientToken])).toEqual([
      [10, 'run-1-0'],
      [10, 'run-1-1'],
      [3, 'run-1-2'],
    ]);
    expect(result).toMatchObject({ code: 'started', missing: 0 });
    expect(new Set(result.tasks.map(({ taskArn }) => taskArn)).size).toBe(23);
  });

  test.each<[string, Partial<RunTaskSettings>, string]>([
    ['a capacity provider that is not there', { capacity: [{ capacityProvider: 'stedy' }] }, 'not-found'],
    ['a container that is not there', { overrides: { containers: { ap: { command: ['x'] } } } }, 'not-found'],
    ['no task at all', { count: 0 }, 'invalid-request'],
    ['less memory than its container takes', { overrides: { memoryMiB: 64 } }, 'invalid-request'],
    ['an exit code of a container that is not there', { exitCodeFrom: 'ap' }, 'not-found'],
    ['a token that ECS would not take', { clientToken: 'a b' }, 'invalid-request'],
    ['subnets of a task on its instance network', { network: { subnets: ['subnet-1'] } }, 'invalid-request'],
    [
      'an expression that is none',
      { constraints: [{ type: 'memberOf', expression: 'attribute:x ==' }] },
      'invalid-request',
    ],
  ])('%s is refused before anything is started', async (_, request, code) => {
    await expect(run(request)).rejects.toMatchObject(problem(code));
    expect(started()).toEqual([]);
  });

  test('of an expression that is none it is said where it goes wrong', async () => {
    await expect(run({ constraints: [{ type: 'memberOf', expression: 'attribute:x ==' }] })).rejects.toMatchObject({
      problem: { detail: expect.stringMatching(/"attribute:x ==".*column 15/) },
    });
  });

  test('in the wrong region the cluster is what is not there, with the right region', async () => {
    ecs.on(DescribeClustersCommand).resolves({ clusters: [] });
    ecs.on(ListClustersCommand).resolves({ clusterArns: [] });
    ecs
      .on(DescribeTaskDefinitionCommand)
      .rejects(new ClientException({ message: 'Unable to describe task definition.', $metadata: {} }));
    ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: [] });
    await expect(run()).rejects.toMatchObject({ problem: { code: 'not-found', kind: 'cluster' } });
  });

  test('what is refused is thrown, and not told as a trouble besides', async () => {
    const onEvent = jest.fn();
    await expect(run({ count: 0 }, { onEvent })).rejects.toMatchObject(problem('invalid-request'));
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('a base is for the whole run', async () => {
    ecs.on(RunTaskCommand).callsFake(({ count, clientToken }) => ({
      tasks: Array.from({ length: count }, (_, index) => ({ taskArn: arn.task(`${clientToken}-${index}`) })),
    }));
    await run({ count: 20, capacity: [{ capacityProvider: 'steady', base: 12 }] }, { waitFor: 'started' });
    expect(started().map(({ capacityProviderStrategy }) => capacityProviderStrategy?.[0]?.base)).toEqual([12, 2]);
  });

  test('a revision that is deregistered is refused', async () => {
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { ...definition, status: 'INACTIVE' } });
    await expect(run()).rejects.toMatchObject(problem('invalid-request'));
  });

  test('tasks of awsvpc need subnets', async () => {
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { ...definition, networkMode: 'awsvpc' } });
    await expect(run()).rejects.toMatchObject(problem('invalid-request'));
    await run({ network: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } });
    expect(started()[0]?.networkConfiguration).toEqual({
      awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] },
    });
  });
});

describe('how it ends', () => {
  test.each([0, 3])('with the exit code of the container: %i', async (exitCode) => {
    ecs
      .on(DescribeTasksCommand)
      .resolvesOnce({ tasks: [running] })
      .resolves({ tasks: [stopped(exitCode)] });
    const { result, code } = await run();
    expect(result).toMatchObject({ code: 'stopped', tasks: [{ state: { code: 'exited', exitCode } }] });
    expect(code).toBe(exitCode);
  });

  test('with 125 where the task never ran', async () => {
    const task = stopped(0, {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError',
      containers: [],
    });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [task] });
    const { result, code } = await run();
    expect(result.tasks[0]?.state).toEqual({ code: 'never-ran', reason: 'CannotPullContainerError' });
    expect(code).toBe(125);
  });

  test('with 125 where ECS finds no place, and the engine says why', async () => {
    ecs.on(DescribeContainerInstancesCommand).resolves({ containerInstances: [instance(100)] });
    ecs.on(RunTaskCommand).resolves({ tasks: [], failures: [{ arn: arn.instance('i1'), reason: 'RESOURCE:MEMORY' }] });
    const { result, code } = await run();
    expect(result).toMatchObject({
      code: 'not-started',
      refusals: [{ code: 'not-placed', reasons: [{ reason: 'RESOURCE:MEMORY', times: 1, instances: ['i1'] }] }],
      fit: { takers: [], placed: 0, explanation: { reasons: [{ code: 'memory' }] } },
    });
    expect(code).toBe(125);
  });

  test('with that of the container that is to decide', async () => {
    const containers = [
      { name: 'app', exitCode: 0 },
      { name: 'proxy', exitCode: 1 },
    ];
    const containerDefinitions = [...definition.containerDefinitions!, { name: 'proxy', memory: 64 }];
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { ...definition, containerDefinitions } });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [stopped(0, { containers })] });
    const { code, events } = await run();
    const chosen = await run({ exitCodeFrom: 'app' });
    expect([code, chosen.code]).toEqual([1, 0]);
    expect(events).toContainEqual({ code: 'log-not-followed', container: 'proxy' });
  });

  test('when it runs, if that is waited for', async () => {
    const { result, code } = await run({}, { waitFor: 'running' });
    expect([result.code, code]).toEqual(['running', 0]);
  });

  test('at the timeout it is stopped, unless it is to be kept', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [running] });
    const kept = await run({}, { timeoutSeconds: 60, keep: true });
    expect(kept.result).toMatchObject({ code: 'timed-out', stopping: 'kept' });
    expect(ecs.commandCalls(StopTaskCommand)).toHaveLength(0);
    const { result, code, seconds } = await run({}, { timeoutSeconds: 60 });
    expect(result).toMatchObject({ code: 'timed-out', stopping: true });
    expect(ecs.commandCalls(StopTaskCommand)).toHaveLength(1);
    expect(code).toBe(125);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  test('many are told to stop at once', async () => {
    let atOnce = 0;
    let most = 0;
    ecs.on(RunTaskCommand).callsFake(({ count }) => ({
      tasks: Array.from({ length: count }, (_, index) => ({ taskArn: arn.task(`t${index}`) })),
    }));
    ecs.on(DescribeTasksCommand).callsFake(({ tasks }) => ({
      tasks: tasks.map((taskArn: string) => ({ ...running, taskArn })),
    }));
    ecs.on(StopTaskCommand).callsFake(async () => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
      return {};
    });
    const { result } = await run({ count: 10 }, { timeoutSeconds: 60, clock: new VirtualClock() });
    expect(result).toMatchObject({ code: 'timed-out', stopping: true });
    expect([ecs.commandCalls(StopTaskCommand).length, most]).toEqual([10, 5]);
  });

  test('a task that is gone from view ends as unknown', async () => {
    ecs.on(DescribeTasksCommand).rejects(new ClusterNotFoundException({ message: 'gone', $metadata: {} }));
    const { result, code } = await run();
    expect(result.tasks[0]?.state).toMatchObject({ code: 'unknown' });
    expect(code).toBe(125);
  });
});

describe('an interruption', () => {
  const leave = (reason: string, when: RunTaskEvent['code']) => {
    const controller = new AbortController();
    const onEvent = ({ code }: RunTaskEvent) => code === when && controller.abort(reason);
    return { leave: controller.signal, onEvent };
  };

  test('detaches, and the task is left', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [running] });
    const { result, code } = await run({}, leave('detach', 'started'));
    expect([result.code, code]).toEqual(['left', 0]);
    expect(ecs.commandCalls(StopTaskCommand)).toHaveLength(0);
  });

  test('stops, and ends as the task ends', async () => {
    ecs.on(DescribeTasksCommand).callsFake(() => ({
      tasks: [ecs.commandCalls(StopTaskCommand).length > 0 ? stopped(143) : running],
    }));
    const { result, code } = await run({}, leave('stop', 'started'));
    expect([result.code, code]).toEqual(['stopped', 143]);
  });

  test('before ECS is asked starts nothing', async () => {
    const { result, code } = await run({}, leave('stop', 'fit'));
    expect(result).toMatchObject({ code: 'not-started', refusals: [{ code: 'left' }] });
    expect([started(), code]).toEqual([[], 125]);
  });
});

describe('when calls fail', () => {
  test('a start without an answer is repeated with the same token', async () => {
    ecs
      .on(RunTaskCommand)
      .rejectsOnce(fault())
      .rejectsOnce(fault())
      .resolves({ tasks: [{ taskArn: T1 }] });
    const { code } = await run();
    expect(started().map(({ clientToken }) => clientToken)).toEqual(['run-1-0', 'run-1-0', 'run-1-0']);
    expect(code).toBe(0);
  });

  test('a start that never gets an answer is looked for by its name', async () => {
    ecs.on(RunTaskCommand).rejects(fault());
    ecs.on(ListTasksCommand, { startedBy: 'run-1' }).resolves({ taskArns: [T1] });
    const { result } = await run();
    expect(result).toMatchObject({ code: 'stopped', missing: 0, refusals: [{ code: 'no-answer' }] });
  });

  test('looking goes on however often it fails', async () => {
    ecs.on(DescribeTasksCommand).rejects(fault());
    const failing = await run({}, { timeoutSeconds: 600 });
    expect(failing.result.code).toBe('timed-out');
    // Said once, not three hundred times.
    expect(failing.events.filter((event) => event.code === 'trouble' && event.doing === 'watching')).toHaveLength(1);
  });

  test('a cluster that may not be read is run in all the same', async () => {
    ecs.on(DescribeContainerInstancesCommand).rejects(fault());
    const { result, code } = await run();
    expect(result.fit).toBeUndefined();
    expect(code).toBe(0);
  });
});

describe('logs', () => {
  const page = (messages: readonly string[], nextForwardToken: string) => ({
    events: messages.map((message, index) => ({ message, timestamp: index })),
    nextForwardToken,
  });

  test('each line once and in order, the stream being late and the last lines after the stop', async () => {
    const pages = [page(['one', 'two'], 'a'), page([], 'a'), page(['three'], 'b'), page([], 'b'), page(['four'], 'c')];
    let calls = 0;
    logs.on(GetLogEventsCommand).callsFake(() => {
      if (calls++ === 0) throw new ResourceNotFoundException({ message: 'no stream', $metadata: {} });
      return pages.shift() ?? page([], 'c');
    });
    const { result, messages } = await run();
    expect(messages).toEqual(['one', 'two', 'three', 'four']);
    expect(result.logsComplete).toBe(true);
    expect(logs.commandCalls(GetLogEventsCommand)[0]?.args[0].input).toMatchObject({
      logGroupName: 'jobs',
      logStreamName: 'm/app/11111111',
    });
  });

  test('one that may not be read is said to be incomplete', async () => {
    logs.on(GetLogEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    const { result, code } = await run();
    expect([result.logsComplete, code]).toEqual([false, 0]);
  });
});
