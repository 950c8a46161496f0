import { Aspects, CfnParameter, Duration, type IAspect, Size, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { IConstruct } from 'constructs';
import {
  attribute,
  commandHealth,
  dockerVolume,
  ebsVolume,
  efsVolume,
  ephemeralVolume,
  fireLens,
  hostPath,
  httpHealth,
  parameterValue,
  secretValue,
  TaskDefinition,
} from '../../lib/task';
import { templateOf, testApp, testStack } from '../synth';
import { define, defineContainer, plain, rendered, statements } from './define';

test('a task definition with everything', () => {
  const stack = testStack();
  const fileSystem = new efs.FileSystem(stack, 'Files', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) });
  const accessPoint = fileSystem.addAccessPoint('Uploads');
  new TaskDefinition(stack, 'Web', {
    networkMode: 'awsvpc',
    architecture: 'arm64',
    cpuUnits: 2048,
    memoryMiB: 4096,
    volumes: {
      uploads: efsVolume(fileSystem, { accessPoint }),
      index: ebsVolume({ size: Size.gibibytes(20) }),
      cache: dockerVolume(),
      certificates: hostPath('/etc/pki'),
      scratch: ephemeralVolume(),
    },
    placementConstraints: [attribute('ecs.instance-type').matches('m7g.*')],
    retainRevisions: true,
    containers: {
      app: {
        ...plain,
        ports: { http: 8080, media: { range: [9000, 9010], protocol: 'udp' } },
        mounts: {
          uploads: '/srv/uploads',
          index: '/srv/index',
          cache: '/srv/cache',
          certificates: { path: '/etc/pki', readOnly: true },
          scratch: '/tmp',
        },
        readonlyRootFilesystem: true,
        dependsOn: { migrate: 'SUCCESS', router: 'START', cache: 'HEALTHY' },
        environment: { STAGE: 'prod' },
        secrets: {
          DB: secretValue('arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf', { field: 'password' }),
          TOKEN: parameterValue(StringParameter.fromStringParameterName(stack, 'Token', '/shop/token')),
        },
        healthCheck: httpHealth({ port: 'http', path: '/health', startup: Duration.seconds(30) }),
        logging: fireLens({ output: { Name: 'cloudwatch_logs' } }),
        restartPolicy: { ignoredExitCodes: [0] },
        linux: { tmpfs: { '/run': { sizeMiB: 16 } } },
        ulimits: { nofile: 65_536 },
      },
      migrate: { ...plain, command: ['migrate'], essential: false },
      cache: { ...plain, healthCheck: commandHealth(['redis-cli', 'ping'], { startup: Duration.seconds(5) }) },
      router: { ...plain, logRouter: { type: 'fluentbit' } },
    },
  });
  const template = templateOf(stack)['Resources'] as Record<string, unknown>;
  const own = Object.entries(template).filter(([id]) => id.startsWith('Web'));
  expect(Object.fromEntries(own)).toMatchSnapshot();
});

test('the smallest task definition', () => {
  expect(templateOf(define().stack)['Resources']).toMatchSnapshot();
});

describe('roles', () => {
  test('are two, of which the one of the application has no permission', () => {
    const { stack } = define();
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 2);
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::IAM::Policy',
      { Roles: [{ Ref: Match.stringLikeRegexp('TaskTaskRole') }] },
      0,
    );
  });

  test('may be given', () => {
    const stack = testStack();
    const role = (id: string) => iam.Role.fromRoleArn(stack, id, `arn:aws:iam::123456789012:role/${id}`);
    const task = define({ taskRole: role('App'), executionRole: role('Agent') }, stack);
    expect(rendered(task)).toMatchObject({
      TaskRoleArn: 'arn:aws:iam::123456789012:role/App',
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/Agent',
    });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  });

  test('let the agent pull from the repository that is used, and from no other', () => {
    const stack = testStack();
    const repository = new ecr.Repository(stack, 'Images');
    defineContainer({ image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') }, {}, stack);
    const pull = statements(stack).find(({ Action }) => JSON.stringify(Action).includes('ecr:BatchGetImage'))!;
    expect(pull['Resource']).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Images/), 'Arn'] });
  });
});

