import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RunTask } from '../../../lib/jobs';
import { misuseOf } from '../../misuse';
import { testApp, testStack } from '../../synth';
import { awsvpcTask, clusterIn, only, plainCluster, plainTask, resourcesUnder } from '../jobs';

const TYPE = 'Custom::StowageRunTask';

function migration(more: object = {}) {
  const stack = testStack();
  const taskDefinition = awsvpcTask(stack);
  const cluster = clusterIn(stack);
  const task = new RunTask(stack, 'Migration', { cluster, taskDefinition, capacity: { steady: {} }, ...more });
  return { stack, task, taskDefinition, cluster };
}

/** A JSON property of the resource, with a word in place of each reference. */
function property(stack: Stack, name: 'What' | 'How') {
  const value = only(stack, TYPE).Properties[name];
  const parts: unknown[] = typeof value === 'string' ? [value] : value['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : Object.values(part as object)[0])).join(''));
}

const policyOf = (stack: Stack, prefix: string) => {
  const [policy] = Object.entries(resourcesUnder(stack, prefix)).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
  return (policy![1].Properties as { PolicyDocument: { Statement: Record<string, unknown>[] } }).PolicyDocument
    .Statement;
};

test('template', () => {
  expect(resourcesUnder(migration().stack, 'Migration')).toMatchSnapshot();
});

describe('what it runs', () => {
  test('this revision of the definition, with the overrides', () => {
    const { stack } = migration({ overrides: { app: { environment: { STEP: 'all' } } }, rerunOn: '2' });
    expect(property(stack, 'What')).toEqual({
      run: {
        taskDefinition: 'Task79114B6B',
        overrides: { containerOverrides: [{ name: 'app', environment: [{ name: 'STEP', value: 'all' }] }] },
      },
      rerunOn: '2',
    });
  });

  test('by a capacity strategy and never a launch type, in subnets and a security group of its own', () => {
    const { run } = property(migration().stack, 'How');
    expect(run).not.toHaveProperty('launchType');
    expect(run.capacityProviderStrategy).toEqual([{ capacityProvider: expect.stringContaining('steady'), weight: 1 }]);
    expect(run.networkConfiguration.awsvpcConfiguration.subnets).toHaveLength(2);
    expect(run.networkConfiguration.awsvpcConfiguration.securityGroups).toHaveLength(1);
    expect(run.placementStrategy).toEqual([{ type: 'binpack', field: 'MEMORY' }]);
  });

  test('judged by its essential containers, those added later too, or by the one that is named', () => {
    expect(property(migration().stack, 'How').judged).toEqual(['app']);
    expect(property(migration({ container: 'sidecar' }).stack, 'How').judged).toEqual(['sidecar']);
    const { stack, taskDefinition } = migration();
    taskDefinition.addContainer('late', { image: ecs.ContainerImage.fromRegistry('busybox:1'), memoryLimitMiB: 32 });
    expect(property(stack, 'How').judged).toEqual(['app', 'late']);
  });

  test('within half an hour, and CloudFormation waits a little longer', () => {
    const { stack } = migration();
    expect(property(stack, 'How').seconds).toBe(1800);
    expect(only(stack, TYPE).Properties.ServiceTimeout).toBe('2100');
    expect(only(migration({ timeout: Duration.minutes(55) }).stack, TYPE).Properties.ServiceTimeout).toBe('3600');
  });

  test('the last lines of a failed container are at hand', () => {
    const { stack } = migration();
    expect(property(stack, 'How').logs.app).toEqual([expect.stringContaining('TaskLogs'), expect.any(String)]);
  });
});

describe('permissions', () => {
  test('of this task alone', () => {
    const { stack, taskDefinition } = migration();
    const statements = policyOf(stack, 'MigrationRunnerRoleDefaultPolicy');
    const granted = (action: string) => statements.find(({ Action }) => [Action].flat().includes(action));
    expect(granted('ecs:RunTask')).toMatchObject({ Resource: stack.resolve(taskDefinition.taskDefinitionArn) });
    expect(granted('iam:PassRole')!['Resource']).toEqual(
      [taskDefinition.executionRole!, taskDefinition.taskRole].map((role) => stack.resolve(role.roleArn)),
    );
    expect(JSON.stringify(granted('ecs:StopTask')!['Resource'])).toMatch(/:task\/.*Cluster.*\/\*/);
    expect(granted('cloudformation:DescribeStacks')).toMatchObject({ Resource: { Ref: 'AWS::StackId' } });
    expect(JSON.stringify(granted('logs:GetLogEvents')!['Resource'])).toContain(':log-stream:');
    const everywhere = statements.filter(({ Resource }) => Resource === '*');
    expect(everywhere).toEqual([
      {
        Action: 'ecs:ListTasks',
        Effect: 'Allow',
        Resource: '*',
        Condition: { ArnEquals: { 'ecs:cluster': expect.anything() } },
      },
    ]);
  });

  test('the function may invoke itself, and nothing waits in a circle', () => {
    const { stack } = migration();
    expect(policyOf(stack, 'MigrationRunnerInvokeItself')).toMatchObject([{ Action: 'lambda:InvokeFunction' }]);
    expect(only(stack, TYPE).DependsOn).toContainEqual(expect.stringMatching(/^MigrationRunnerInvokeItself/));
  });

  test('the inline function brings no asset and has a fixed runtime and a log that ends', () => {
    const { stack } = migration();
    const [fn] = Object.values(resourcesUnder(stack, 'MigrationRunnerFunction'));
    expect(fn!.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Timeout: 900,
      Code: { ZipFile: expect.stringContaining('exports.handler') },
    });
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Delete',
      Properties: { RetentionInDays: 30 },
    });
  });
});

