import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentOf, type TroubleName, troubledAws } from '../bin/troubled-aws';
import { installed, type Ran, write } from './project';

/** Runs the installed command beside the server that it talks to; one that hangs is killed, and has no exit code. */
function stowage(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const { project } = installed();
  return new Promise((resolve) => {
    const child = spawn(join(project, 'node_modules', '.bin', 'stowage'), args, {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: project, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const shop = ['--cluster', 'Shop'];

const VERBS: readonly (readonly [args: readonly string[], first: string, unusable: number])[] = [
  [['watch', 'Web', ...shop], 'ecs:DescribeClusters', 2],
  [['diagnose', 'Shop'], 'ecs:DescribeClusters', 2],
  [['drain', 'i-1', ...shop, '--yes'], 'ecs:DescribeClusters', 2],
  [['teardown', 'Shop', '--yes'], 'cloudformation:DescribeStacks', 2],
  [['audit-images'], 'ecs:ListClusters', 2],
  [['run-task', 'web', ...shop], 'ecs:DescribeTaskDefinition', 125],
];

async function ranIn(trouble: TroubleName, args: readonly string[], first: string, env: NodeJS.ProcessEnv = {}) {
  const aws = await troubledAws({}, first, trouble);
  try {
    return await stowage(args, { ...environmentOf(aws.endpoint), ...env });
  } finally {
    await aws.close();
  }
}

test.each(VERBS)(
  '%p says in one line what is in the way',
  async (args, first, unusable) => {
    for (const trouble of ['denied', 'expired'] as const) {
      expect(await ranIn(trouble, args, first)).toEqual({
        code: unusable,
        stdout: '',
        stderr: expect.stringMatching(/^stowage: [^\n]+; [^\n]+\n$/),
      });
    }
  },
  60_000,
);

test('preflight too', async () => {
  write(
    'shop.yaml',
    'Resources: {Web: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: app, Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1, Memory: 64}]}}}\n',
  );
  const { code, stdout, stderr } = await ranIn(
    'expired',
    ['preflight', 'shop.yaml', '--region', 'eu-west-1'],
    'ecr:DescribeImages',
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^stowage: the credentials have expired[^\n]+\n$/);
}, 60_000);

test.each(VERBS)(
  '%p without credentials asks for them',
  async (args, first, unusable) => {
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    expect(await ranIn('denied', args, first, none)).toEqual({
      code: unusable,
      stdout: '',
      stderr: expect.stringMatching(/^stowage: (not started: )?no credentials for AWS: [^\n]+; [^\n]+\n$/),
    });
  },
  60_000,
);
