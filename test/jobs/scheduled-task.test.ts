import { Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Schedule, ScheduleExpression, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { RunTask, ScheduledTask } from '../../lib/jobs';
import { ebsVolume, TaskDefinition } from '../../lib/task';
import { misuseOf } from '../misuse';
import { testApp, testStack } from '../synth';
import { awsvpcTask, clusterIn, only, plainCluster, plainTask, resourcesUnder } from './jobs';

const nightly = ScheduleExpression.cron({ hour: '3', minute: '15', timeZone: TimeZone.EUROPE_BERLIN });
const schedule = (stack: Stack) => only(stack, 'AWS::Scheduler::Schedule');
const target = (stack: Stack) => schedule(stack).Properties.Target;

function job(more: object = {}) {
  const stack = testStack();
  const task = new ScheduledTask(stack, 'Nightly', {
    cluster: clusterIn(stack),
    taskDefinition: awsvpcTask(stack),
    capacity: { burst: { weight: 3 }, steady: { base: 1 } },
    schedule: nightly,
    ...more,
  });
  return { stack, task };
}

test('template', () => {
  expect(resourcesUnder(job().stack, 'Nightly')).toMatchSnapshot();
});

describe('defaults', () => {
  test('a capacity strategy and never a launch type, which would start no instance', () => {
    const { stack } = job();
    expect(target(stack).EcsParameters).not.toHaveProperty('LaunchType');
    expect(target(stack).EcsParameters.CapacityProviderStrategy).toEqual([
      { CapacityProvider: { Ref: expect.stringContaining('burst') }, Weight: 3 },
      { CapacityProvider: { Ref: expect.stringContaining('steady') }, Base: 1, Weight: 1 },
    ]);
  });

  test('four more tries within an hour: a nightly job does not start in the morning', () => {
    expect(target(job().stack).RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 4 });
  });

  test('one task, packed, tagged like its definition, at its time in its zone', () => {
    const { stack } = job();
    expect(target(stack).EcsParameters).toMatchObject({
      TaskCount: 1,
      PlacementStrategy: [{ Type: 'binpack', Field: 'MEMORY' }],
      EnableECSManagedTags: true,
      PropagateTags: 'TASK_DEFINITION',
    });
    expect(schedule(stack).Properties).toMatchObject({
      ScheduleExpression: 'cron(15 3 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
  });

  test('a security group and private subnets of its own in awsvpc mode, into which nobody is let', () => {
    const { stack } = job();
    const { SecurityGroups, Subnets } = target(stack).EcsParameters.NetworkConfiguration.AwsvpcConfiguration;
    expect(SecurityGroups).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^NightlySecurityGroup/), 'GroupId'] }]);
    expect(Subnets).toEqual([
      { Ref: expect.stringContaining('PrivateSubnet1') },
      { Ref: expect.stringContaining('PrivateSubnet2') },
    ]);
    const [group] = Object.values(resourcesUnder(stack, 'NightlySecurityGroup'));
    expect(group!.Properties).not.toHaveProperty('SecurityGroupIngress');
  });

  test('a role of its own that may pass exactly the roles of this task', () => {
    const stack = testStack();
    const cluster = clusterIn(stack);
    const common = { cluster, capacity: { steady: {} }, schedule: nightly };
    const one = awsvpcTask(stack, 'One');
    new ScheduledTask(stack, 'First', { ...common, taskDefinition: one });
    new ScheduledTask(stack, 'Second', { ...common, taskDefinition: awsvpcTask(stack, 'Two') });
    const [policy] = Object.values(resourcesUnder(stack, 'FirstRoleDefaultPolicy')) as { Properties: never }[];
    const statements = (
      policy as { Properties: { PolicyDocument: { Statement: { Action: string; Resource: object }[] } } }
    ).Properties.PolicyDocument.Statement;
    const pass = statements.find(({ Action }) => Action === 'iam:PassRole')!;
    expect(pass.Resource).toEqual([one.executionRole!, one.taskRole].map((role) => stack.resolve(role.roleArn)));
    expect(statements.find(({ Action }) => Action === 'ecs:RunTask')!.Resource).toEqual(
      stack.resolve(one.taskDefinitionArn),
    );
  });

  test('the role can be used by the schedules of its group and account alone', () => {
    const { stack } = job();
    const [role] = Object.entries(resourcesUnder(stack, 'NightlyRole')).filter(
      ([, { Type }]) => Type === 'AWS::IAM::Role',
    );
    expect(JSON.stringify(role)).toContain('aws:SourceAccount');
    expect(JSON.stringify(role)).toContain(':schedule-group/default');
  });

  test('it exists no longer than the capacity and what the task needs', () => {
    const { stack } = job();
    for (const needed of [
      /^NightlyRoleDefaultPolicy/,
      /^TaskExecutionRoleDefaultPolicy/,
      /^TaskTaskRole/,
      /^Cluster/,
    ]) {
      expect(schedule(stack).DependsOn).toContainEqual(expect.stringMatching(needed));
    }
  });
});

