import { HANDLER_SOURCE } from '../../../lib/jobs/run-task/handler';
import { failing, How, inState, invoke, named, request, stopped, TASK, What, world } from './fake-lambda';

test('fits inline code with room to spare', () => {
  expect(HANDLER_SOURCE.length).toBeLessThan(5000);
});

describe('a task that ends well', () => {
  test('is run once, with the request as its token, and answered for', async () => {
    const w = world({ describeTasks: [inState('PROVISIONING'), inState('RUNNING'), stopped({ app: 0 })] });
    await invoke(w, request('Create'));
    expect(named(w, 'runTask')).toEqual([
      {
        cluster: 'the-cluster',
        capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }],
        taskDefinition: 'migrate:1',
        startedBy: '6f2c-uuid/Migration0A1B',
        clientToken: 'request-1',
        count: 1,
      },
    ]);
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: '6f2c-uuid/Migration0A1B' }]);
  });

  test('is not found at first, and the look-up may fail', async () => {
    const describeTasks = [{ tasks: [] }, failing('ThrottlingException'), stopped({ app: 0 })];
    const w = world({ describeTasks });
    await invoke(w, request('Create'));
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('keeps its physical id in an update, so that nothing is deleted', async () => {
    const w = world({ describeTasks: [stopped({ app: 0 })] });
    await invoke(w, request('Update', { OldResourceProperties: { What: What(0), How: How() } }));
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'given-before' }]);
  });

  test('a container that is not essential may fail', async () => {
    const w = world({ describeTasks: [stopped({ app: 0, sidecar: 9 })] });
    await invoke(w, request('Create'));
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });
});

describe('a task that ends badly', () => {
  const failureOf = async (describeTasks: object[], how: object = {}, replies: Record<string, object[]> = {}) => {
    const w = world({ describeTasks, ...replies });
    await invoke(w, request('Create', { ResourceProperties: { What: What(1), How: How(how) } }));
    expect(w.answers).toHaveLength(1);
    expect(w.answers[0]!.Status).toBe('FAILED');
    return { reason: w.answers[0]!.Reason, world: w };
  };

  test('exit code 3, with the last lines of its log', async () => {
    const { reason, world: w } = await failureOf(
      [stopped({ app: 3 })],
      { logs: { app: ['the-group', 'the-prefix'] } },
      { getLogEvents: [{ events: [{ message: 'connecting' }, { message: 'no such table' }] }] },
    );
    expect(reason).toContain('app exited with 3');
    expect(reason).toContain('no such table');
    expect(named(w, 'getLogEvents')).toEqual([
      { logGroupName: 'the-group', logStreamName: 'the-prefix/app/0123', limit: 10 },
    ]);
  });

  test('no exit code, with the reasons of ECS, also when there is no log', async () => {
    const { reason } = await failureOf(
      [stopped({ app: undefined }, { stoppedReason: 'CannotPullContainerError: not found' })],
      {},
      { getLogEvents: [failing('ResourceNotFoundException')] },
    );
    expect(reason).toContain('app has no exit code');
    expect(reason).toContain('CannotPullContainerError');
  });

  test('a judged container that ECS does not report', async () => {
    expect((await failureOf([stopped({})])).reason).toContain('app has no exit code');
  });

  test('one of several essential containers', async () => {
    const { reason } = await failureOf([stopped({ app: 0, other: 137 })], { judged: ['app', 'other'] });
    expect(reason).toContain('other exited with 137');
    expect(reason).not.toContain('app exited');
  });

  test('a long log is cut at its beginning, to a size that CloudFormation takes', async () => {
    const { reason } = await failureOf(
      [stopped({ app: 1 })],
      { logs: { app: ['the-group', 'the-prefix'] } },
      { getLogEvents: [{ events: [{ message: 'first'.padEnd(9000, '.') }, { message: 'the last words' }] }] },
    );
    expect(reason.length).toBeLessThanOrEqual(1000);
    expect(reason).toContain('app exited with 1');
    expect(reason).toMatch(/the last words$/);
  });

  test.each([
    ['PROVISIONING', 'no instance took it'],
    ['PENDING', 'its containers did not start'],
    ['RUNNING', 'RUNNING'],
  ])('still %s at the timeout: it is stopped', async (status, why) => {
    const { reason, world: w } = await failureOf([inState(status)]);
    expect(reason).toContain(why);
    expect(reason).toContain('600 s');
    expect(named(w, 'stopTask')).toMatchObject([{ cluster: 'the-cluster', task: TASK }]);
    expect(w.now).toBeGreaterThanOrEqual(600);
    expect(w.now).toBeLessThan(610);
  });

  test('never described: not even its absence of state is a success', async () => {
    expect((await failureOf([{ tasks: [] }])).reason).toContain('UNSEEN');
  });

  test('ECS that starts nothing says why', async () => {
    const failures = [{ reason: 'RESOURCE:MEMORY', arn: 'arn:aws:ecs:eu-west-1:111122223333:container-instance/1' }];
    const { reason } = await failureOf([], {}, { runTask: [{ tasks: [], failures }] });
    expect(reason).toContain('RESOURCE:MEMORY');
    expect(reason).toContain('container-instance/1');
  });

  test('a mistake in the request is not tried again, and what was started is stopped', async () => {
    const { reason, world: w } = await failureOf(
      [inState('STOPPED')],
      {},
      { runTask: [failing('InvalidParameterException', 'bad subnets')], listTasks: [{ taskArns: [TASK] }] },
    );
    expect(reason).toBe('InvalidParameterException: bad subnets');
    expect(named(w, 'runTask')).toHaveLength(1);
    expect(named(w, 'stopTask')).toMatchObject([{ task: TASK }]);
  });
});

