import type { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling';
import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { ECR } from '@aws-sdk/client-ecr';
import type { ECS } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IAM } from '@aws-sdk/client-iam';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import type { ServiceDiscovery } from '@aws-sdk/client-servicediscovery';
import type { SSM } from '@aws-sdk/client-ssm';

/** The services of AWS that operations talk to, and what talks to each. */
export interface AwsServices {
  readonly ecs: ECS;
  readonly ecr: ECR;
  readonly logs: CloudWatchLogs;
  readonly ec2: EC2;
  readonly autoScaling: AutoScaling;
  readonly applicationAutoScaling: ApplicationAutoScaling;
  readonly loadBalancing: ElasticLoadBalancingV2;
  readonly quotas: ServiceQuotas;
  readonly ssm: SSM;
  readonly secrets: SecretsManager;
  readonly cloudFormation: CloudFormation;
  readonly iam: IAM;
  readonly cloudMap: ServiceDiscovery;
}

/** The name of one of them. */
export type ServiceName = keyof AwsServices;

/** What a statement of an IAM policy must name for an action; `*` where IAM takes nothing narrower. */
export type ActionResource =
  | '*'
  | 'cluster'
  | 'service'
  | 'service-deployment'
  | 'task'
  | 'task-definition'
  | 'container-instance'
  | 'capacity-provider'
  | 'repository'
  | 'log-group'
  | 'stack'
  | 'auto-scaling-group'
  | 'scalable-target'
  | 'parameter'
  | 'secret'
  | 'role'
  | 'instance-profile';

/** What a statement may be limited to where the resource alone does not say it: one cluster, roles for tasks. */
export type ActionCondition = 'in-cluster' | 'to-tasks';

/** What an action is allowed on. */
export interface Permission {
  readonly on: ActionResource;
  /** @default - none that IAM knows and that would say more than the resource */
  readonly when?: ActionCondition;
}

/** One action: what it is allowed on, and what else it takes. */
export interface Action extends Permission {
  /** Actions that AWS checks along with it. */
  readonly along?: readonly (Permission & { readonly action: string })[];
  /** The option of the command without which it is never carried out, so that no permission is needed either. */
  readonly only?: string;
}

type Actions = { readonly [S in ServiceName]: { readonly [M in keyof AwsServices[S]]?: Action } };

/**
 * Every action that operations may carry out; no other can be called. `docs/operations.md` states the least policy of
 * each verb, made from this table and from the calls that its code makes.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const ACTIONS = {
  ecs: {
    deleteService: { on: 'service' },
    deregisterContainerInstance: { on: 'cluster' },
    describeCapacityProviders: { on: 'capacity-provider' },
    describeClusters: { on: 'cluster' },
    describeContainerInstances: { on: 'container-instance' },
    describeServiceDeployments: {
      on: 'service-deployment',
      along: [{ action: 'ecs:DescribeServiceDeployments', on: 'service' }],
    },
    describeServices: { on: 'service' },
    describeTaskDefinition: { on: '*' },
    describeTasks: { on: 'task' },
    getTaskProtection: { on: 'task' },
    listAccountSettings: { on: '*' },
    listClusters: { on: '*' },
    listContainerInstances: { on: 'cluster' },
    listServiceDeployments: { on: 'service' },
    listServices: { on: '*', when: 'in-cluster' },
    listTaskDefinitionFamilies: { on: '*' },
    listTasks: { on: '*', when: 'in-cluster' },
    runTask: {
      on: 'task-definition',
      when: 'in-cluster',
      along: [{ action: 'iam:PassRole', on: 'role', when: 'to-tasks' }],
    },
    stopTask: { on: 'task' },
    updateContainerInstancesState: { on: 'container-instance' },
    updateService: { on: 'service' },
    updateTaskProtection: { on: 'task' },
  },
  ecr: {
    batchGetImage: { on: 'repository' },
    describeImages: { on: 'repository' },
    describePullThroughCacheRules: { on: '*' },
    describeRepositories: { on: 'repository' },
    describeRegistry: { on: '*' },
    getDownloadUrlForLayer: { on: 'repository' },
    getLifecyclePolicy: { on: 'repository' },
  },
  logs: { describeLogGroups: { on: '*' }, getLogEvents: { on: 'log-group' } },
  ec2: {
    describeAvailabilityZones: { on: '*' },
    describeInstanceTypeOfferings: { on: '*' },
    describeInstances: { on: '*' },
    describeNetworkInterfaces: { on: '*' },
    describeRegions: { on: '*' },
    describeRouteTables: { on: '*' },
    describeSubnets: { on: '*' },
    describeVpcEndpoints: { on: '*' },
  },
  autoScaling: {
    completeLifecycleAction: { on: 'auto-scaling-group' },
    deleteWarmPool: { on: 'auto-scaling-group' },
    describeAutoScalingGroups: { on: '*' },
    describeAutoScalingInstances: { on: '*' },
    describeLifecycleHooks: { on: '*' },
    describeScalingActivities: { on: '*' },
    exitStandby: { on: 'auto-scaling-group' },
    resumeProcesses: { on: 'auto-scaling-group' },
    setInstanceProtection: { on: 'auto-scaling-group' },
    updateAutoScalingGroup: { on: 'auto-scaling-group' },
  },
  loadBalancing: {
    describeLoadBalancers: { on: '*' },
    describeTargetGroups: { on: '*' },
    describeTargetHealth: { on: '*' },
  },
  applicationAutoScaling: {
    describeScalableTargets: { on: '*' },
    describeScalingActivities: { on: '*' },
    registerScalableTarget: { on: 'scalable-target' },
  },
  quotas: { getAWSDefaultServiceQuota: { on: '*' }, getServiceQuota: { on: '*' } },
  ssm: { describeParameters: { on: '*' } },
  secrets: { describeSecret: { on: 'secret' }, getSecretValue: { on: 'secret', only: '--read-secrets' } },
  cloudFormation: {
    deleteStack: { on: 'stack' },
    describeStacks: { on: 'stack' },
    getTemplate: { on: 'stack' },
    listImports: { on: '*' },
    listStackResources: { on: 'stack' },
    listStacks: { on: '*' },
  },
  cloudMap: { listNamespaces: { on: '*' }, listServices: { on: '*' } },
  iam: { getInstanceProfile: { on: 'instance-profile' }, getRole: { on: 'role' } },
} as const satisfies Actions;

/** The prefix of a service's actions in IAM. */
export const IAM_PREFIXES: Readonly<Record<ServiceName, string>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  logs: 'logs',
  ec2: 'ec2',
  autoScaling: 'autoscaling',
  applicationAutoScaling: 'application-autoscaling',
  loadBalancing: 'elasticloadbalancing',
  quotas: 'servicequotas',
  ssm: 'ssm',
  secrets: 'secretsmanager',
  cloudFormation: 'cloudformation',
  iam: 'iam',
  cloudMap: 'servicediscovery',
};

/** An action as IAM names it, such as `ecs:RunTask`. */
export const iamAction = (service: ServiceName, method: string): string =>
  `${IAM_PREFIXES[service]}:${method[0]!.toUpperCase()}${method.slice(1)}`;