describe('options', () => {
  test('window, retry, count, group, state and description', () => {
    const stack = testStack();
    const group = new ScheduleGroup(stack, 'Exports');
    new ScheduledTask(stack, 'Nightly', {
      cluster: clusterIn(stack),
      taskDefinition: awsvpcTask(stack),
      capacity: { burst: {} },
      schedule: ScheduleExpression.rate(Duration.hours(6)),
      flexibleWindow: Duration.minutes(30),
      retry: { attempts: 0, within: Duration.minutes(5) },
      count: 3,
      enabled: false,
      scheduleGroup: group,
      scheduleName: 'exports',
      description: 'Exports the orders',
      placementStrategies: [ecs.PlacementStrategy.randomly()],
    });
    expect(schedule(stack).Properties).toMatchObject({
      Name: 'exports',
      Description: 'Exports the orders',
      GroupName: expect.stringContaining('Exports'),
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
      State: 'DISABLED',
      Target: {
        RetryPolicy: { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 },
        EcsParameters: { TaskCount: 3, PlacementStrategy: [{ Type: 'random' }] },
      },
    });
    expect(JSON.stringify(resourcesUnder(stack, 'NightlyRole'))).toContain('Exports');
  });

  test('overrides, by container', () => {
    const stack = testStack();
    new ScheduledTask(stack, 'Nightly', {
      cluster: clusterIn(stack),
      taskDefinition: awsvpcTask(stack),
      capacity: { burst: {} },
      schedule: nightly,
      overrides: { app: { command: ['export'], environment: { MODE: 'full' }, cpuUnits: 512, memoryMiB: 1024 } },
    });
    expect(JSON.parse(target(stack).Input)).toEqual({
      containerOverrides: [
        {
          name: 'app',
          command: ['export'],
          environment: [{ name: 'MODE', value: 'full' }],
          cpu: 512,
          memory: 1024,
        },
      ],
    });
  });

  test('starts that failed go to a queue', () => {
    const stack = testStack();
    new ScheduledTask(stack, 'Nightly', {
      cluster: clusterIn(stack),
      taskDefinition: awsvpcTask(stack),
      capacity: { burst: {} },
      schedule: nightly,
      deadLetterQueue: new Queue(stack, 'Failed'),
    });
    expect(target(stack).DeadLetterConfig).toEqual({
      Arn: { 'Fn::GetAtt': [expect.stringContaining('Failed'), 'Arn'] },
    });
    expect(JSON.stringify(resourcesUnder(stack, 'NightlyRoleDefaultPolicy'))).toContain('sqs:SendMessage');
  });

  test('others let it in by its connections', () => {
    const { stack, task } = job();
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc: new ec2.Vpc(stack, 'Other') });
    database.connections.allowFrom(task, ec2.Port.tcp(5432));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NightlySecurityGroup'), 'GroupId'] },
    });
  });
});

