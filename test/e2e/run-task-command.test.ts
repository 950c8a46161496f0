import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  ECSClient,
  ListTasksCommand,
  RegisterContainerInstanceCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { Podman } from './containers';
import { REGION, type RunningEmulator } from './emulator';
import { startFakecloud } from './fakecloud';
import { cleanEnvironment, freePort } from './process';

// `stowage run-task` as it is, against fakecloud's ECS and logs and real containers.

const folder = mkdtempSync(join(tmpdir(), 'stowage-run-task-command-'));
const LINES = 200;

let podman: Podman;
let running: RunningEmulator;
let ecs: ECSClient;
let environment: NodeJS.ProcessEnv;

const inContainers = spawnSync('podman', ['info'], { stdio: 'ignore' }).status === 0 ? describe : describe.skip;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function stowage(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const stowageCommand = join(__dirname, '..', '..', 'bin', 'stowage.ts');
    const child = spawn('node', ['--import', 'tsx', stowageCommand, 'run-task', ...args], { env: environment });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

inContainers('stowage run-task, with real containers', () => {
  beforeAll(async () => {
    const port = await freePort();
    const registry = `127.0.0.1:${port}`;
    podman = new Podman(folder, registry);
    running = await startFakecloud(podman.environment, 'podman', port);
    environment = {
      ...cleanEnvironment(),
      ...{ AWS_ENDPOINT_URL: running.endpoint, AWS_REGION: REGION },
      ...{ AWS_ACCESS_KEY_ID: 'stowage', AWS_SECRET_ACCESS_KEY: 'any' },
    };
    const credentials = { accessKeyId: 'stowage', secretAccessKey: 'any' };
    const settings = { endpoint: running.endpoint, region: REGION, credentials };
    const ecr = new ECRClient(settings);
    await ecr.send(new CreateRepositoryCommand({ repositoryName: 'job' }));
    const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
    const login = Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString();
    const script = `i=0; while [ $i -lt ${LINES} ]; do echo "line $i"; i=$((i + 1)); done; trap 'exit 143' TERM; [ -z "$BUSY" ] || while :; do :; done; exit "\${CODE:-0}"`;
    await podman.push(`${registry}/job:v1`, 'job', script, login);
    await new CloudWatchLogsClient(settings).send(new CreateLogGroupCommand({ logGroupName: 'jobs' }));
    ecs = new ECSClient(settings);
    await ecs.send(new CreateClusterCommand({ clusterName: 'Shop' }));
    await ecs.send(
      new RegisterContainerInstanceCommand({
        cluster: 'Shop',
        instanceIdentityDocument: JSON.stringify({ instanceId: 'i-0abc', region: REGION }),
        totalResources: [
          { name: 'CPU', type: 'INTEGER', integerValue: 2048 },
          { name: 'MEMORY', type: 'INTEGER', integerValue: 4096 },
        ],
        attributes: [
          { name: 'ecs.instance-type', value: 'm7g.large' },
          { name: 'ecs.availability-zone', value: `${REGION}a` },
        ],
      }),
    );
    const options = { 'awslogs-group': 'jobs', 'awslogs-region': REGION, 'awslogs-stream-prefix': 'job' };
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'job',
        containerDefinitions: [
          {
            ...{ name: 'app', image: `${registry}/job:v1`, command: ['job'], cpu: 128, memory: 64 },
            logConfiguration: { logDriver: 'awslogs', options },
          },
        ],
      }),
    );
  });

  afterAll(async () => {
    await running?.stop();
    await podman?.forget('job');
    rmSync(folder, { recursive: true, force: true });
  });

  const everyLine = Array.from({ length: LINES }, (_, index) => `line ${index}\n`).join('');

  test('a container that exits with 3 gives 3, and its log comes in order and completely', async () => {
    const { code, out, err } = await stowage('job', '--cluster', 'Shop', '--env', 'CODE=3', '--timeout', '2m');
    expect(err).toContain('app exited with 3');
    // fakecloud puts the name of the container before what it says.
    expect([code, out.replace(/^\[app\] /, '')]).toEqual([3, everyLine]);
  });

  test('one that is not over at the timeout is stopped', async () => {
    const { code, err } = await stowage('job', '--cluster', 'Shop', '--env', 'BUSY=1', '--timeout', '10s');
    expect(err).toContain('not ended after 10 s');
    expect(code).toBe(125);
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'Shop', desiredStatus: 'RUNNING' }));
    expect(taskArns).toEqual([]);
  });

  test('a family that is not there is answered with the near name', async () => {
    const { code, err } = await stowage('jop', '--cluster', 'Shop');
    expect([code, err]).toEqual([126, expect.stringContaining('did you mean job?')]);
  });
});
