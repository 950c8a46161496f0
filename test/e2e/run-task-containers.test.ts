import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';

// What `stowage run-task` overrides, container by container, in real containers.

inContainers('stowage run-task of two containers', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.define('pair', { name: 'app' }, {}, [{ name: 'worker', essential: false, logConfiguration: undefined }]);
  });
  afterAll(() => shop?.stop());

  const run = (...args: string[]) =>
    shop.stowage('run-task', 'pair', '--cluster', CLUSTER, '--timeout', '110s', ...args);
  // fakecloud writes the log of every container to the first stream of the task, each after the container's name.
  const saidBy = (container: string, out: string) =>
    out
      .match(new RegExp(`(?<=^\\[${container}\\] )[^[]*`, 'm'))?.[0]
      .trimEnd()
      .split('\n');
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

  test('each gets its own environment; the essential one decides, and what is not followed is said', async () => {
    const worker = ['--container', 'worker', '--env', 'LINES=2', '--env', 'CODE=5'];
    const app = ['--container', 'app', '--env', 'LINES=4', '--env', 'CODE=3', '--env', 'BUSY='];
    const { code, out, err } = await run(...worker, ...app);
    expect(err).toContain('app exited with 3');
    expect(err).toContain('the log of worker is not followed');
    expect(code).toBe(3);
    expect(saidBy('app', out)).toEqual(lines(4));
    expect(saidBy('worker', out)).toEqual(lines(2));
  });

  test('COMMAND is for the container that needs no name', async () => {
    const { code, out } = await run('--', 'sh', '-c', 'echo "as told"; exit 4');
    expect([code, saidBy('app', out)]).toEqual([4, ['as told']]);
  });

  test('a container that is not there is refused with the near name', async () => {
    const { code, err } = await run('--container', 'worke', '--env', 'A=1');
    expect([code, err]).toEqual([126, expect.stringContaining('did you mean worker?')]);
  });

  test('several of them: the exit code is the first that is not 0, and --format json tells each', async () => {
    const { code, out, err } = await run('--count', '3', '--env', 'CODE=7', '--format', 'json');
    const told = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { result, exitCode } = told.at(-1);
    expect([code, exitCode, err]).toEqual([7, 7, '']);
    expect(result.tasks.map((task: { state: object }) => task.state)).toEqual(
      Array(3).fill(expect.objectContaining({ code: 'exited', exitCode: 7, container: 'app' })),
    );
    const logged = told.filter((line) => line.code === 'log');
    expect(new Set(logged.map((line) => line.taskArn)).size).toBe(3);
  });
});