describe('with the plain CDK', () => {
  test('it is a schedule, of a plain task definition on a plain cluster', () => {
    const stack = testStack();
    const { cluster, provider } = plainCluster(stack);
    const l2: Schedule = new ScheduledTask(stack, 'Nightly', {
      cluster,
      taskDefinition: plainTask(stack),
      capacity: { [provider.capacityProviderName]: { weight: 1 } },
      schedule: nightly,
      overrides: { app: { command: ['export'] } },
    });
    expect(l2.scheduleArn).toBeDefined();
    const parameters = target(stack).EcsParameters;
    expect(parameters.CapacityProviderStrategy).toEqual([{ CapacityProvider: { Ref: expect.any(String) }, Weight: 1 }]);
    expect(parameters).not.toHaveProperty('NetworkConfiguration');
    expect(parameters).not.toHaveProperty('LaunchType');
    expect(JSON.stringify(schedule(stack).DependsOn)).toContain('PlainCluster');
  });

  test('the cluster may be in another stack', () => {
    const app = testApp();
    const base = new Stack(app, 'Base');
    const jobs = new Stack(app, 'Jobs');
    new ScheduledTask(jobs, 'Nightly', {
      cluster: clusterIn(base),
      taskDefinition: awsvpcTask(jobs),
      capacity: { steady: {} },
      schedule: nightly,
    });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('refused', () => {
  test.each<[string, object]>([
    ['no task', { count: 0 }],
    ['eleven tasks', { count: 11 }],
    ['parts of a task', { count: 1.5 }],
    ['too many tries', { retry: { attempts: 186 } }],
    ['tries within seconds', { retry: { within: Duration.seconds(30) } }],
    ['tries for days', { retry: { within: Duration.days(2) } }],
    ['a window of seconds', { flexibleWindow: Duration.seconds(30) }],
    ['a window of days', { flexibleWindow: Duration.days(2) }],
  ])('%s', (_, options) => {
    expect(misuseOf(() => job(options))).toBe('ScheduleLimits');
  });

  test('a cron expression that names an hour and no minute', () => {
    expect(misuseOf(() => job({ schedule: ScheduleExpression.cron({ hour: '3' }) }))).toBe('ScheduleEveryMinute');
    expect(misuseOf(() => job({ schedule: ScheduleExpression.cron({}) }))).toBeUndefined();
    expect(misuseOf(() => job({ schedule: ScheduleExpression.cron({ hour: '3', minute: '0-59' }) }))).toBeUndefined();
  });

  test('an override of a container that is not there', () => {
    expect(misuseOf(() => job({ overrides: { ap: { command: ['x'] } } }))).toBe('JobContainerUnknown');
  });

  test('a network of its own in bridge mode', () => {
    const inBridge = (network: object) => () => {
      const stack = testStack();
      const { cluster, provider } = plainCluster(stack);
      return new ScheduledTask(stack, 'Nightly', {
        cluster,
        taskDefinition: plainTask(stack),
        capacity: { [provider.capacityProviderName]: {} },
        schedule: nightly,
        ...network,
      });
    };
    expect(misuseOf(inBridge({ vpcSubnets: {} }))).toBe('JobNetworkMode');
    expect(misuseOf(inBridge({ securityGroups: [] }))).toBe('JobNetworkMode');
  });

  test('public subnets, unless they are asked for', () => {
    const inPublic = (network: object) => () => {
      const stack = testStack();
      const vpc = new ec2.Vpc(stack, 'Vpc', {
        natGateways: 0,
        subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }],
      });
      return new ScheduledTask(stack, 'Nightly', {
        cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
        taskDefinition: plainTask(stack, ecs.NetworkMode.AWS_VPC),
        capacity: { provider: {} },
        schedule: nightly,
        ...network,
      });
    };
    expect(misuseOf(inPublic({}))).toBe('JobWithoutPrivateSubnets');
    expect(misuseOf(inPublic({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }))).toBeUndefined();
  });

  test('a task that does not run on EC2', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(testStack(), 'Fargate');
    expect(misuseOf(() => job({ taskDefinition }))).toBe('JobNotForEc2');
  });

  const withTask = (more: object) => {
    const stack = testStack();
    const image = ecs.ContainerImage.fromRegistry('busybox:1');
    const app = { image, cpuUnits: 64, memoryMiB: 64, ...('volumes' in more && { mounts: { scratch: '/scratch' } }) };
    const taskDefinition = new TaskDefinition(stack, 'Task', {
      networkMode: 'awsvpc',
      containers: { app },
      ...more,
    } as never);
    const common = { cluster: clusterIn(stack), taskDefinition, capacity: { steady: {} } };
    return [
      misuseOf(() => new ScheduledTask(stack, 'Nightly', { ...common, schedule: nightly })),
      misuseOf(() => new RunTask(stack, 'Migration', common)),
    ];
  };

  test('an EBS volume that only a service can have made', () => {
    const volumes = { scratch: ebsVolume({ size: Size.gibibytes(10) }) };
    expect(withTask({ volumes })).toEqual(['JobManagedVolume', 'JobManagedVolume']);
  });

  test('images of another architecture than the instances', () => {
    expect(withTask({ architecture: 'x86_64' })).toEqual(['JobArchitecture', 'JobArchitecture']);
    expect(withTask({ architecture: 'arm64' })).toEqual([undefined, undefined]);
  });
});
