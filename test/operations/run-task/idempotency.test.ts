import {
  ConflictException,
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  type RunTaskCommandInput,
  ServerException,
} from '@aws-sdk/client-ecs';
import { arn } from '../test-clients';
import { aQuietRun, ecs, stopped, T1 } from './answers';
import { run } from './run';

beforeEach(aQuietRun);

/** ECS as it remembers tokens: the same request gets the same tasks, another one a conflict. */
function rememberingEcs() {
  const known = new Map<string, { readonly request: string; readonly taskArns: readonly string[] }>();
  const tasks: string[] = [];
  ecs.on(RunTaskCommand).callsFake((input: RunTaskCommandInput) => {
    const request = JSON.stringify({ ...input, clientToken: '' });
    const before = known.get(input.clientToken!);
    if (before && before.request !== request) {
      throw new ConflictException({ message: 'in use', resourceIds: [...before.taskArns], $metadata: {} });
    }
    const taskArns =
      before?.taskArns ?? Array.from({ length: input.count! }, (_, i) => arn.task(`${input.clientToken}${i}`));
    known.set(input.clientToken!, { request, taskArns });
    if (!before) tasks.push(...taskArns);
    return { tasks: taskArns.map((taskArn) => ({ taskArn })), failures: [] };
  });
  ecs.on(DescribeTasksCommand).callsFake(({ tasks: named }) => ({
    tasks: named.map((taskArn: string) => stopped(3, { taskArn })),
  }));
  return tasks;
}

describe('the same command again, as a pipeline retries it', () => {
  test('finds the tasks that it started, and ends as they end', async () => {
    const tasks = rememberingEcs();
    const first = await run({ clientToken: 'build-7', count: 12 }, { waitFor: 'started' });
    const again = await run({ clientToken: 'build-7', count: 12 });
    expect(tasks).toHaveLength(12);
    expect(again.result.tasks.map(({ taskArn }) => taskArn)).toEqual(first.result.tasks.map(({ taskArn }) => taskArn));
    expect([first.code, again.code]).toEqual([0, 3]);
  });

  test('without a token of its own starts anew', async () => {
    const tasks = rememberingEcs();
    await run({ clientToken: 'build-7' }, { waitFor: 'started' });
    await run({ clientToken: 'build-8' }, { waitFor: 'started' });
    expect(tasks).toHaveLength(2);
  });

  test('with something else to run starts nothing, and names what the token has started', async () => {
    const tasks = rememberingEcs();
    await run({ clientToken: 'build-7' }, { waitFor: 'started' });
    const { result, code } = await run({ clientToken: 'build-7', overrides: { container: { command: ['down'] } } });
    expect(tasks).toHaveLength(1);
    expect(result).toMatchObject({ code: 'not-started', refusals: [{ code: 'token-taken', taskArns: tasks }] });
    expect(code).toBe(125);
  });

  test('a conflict after a call without an answer is not asked again', async () => {
    ecs
      .on(RunTaskCommand)
      .rejectsOnce(new ServerException({ message: 'later', $metadata: { httpStatusCode: 500 } }))
      .rejects(new ConflictException({ message: 'in use', resourceIds: [T1], $metadata: {} }));
    const { result } = await run();
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(2);
    expect(result.refusals).toEqual([{ code: 'token-taken', taskArns: [T1] }]);
  });
});

describe('tasks of a start without an answer', () => {
  beforeEach(() => {
    ecs.on(RunTaskCommand).rejects(new ServerException({ message: 'later', $metadata: { httpStatusCode: 500 } }));
  });

  test('are found also when they have ended: ECS lists those by their family only', async () => {
    const other = arn.task('22222222');
    ecs.on(ListTasksCommand, { family: 'migrate', desiredStatus: 'STOPPED' }).resolves({ taskArns: [T1, other] });
    ecs
      .on(DescribeTasksCommand)
      .resolves({ tasks: [stopped(3, { startedBy: 'run-1' })] })
      .on(DescribeTasksCommand, { tasks: [T1, other] })
      .resolves({
        tasks: [stopped(3, { startedBy: 'run-1' }), stopped(0, { taskArn: other, startedBy: 'somebody' })],
      });
    const { result, code } = await run();
    expect(result.tasks.map(({ taskArn }) => taskArn)).toEqual([T1]);
    expect([result.missing, code]).toEqual([0, 3]);
  });

  test('are found on every page', async () => {
    ecs.on(ListTasksCommand, { startedBy: 'run-1' }).resolves({ taskArns: [], nextToken: 'more' });
    ecs.on(ListTasksCommand, { startedBy: 'run-1', nextToken: 'more' }).resolves({ taskArns: [T1] });
    expect((await run()).result).toMatchObject({ missing: 0, code: 'stopped' });
  });

  test('are not looked for by a name that other runs may have', async () => {
    ecs.on(ListTasksCommand, { startedBy: 'nightly' }).resolves({ taskArns: [T1] });
    const { result, code } = await run({ startedBy: 'nightly' });
    expect(result).toMatchObject({ code: 'not-started', missing: 1, refusals: [{ code: 'no-answer' }] });
    expect(code).toBe(125);
  });
});

test('tasks carry a name of their own where one is given', async () => {
  await run({ startedBy: 'ci/migrate' }, { waitFor: 'started' });
  expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input).toMatchObject({
    ...{ startedBy: 'ci/migrate', clientToken: 'run-1-0' },
  });
});

test.each([
  ['a token that ECS would not take with the number of a batch', { clientToken: 'x'.repeat(63) }],
  ['a token that cannot be the name of tasks', { clientToken: 'run:1' }],
  ['a name that ECS would not take', { startedBy: 'a b' }],
])('%s is refused', async (_, request) => {
  await expect(run(request)).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
});

test('with a name of its own a token may be of any visible characters', async () => {
  await run({ clientToken: 'run:1!', startedBy: 'ci' }, { waitFor: 'started' });
  expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input.clientToken).toBe('run:1!-0');
});
