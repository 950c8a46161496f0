import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastTime } from './fast-time';
import { runLive } from './run';
import { SHOP, SHOP_TEMPLATE } from './shop';
import { environmentOf, troubledAws } from './troubled-aws';

// A server that takes a request and never answers: without limits of its own the SDK would wait for ever.

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'stowage-silent-'));
const template = join(folder, 'shop.yaml');
writeFileSync(template, SHOP_TEMPLATE);
afterAll(() => rmSync(folder, { recursive: true }));

const TIMES = 40;

/** Seconds after which one call is given up, here without the repetitions of the SDK. */
const CALL = 20;
/** Of a busy machine, which does all else as slowly as ever: a second of it. */
const SLACK = TIMES;

// What is loaded first is not part of it.
beforeAll(async () => {
  await ranWhere(undefined, ['audit-images'], 1);
  await ranWhere(undefined, ['teardown', 'Shop'], 1);
});

async function ranWhere(silent: string | undefined, args: readonly string[], times: number) {
  const aws = await troubledAws(SHOP, silent, 'silence');
  const before = { ...process.env };
  Object.assign(process.env, environmentOf(aws.endpoint));
  const passed = fastTime(times);
  try {
    const ran = await runLive(args);
    return { ...ran, called: aws.called, seconds: passed() };
  } finally {
    process.env = before;
    jest.restoreAllMocks();
    await aws.close();
  }
}

const shop = ['--cluster', 'Shop'];

test.each([
  [['diagnose', 'Shop'], 'ecs:DescribeClusters', 2, CALL],
  // Once AWS has answered something, it is asked again.
  [['diagnose', 'Shop'], 'ecs:ListServices', 2, 3 * CALL],
  [['drain', 'i-1', ...shop, '--yes'], 'ecs:DescribeClusters', 2, CALL],
  [['drain', 'i-1', ...shop, '--yes'], 'ecs:ListContainerInstances', 2, CALL],
  [['teardown', 'Shop', '--yes'], 'cloudformation:DescribeStacks', 2, CALL],
  [['audit-images'], 'ecs:ListClusters', 2, CALL],
  [['audit-images'], 'ecr:DescribeRepositories', 2, CALL],
  [['preflight', template, '--region', 'eu-west-1'], 'ecr:DescribeImages', 2, CALL],
  [['run-task', 'web', ...shop, '--timeout', '5'], 'ecs:DescribeTaskDefinition', 125, 5],
  [['run-task', 'web', ...shop, '--timeout', '5'], 'ecs:RunTask', 125, 5],
  [['watch', 'Web', ...shop, '--timeout', '5'], 'ecs:DescribeClusters', 1, 5],
  [['watch', 'Web', ...shop, '--timeout', '5'], 'ecs:DescribeServices', 1, 5],
] as const)('%p ends where %s is never answered', async (args, action, code, bound) => {
  const { seconds, out, err, called, ...ran } = await ranWhere(action, args, TIMES);
  expect(called).toContain(action);
  expect(ran.code).toBe(code);
  expect(seconds).toBeLessThan(bound + SLACK);
  expect(out + err).toMatch(
    /got no answer[^\n]*; [^\n]+\n(stowage: [^\n]*; [^\n]+\n)?$|took longer than[^\n]*; [^\n]+\n$/,
  );
  expect(out + err).not.toMatch(/\.; |undefined|unexpected failure/);
});