test('states the architecture where it is known, on the L2 as well', () => {
  const task = define({ architecture: 'arm64' });
  expect(rendered(task)['RuntimePlatform']).toEqual({ CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' });
  expect(task.runtimePlatform?.cpuArchitecture).toEqual(ecs.CpuArchitecture.ARM64);
  expect(rendered(define())['RuntimePlatform']).toBeUndefined();
  expect(define().runtimePlatform).toBeUndefined();
});

test.each(['awsvpc', 'bridge', 'host', 'none'])('renders network mode %s', (networkMode) => {
  const task = define({ networkMode });
  expect(rendered(task)).toMatchObject({ NetworkMode: networkMode, RequiresCompatibilities: ['EC2'] });
  expect(task.networkMode).toBe(networkMode);
});

test('renders the shared namespaces and the family', () => {
  expect(rendered(define({ pidMode: 'task', ipcMode: 'host', family: 'web' }))).toMatchObject({
    PidMode: 'task',
    IpcMode: 'host',
    Family: 'web',
  });
});

test('keeps revisions only when asked to', () => {
  const resourceOf = (task: ecs.TaskDefinition) =>
    Object.values(Template.fromStack(task.stack).findResources('AWS::ECS::TaskDefinition'))[0]!;
  expect(resourceOf(define({ retainRevisions: true }))).toMatchObject({
    UpdateReplacePolicy: 'Retain',
    DeletionPolicy: 'Retain',
  });
  expect(resourceOf(define())['UpdateReplacePolicy']).toBeUndefined();
});

test('tells the longest start-up of its containers', () => {
  const health = (seconds: number) => ({
    ...plain,
    healthCheck: commandHealth(['true'], { startup: Duration.seconds(seconds) }),
  });
  const task = define({ containers: { a: health(10), b: health(60), c: plain } });
  expect(task.startupBudget?.toSeconds()).toBe(60);
  expect(define().startupBudget).toBeUndefined();
  const stack = testStack();
  const open = Duration.seconds(new CfnParameter(stack, 'Startup', { type: 'Number' }).valueAsNumber);
  const app = { ...plain, healthCheck: commandHealth(['true'], { startup: open }) };
  expect(define({ containers: { app, b: health(60) } }, stack).startupBudget?.isUnresolved()).toBe(true);
});

/** What keeps the L2 from warning. */
const quiet = { minHealthyPercent: 100, circuitBreaker: { rollback: true } };

const clusterIn = (stack: Stack) =>
  ecs.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'shop',
    vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }),
  });

describe('as an L2', () => {
  test('runs in a plain service, with its default container', () => {
    const stack = testStack();
    const task = defineContainer({ ports: { http: 80 } }, {}, stack);
    new ecs.Ec2Service(stack, 'Service', { cluster: clusterIn(stack), taskDefinition: task, ...quiet });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      TaskDefinition: { Ref: Match.stringLikeRegexp('^Task') },
    });
    expect(task.defaultContainer?.containerName).toBe('app');
  });

  test('takes aspects, tags, and grants to run it', () => {
    const stack = testStack();
    const task = define({}, stack);
    const seen: string[] = [];
    const aspect: IAspect = { visit: (node: IConstruct) => void seen.push(node.node.path) };
    Aspects.of(stack).add(aspect);
    Tags.of(task).add('team', 'shop');
    task.grantRun(new iam.Role(stack, 'Runner', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(rendered(task)['Tags']).toEqual([{ Key: 'team', Value: 'shop' }]);
    expect(seen).toContain('Test/Task/app');
    const actions = statements(stack).map(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(['ecs:RunTask', 'iam:PassRole']));
  });

  test('takes extensions and more containers', () => {
    const task = define();
    task.addExtension({
      extend: (definition) => void definition.addContainer('xray', { image: plain.image, memoryReservationMiB: 32 }),
    });
    expect(Array.from(rendered(task)['ContainerDefinitions']!, ({ Name }) => Name)).toEqual(['app', 'xray']);
  });
});

test('works in one stack and is used from another', () => {
  const app = testApp();
  const task = define({}, new Stack(app, 'Tasks'));
  const other = new Stack(app, 'Services');
  const cluster = clusterIn(other);
  new ecs.Ec2Service(other, 'Service', { cluster, taskDefinition: task, ...quiet });
  Template.fromStack(other).resourceCountIs('AWS::ECS::Service', 1);
  expect(task.stack.dependencies).toEqual([]);
});
