import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';
import { type Ran, Stowage } from './stowage';

// `stowage run-task` as it is, against fakecloud's ECS and logs and real containers.

const LINES = 200;

inContainers('stowage run-task, with real containers', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.define('job');
  });
  afterAll(() => shop?.stop());

  const start = (args: readonly string[], on = {}) =>
    new Stowage(shop.environment, ['run-task', 'job', '--cluster', CLUSTER, ...args], on);
  const run = (...args: string[]): Promise<Ran> => start(args).ended;
  const running = async () => (await shop.ecs.listTasks({ cluster: CLUSTER })).taskArns!;
  const stopAll = async () => {
    for (const task of await running()) await shop.ecs.stopTask({ cluster: CLUSTER, task });
  };
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('');

  test('a container that exits with 3 gives 3, and its log comes in order and completely', async () => {
    const { code, out, err } = await run('--env', 'CODE=3', '--env', `LINES=${LINES}`, '--timeout', '2m');
    expect(err).toContain('app exited with 3');
    // fakecloud puts the name of the container before what it says.
    expect([code, out.replace(/^\[app\] /, '')]).toEqual([3, lines(LINES)]);
  });

  test('one that is not over at the timeout is stopped', async () => {
    const { code, err } = await run('--env', 'BUSY=1', '--timeout', '10s');
    expect(err).toContain('not ended after 10 s');
    expect(code).toBe(125);
    expect(await running()).toEqual([]);
  });

  test('of twelve tasks, more than one call starts, each runs once and its lines are told apart', async () => {
    const { code, out, err } = await run('--count', '12', '--timeout', '110s');
    expect(code).toBe(0);
    expect(err.match(/^started /gm)).toHaveLength(12);
    const said = out.trim().split('\n');
    const tasks = [...new Set(said.map((line) => line.slice(0, 8)))];
    const saidBy = (task: string) => said.filter((line) => line.startsWith(task)).map((line) => line.slice(-6));
    expect(tasks.map(saidBy)).toEqual(Array(12).fill(['line 0', 'line 1', 'line 2']));
  });

  test('--detach ends with 0 as soon as the task is accepted, and leaves it', async () => {
    const { code, err } = await run('--env', 'BUSY=1', '--detach');
    expect([code, err]).toEqual([0, expect.stringContaining('left running')]);
    expect(await running()).toHaveLength(1);
    await stopAll();
  });

  test('--wait-for running ends with 0 once the container runs, and leaves it', async () => {
    const { code } = await run('--env', 'BUSY=1', '--wait-for', 'running', '--timeout', '60s');
    const tasks = await running();
    const seen = await shop.ecs.describeTasks({ cluster: CLUSTER, tasks });
    expect([code, seen.tasks!.map(({ lastStatus }) => lastStatus)]).toEqual([0, ['RUNNING']]);
    await stopAll();
  });

  describe('an interruption', () => {
    test('in a pipeline stops the task', async () => {
      const job = start(['--env', 'BUSY=1']);
      await job.says(/ RUNNING /);
      job.interrupt();
      const { code, err } = await job.ended;
      expect([code, err]).toEqual([143, expect.stringContaining('app exited with 143')]);
      expect(await running()).toEqual([]);
    });

    test.each([
      ['s', 143, 0],
      ['d', 0, 1],
    ])('at a terminal asks; %s ends with %i and leaves %i task', async (answer, ends, left) => {
      const job = start(['--env', 'BUSY=1'], { onTerminal: true });
      await job.says(/ RUNNING /);
      job.type('\u0003');
      await job.says(/stop the tasks, or detach/);
      job.type(`${answer}\n`);
      const { code, out } = await job.ended;
      expect([code, out]).toEqual([ends, expect.stringContaining(left ? 'left running' : 'app exited with 143')]);
      expect(await running()).toHaveLength(left);
      await stopAll();
    });
  });

  test('a family that is not there is answered with the near name', async () => {
    const { code, err } = await new Stowage(shop.environment, ['run-task', 'jop', '--cluster', CLUSTER]).ended;
    expect([code, err]).toEqual([126, expect.stringContaining('did you mean job?')]);
  });
});