describe('order', () => {
  test('it waits for the capacity, and for all that the task needs', () => {
    const { stack } = migration();
    for (const needed of [/^TaskExecutionRoleDefaultPolicy/, /^TaskTaskRole/, /^TaskLogs/, /^Cluster/]) {
      expect(only(stack, TYPE).DependsOn).toContainEqual(expect.stringMatching(needed));
    }
  });

  test('a service waits for it', () => {
    const { stack, task, cluster } = migration();
    const service = new ecs.Ec2Service(stack, 'Service', {
      cluster,
      taskDefinition: plainTask(stack),
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
    service.node.addDependency(task);
    const [migrationId] = Object.keys(Template.fromStack(stack).findResources(TYPE));
    expect(only(stack, 'AWS::ECS::Service').DependsOn).toContain(migrationId);
  });

  test('it waits for the rules that let it in, made after it', () => {
    const { stack, task, cluster } = migration();
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc: cluster.vpc });
    database.connections.allowFrom(task, ec2.Port.tcp(5432));
    const other = new ec2.SecurityGroup(stack, 'Other', { vpc: cluster.vpc });
    database.connections.allowFrom(other, ec2.Port.tcp(5432));
    const rules = Object.entries(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'));
    const ours = rules.filter(([, rule]) => JSON.stringify(rule).includes('MigrationSecurityGroup')).map(([id]) => id);
    const others = rules.map(([id]) => id).filter((id) => id.startsWith('Database') && !ours.includes(id));
    expect(ours).toHaveLength(1);
    expect(others).toHaveLength(1);
    expect(only(stack, TYPE).DependsOn).toContain(ours[0]);
    expect(only(stack, TYPE).DependsOn).not.toContain(others[0]);
  });
});

describe('with the plain CDK', () => {
  test('a plain task definition on a plain cluster', () => {
    const stack = testStack();
    const { cluster, provider } = plainCluster(stack);
    new RunTask(stack, 'Migration', {
      cluster,
      taskDefinition: plainTask(stack),
      capacity: { [provider.capacityProviderName]: { weight: 1 } },
      container: 'app',
    });
    const how = property(stack, 'How');
    expect(how.run).not.toHaveProperty('networkConfiguration');
    expect(how.logs.app).toEqual([expect.any(String), 'plain']);
    expect(JSON.stringify(only(stack, TYPE).DependsOn)).toContain('PlainCluster');
  });

  test('a cluster, a task definition and a database in another stack', () => {
    const app = testApp();
    const base = new Stack(app, 'Base');
    const jobs = new Stack(app, 'Jobs');
    const cluster = clusterIn(base);
    const task = new RunTask(jobs, 'Migration', {
      cluster,
      taskDefinition: awsvpcTask(base),
      capacity: { steady: {} },
      securityGroups: [new ec2.SecurityGroup(jobs, 'Own', { vpc: cluster.vpc, allowAllOutbound: false })],
    });
    task.connections.allowTo(new ec2.SecurityGroup(base, 'Database', { vpc: cluster.vpc }), ec2.Port.tcp(5432));
    const [rule] = Object.keys(Template.fromStack(jobs).findResources('AWS::EC2::SecurityGroupIngress'));
    expect(only(jobs, TYPE).DependsOn).toContain(rule);
  });

  test('containers without a log in CloudWatch have no last lines', () => {
    const stack = testStack();
    const { cluster, provider } = plainCluster(stack);
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Silent');
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('busybox:1'), memoryLimitMiB: 32 });
    new RunTask(stack, 'Migration', { cluster, taskDefinition, capacity: { [provider.capacityProviderName]: {} } });
    expect(property(stack, 'How').logs).toEqual({});
    expect(JSON.stringify(policyOf(stack, 'MigrationRunnerRoleDefaultPolicy'))).not.toContain('logs:GetLogEvents');
  });
});

describe('refused', () => {
  test.each([
    ['seconds', Duration.seconds(59)],
    ['parts of a second', Duration.millis(60_500)],
    ['an hour', Duration.hours(1)],
    ['what is known at deployment only', Duration.seconds(Token.asNumber({ Ref: 'Timeout' }))],
  ])('a timeout of %s', (_, timeout) => {
    expect(misuseOf(() => migration({ timeout }))).toBe('JobTimeout');
  });

  test('containers that are not there', () => {
    expect(misuseOf(() => migration({ container: 'ap' }))).toBe('JobContainerUnknown');
    expect(misuseOf(() => migration({ overrides: { ap: { command: ['x'] } } }))).toBe('JobContainerUnknown');
  });

  test('a task that does not run on EC2', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(testStack(), 'Fargate');
    expect(misuseOf(() => migration({ taskDefinition }))).toBe('JobNotForEc2');
  });

  test('a capacity that the cluster does not have', () => {
    expect(misuseOf(() => migration({ capacity: { steddy: {} } }))).toBe('CapacityUnknown');
    expect(misuseOf(() => migration({ capacity: {} }))).toBe('StrategyEmpty');
  });
});