describe('permissions of a new role', () => {
  test('may take some seconds', async () => {
    const refused = failing('AccessDeniedException');
    const w = world({
      runTask: [refused, refused, { tasks: [{ taskArn: TASK }] }],
      describeTasks: [stopped({ app: 0 })],
    });
    await invoke(w, request('Create'));
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(new Set(named(w, 'runTask').map(({ clientToken }) => clientToken))).toEqual(new Set(['request-1']));
  });

  test('are not waited for without end', async () => {
    const w = world({ runTask: [failing('AccessDeniedException')] });
    await invoke(w, request('Create'));
    expect(w.answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(w.now).toBeLessThan(120);
  });
});

describe('never twice for one change', () => {
  test('a retried invocation asks with the same token', async () => {
    const w = world({ describeTasks: [stopped({ app: 0 })] });
    await invoke(w, request('Create'));
    await invoke(w, request('Create'));
    expect(named(w, 'runTask').map(({ clientToken }) => clientToken)).toEqual(['request-1', 'request-1']);
  });

  test('an update that changes only how it runs runs nothing', async () => {
    const w = world();
    await invoke(w, request('Update', { OldResourceProperties: { What: What(1), How: How({ seconds: 60 }) } }));
    expect(named(w, 'runTask')).toEqual([]);
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('a rollback to the version before runs nothing', async () => {
    const w = world();
    w.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await invoke(w, request('Update', { OldResourceProperties: { What: What(2), How: How() } }));
    expect(named(w, 'describeStacks')).toEqual([{ StackName: expect.stringContaining('stack/Shop') }]);
    expect(named(w, 'runTask')).toEqual([]);
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });
});

describe('a task that outlives an invocation', () => {
  test('is handed on with its deadline, and is not started again', async () => {
    const first = world({ describeTasks: [inState('RUNNING')] });
    first.invocationEnds = 300;
    await invoke(first, request('Create'));
    expect(first.answers).toEqual([]);
    expect(first.now).toBeLessThanOrEqual(300);
    const [{ FunctionName, InvocationType, Payload }] = named(first, 'invoke') as [Record<string, string>];
    expect({ FunctionName, InvocationType }).toEqual({ FunctionName: 'the-function', InvocationType: 'Event' });

    const second = world({ describeTasks: [inState('RUNNING'), stopped({ app: 0 })] });
    second.now = 300;
    second.invocationEnds = 1200;
    await invoke(second, JSON.parse(Payload!));
    expect(named(second, 'runTask')).toEqual([]);
    expect(second.answers).toMatchObject([{ Status: 'SUCCESS' }]);

    const late = world({ describeTasks: [inState('RUNNING')] });
    late.now = 599;
    late.invocationEnds = 1500;
    await invoke(late, JSON.parse(Payload!));
    expect(late.answers).toMatchObject([{ Status: 'FAILED' }]);
    expect(late.now).toBeLessThan(610);
  });
});

describe('deletion', () => {
  test('stops what was started by this resource and waits until it has stopped', async () => {
    const w = world({
      listTasks: [{ taskArns: [TASK] }],
      describeTasks: [inState('DEPROVISIONING'), inState('STOPPED')],
    });
    await invoke(w, request('Delete'));
    expect(named(w, 'listTasks')).toEqual([{ cluster: 'the-cluster', startedBy: '6f2c-uuid/Migration0A1B' }]);
    expect(named(w, 'stopTask')).toMatchObject([{ task: TASK }]);
    expect(named(w, 'describeTasks')).toHaveLength(2);
    expect(w.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'given-before' }]);
  });

  test('has nothing to do when nothing runs, or when the cluster is gone', async () => {
    for (const listTasks of [[{ taskArns: [] }], [failing('ClusterNotFoundException')]]) {
      const w = world({ listTasks });
      await invoke(w, request('Delete'));
      expect(named(w, 'stopTask')).toEqual([]);
      expect(w.answers).toMatchObject([{ Status: 'SUCCESS' }]);
    }
  });

  test('says when it could not stop a task', async () => {
    const w = world({ listTasks: [failing('AccessDeniedException', 'not yours')] });
    await invoke(w, request('Delete'));
    expect(w.answers).toMatchObject([{ Status: 'FAILED', Reason: 'AccessDeniedException: not yours' }]);
  });
});
