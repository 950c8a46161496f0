import {
  CloudFormationClient,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { type Deployed, Deployment } from './deployment';
import { type Emulator, REGION, type RunningEmulator } from './emulator';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/** The account behind an emulator, seen through the AWS SDK. */
export class Account {
  private readonly cloudFormation: CloudFormationClient;
  private readonly cloudWatch: CloudWatchClient;
  private readonly logs: CloudWatchLogsClient;
  private readonly ecr: ECRClient;
  private readonly ecs: ECSClient;
  private readonly iam: IAMClient;

  constructor({ name }: Emulator, { endpoint }: RunningEmulator) {
    const credentials = { accessKeyId: `stowage-${name}`, secretAccessKey: 'any' };
    const settings = { endpoint, region: REGION, credentials, maxAttempts: 2 };
    this.cloudFormation = new CloudFormationClient(settings);
    this.cloudWatch = new CloudWatchClient(settings);
    this.logs = new CloudWatchLogsClient(settings);
    this.ecr = new ECRClient(settings);
    this.ecs = new ECSClient(settings);
    this.iam = new IAMClient(settings);
  }

  /** Every resource of every stack that stands, the CDK's own bootstrap stack aside. */
  async deployed(): Promise<Deployment> {
    const { StackSummaries = [] } = await this.cloudFormation.send(new ListStacksCommand({}));
    const standing = StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
      .map(({ StackName }) => StackName!)
      .filter((name) => name !== 'CDKToolkit');
    return new Deployment((await Promise.all(standing.map((stack) => this.resourcesOf(stack)))).flat());
  }

  private async resourcesOf(stack: string): Promise<readonly Deployed[]> {
    const found: Deployed[] = [];
    let token: string | undefined;
    do {
      const page = await this.cloudFormation.send(
        new ListStackResourcesCommand({ StackName: stack, NextToken: token }),
      );
      for (const { LogicalResourceId, ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
        found.push({ stack, logicalId: LogicalResourceId!, type: ResourceType!, physicalId: PhysicalResourceId! });
      }
      token = page.NextToken;
    } while (token);
    return found;
  }

  async service(cluster: string, service: string) {
    const { services } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return services![0]!;
  }

  async taskDefinition(taskDefinition: string) {
    return (await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition!;
  }

  /** The tasks of a cluster that have ended. */
  async endedTasks(cluster: string) {
    const { taskArns = [] } = await this.ecs.send(new ListTasksCommand({ cluster, desiredStatus: 'STOPPED' }));
    if (taskArns.length === 0) return [];
    return (await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? [];
  }

  async clusters(): Promise<readonly string[]> {
    return (await this.ecs.send(new ListClustersCommand({}))).clusterArns ?? [];
  }

  /** What stacks export, by name. */
  async exports(): Promise<ReadonlyMap<string, string>> {
    const { Exports = [] } = await this.cloudFormation.send(new ListExportsCommand({}));
    return new Map(Exports.map(({ Name, Value }) => [Name!, Value!]));
  }

  /** User and password of the registry, with a colon between them. */
  async registryCredentials(): Promise<string> {
    const { authorizationData } = await this.ecr.send(new GetAuthorizationTokenCommand({}));
    return Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString();
  }

  /** The repositories of the stacks; the bootstrap has one of its own. */
  async repositories() {
    const { repositories = [] } = await this.ecr.send(new DescribeRepositoriesCommand({}));
    return repositories.filter(({ repositoryName }) => !repositoryName!.startsWith('cdk-'));
  }

  async lifecycleRules(repositoryName: string): Promise<readonly Record<string, unknown>[]> {
    const { lifecyclePolicyText } = await this.ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));
    return JSON.parse(lifecyclePolicyText!).rules;
  }

  async logGroups() {
    return (await this.logs.send(new DescribeLogGroupsCommand({}))).logGroups ?? [];
  }

  async alarms() {
    return (await this.cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
  }

  /** Names of the roles, those of the bootstrap and of AWS itself aside. */
  async roles(): Promise<readonly string[]> {
    const { Roles = [] } = await this.iam.send(new ListRolesCommand({ MaxItems: 1000 }));
    return Roles.map(({ RoleName }) => RoleName!).filter((name) => !/^(cdk-|AWSServiceRole)/.test(name));
  }

  /** What the inline policies of a role allow. */
  async allowed(roleArn: string): Promise<readonly Statement[]> {
    const RoleName = roleArn.split('/').at(-1)!;
    const { PolicyNames = [] } = await this.iam.send(new ListRolePoliciesCommand({ RoleName }));
    const documents = await Promise.all(
      PolicyNames.map((PolicyName) => this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
    );
    return documents.flatMap(({ PolicyDocument }) => JSON.parse(decodeURIComponent(PolicyDocument!)).Statement);
  }
}
