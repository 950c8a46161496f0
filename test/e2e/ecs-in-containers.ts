import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ECR } from '@aws-sdk/client-ecr';
import {
  type ContainerDefinition,
  type CreateServiceCommandInput,
  ECS,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { answerAdaptations } from './answers/adaptations';
import { startProxy } from './answers/proxy';
import { Podman } from './containers';
import { ACCOUNT, REGION } from './emulator';
import { startFakecloud } from './fakecloud';
import { cleanEnvironment, freePort } from './process';
import { type Ran, Stowage } from './stowage';

/** Tests with containers, shown as skipped where podman does not work. */
export const inContainers: jest.Describe =
  spawnSync('podman', ['info'], { stdio: 'ignore' }).status === 0 ? describe : describe.skip;

const CREDENTIALS = { accessKeyId: 'stowage', secretAccessKey: 'any' };
export const CLUSTER = 'Shop';

/** Says as many lines as LINES, then ends with CODE; with BUSY set it goes on until it is told to stop. */
const PROGRAM = `
i=0; while [ $i -lt "\${LINES:-3}" ]; do echo "line $i"; i=$((i + 1)); done
trap 'exit 143' TERM
while [ -n "$BUSY" ]; do sleep 0.2; done
exit "\${CODE:-0}"`;

/** fakecloud with a cluster whose tasks are real containers, and the command pointed at it. */
export class EcsInContainers {
  private constructor(
    private readonly folder: string,
    private readonly stops: readonly (() => unknown)[],
    readonly podman: Podman,
    /** Points a program at fakecloud, by way of the adaptations. */
    readonly environment: NodeJS.ProcessEnv,
    /** The same for clients of the SDK. */
    readonly settings: { readonly endpoint: string; readonly region: string; readonly credentials: typeof CREDENTIALS },
    readonly ecs: ECS,
    readonly ecr: ECR,
    /** Host and port of the registry. */
    readonly registry: string,
  ) {}

  static async start(): Promise<EcsInContainers> {
    const folder = mkdtempSync(join(tmpdir(), 'stowage-ecs-'));
    const port = await freePort();
    const registry = `127.0.0.1:${port}`;
    const podman = new Podman(folder, registry);
    const fakecloud = await startFakecloud(podman.environment, 'podman', port);
    const proxy = await startProxy(fakecloud.endpoint, answerAdaptations());
    const environment = {
      ...cleanEnvironment(),
      ...{ AWS_ENDPOINT_URL: proxy.endpoint, AWS_REGION: REGION },
      ...{ AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey },
    };
    const settings = { endpoint: proxy.endpoint, region: REGION, credentials: CREDENTIALS };
    const [ecs, ecr] = [new ECS(settings), new ECR(settings)];
    const stops = [proxy.stop, fakecloud.stop];
    const started = new EcsInContainers(folder, stops, podman, environment, settings, ecs, ecr, registry);
    await new CloudWatchLogsClient(settings).send(new CreateLogGroupCommand({ logGroupName: 'jobs' }));
    await ecr.createRepository({ repositoryName: 'job' });
    await started.push('job', 'v1');
    await ecs.createCluster({ clusterName: CLUSTER });
    return started;
  }

  async stop(): Promise<void> {
    for (const stop of this.stops) await stop();
    await this.podman.forget('job');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Pushes an image of the program that is unlike that of any other tag. */
  async push(repositoryName: string, tag: string): Promise<void> {
    const { authorizationData } = await this.ecr.getAuthorizationToken({});
    const login = Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString();
    await this.podman.push(`${this.registry}/${repositoryName}:${tag}`, 'job', `# ${tag}${PROGRAM}`, login);
  }

  /** Registers an instance as its agent would. */
  async addInstance(instanceId: string, zone: string, attributes: Readonly<Record<string, string>> = {}) {
    const all = { 'ecs.instance-type': 'm7g.large', 'ecs.availability-zone': `${REGION}${zone}`, ...attributes };
    await this.ecs.registerContainerInstance({
      cluster: CLUSTER,
      instanceIdentityDocument: JSON.stringify({ instanceId, region: REGION }),
      totalResources: [
        { name: 'CPU', type: 'INTEGER', integerValue: 2048 },
        { name: 'MEMORY', type: 'INTEGER', integerValue: 7680 },
        { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2376', '2375', '51678', '51679'] },
        { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
      ],
      attributes: Object.entries(all).map(([name, value]) => ({ name, value })),
    });
  }

  /** A task definition of one container or several, each of which writes its log to CloudWatch. */
  async define(
    family: string,
    container: Partial<ContainerDefinition> = {},
    rest: Partial<RegisterTaskDefinitionCommandInput> = {},
    others: readonly Partial<ContainerDefinition>[] = [],
  ): Promise<void> {
    const options = { 'awslogs-group': 'jobs', 'awslogs-region': REGION, 'awslogs-stream-prefix': family };
    await this.ecs.registerTaskDefinition({
      family,
      containerDefinitions: [container, ...others].map((one) => ({
        ...{ name: 'app', image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/job:v1`, command: ['job'] },
        ...{ cpu: 128, memory: 64, logConfiguration: { logDriver: 'awslogs', options } },
        ...one,
      })),
      ...rest,
    });
  }

  async serve(serviceName: string, taskDefinition: string, rest: Partial<CreateServiceCommandInput> = {}) {
    await this.ecs.createService({
      ...{ cluster: CLUSTER, serviceName, taskDefinition, desiredCount: 1, launchType: 'EC2' },
      ...rest,
    });
  }

  /** Ids of the containers of the tasks that a service runs. */
  async containersOf(serviceName: string): Promise<readonly string[]> {
    const { taskArns: tasks = [] } = await this.ecs.listTasks({ cluster: CLUSTER, serviceName });
    if (tasks.length === 0) return [];
    const described = await this.ecs.describeTasks({ cluster: CLUSTER, tasks });
    return described.tasks!.flatMap(({ containers }) => containers!.map(({ runtimeId }) => runtimeId!));
  }

  /** Runs the command to its end. */
  stowage(...args: string[]): Promise<Ran> {
    return new Stowage(this.environment, args).ended;
  }
}
