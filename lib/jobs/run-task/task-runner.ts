import { ArnFormat, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib';
import type { ICluster, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type ContainerLog, logsOf } from './containers';
import { HANDLER_SOURCE } from './handler';

/** The function that runs one task to its end for CloudFormation, with the permissions for this task alone. */
export class TaskRunner extends Resource {
  /** Its ARN, for a custom resource. */
  readonly functionArn: string;

  /** The logs from which it reads the last lines of a failed container. */
  readonly logs: readonly ContainerLog[];

  constructor(scope: Construct, id: string, cluster: ICluster, taskDefinition: TaskDefinition) {
    super(scope, id);
    this.logs = logsOf(taskDefinition);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    taskDefinition.grantRun(role);
    for (const statement of this.statements(cluster)) role.addToPrincipalPolicy(statement);

    // With the L2's own role and log group the log would stay for ever, and outside of the stack.
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    const { functionArn } = new LambdaFunction(this, 'Function', {
      description: 'Runs a task to its end for CloudFormation',
      runtime: Runtime.NODEJS_24_X,
      code: Code.fromInline(HANDLER_SOURCE),
      handler: 'index.handler',
      timeout: Duration.minutes(15),
      memorySize: 256,
      role,
      logGroup,
    });
    this.functionArn = functionArn;
    // Not the role's own policy, for which the function waits.
    new Policy(this, 'InvokeItself', {
      roles: [role],
      statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] })],
    });
  }

  private statements({ clusterArn, clusterName, env }: ICluster): PolicyStatement[] {
    const { stack } = this;
    const tasks = stack.formatArn({ service: 'ecs', ...env, resource: 'task', resourceName: `${clusterName}/*` });
    const streams = this.logs.map(({ container, group, prefix }) =>
      stack.formatArn({
        service: 'logs',
        resource: 'log-group',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        resourceName: `${group}:log-stream:${prefix}/${container}/*`,
      }),
    );
    return [
      new PolicyStatement({ actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: [tasks] }),
      new PolicyStatement({
        actions: ['ecs:TagResource'],
        resources: [tasks],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      }),
      // ListTasks by its starter has no resource but the cluster as a condition.
      new PolicyStatement({
        actions: ['ecs:ListTasks'],
        resources: ['*'],
        conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
      }),
      new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
      ...(streams.length > 0 ? [new PolicyStatement({ actions: ['logs:GetLogEvents'], resources: streams })] : []),
    ];
  }
}
