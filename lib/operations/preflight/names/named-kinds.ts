import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';

import { httpNamespaceNamed } from './cloud-map';

/** A kind of resource that may be given a name that nothing else in the account may have. */
export interface NamedKind {
  readonly property: string;
  /** What CloudFormation calls whatever has the name: its physical id; undefined when the name is free. */
  find(clients: Clients, name: string): Promise<string | undefined>;
}

/** Undefined for what AWS answers to be not there. */
async function unless<T>(notThere: readonly string[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!refusedWith(error, ...notThere)) throw error;
    return undefined;
  }
}

/** By the type of the resource. Services are apart: theirs are names within a cluster, or a namespace. */
export const NAMED_KINDS: Readonly<Record<string, NamedKind>> = {
  'AWS::ECS::Cluster': {
    property: 'ClusterName',
    find: async (clients, name) => {
      const { clusters = [] } = await clients.ecs.describeClusters({ clusters: [name] });
      return clusters.find(({ status }) => status !== 'INACTIVE')?.clusterName;
    },
  },
  'AWS::ECS::CapacityProvider': {
    property: 'Name',
    find: async (clients, name) => {
      const { capacityProviders = [] } = await clients.ecs.describeCapacityProviders({ capacityProviders: [name] });
      return capacityProviders.find(({ status }) => status !== 'INACTIVE')?.name;
    },
  },
  'AWS::Logs::LogGroup': {
    property: 'LogGroupName',
    find: async (clients, name) => {
      // Names come in order, and none that begins with this one comes before it.
      const { logGroups = [] } = await clients.logs.describeLogGroups({ logGroupNamePrefix: name });
      return logGroups.find(({ logGroupName }) => logGroupName === name)?.logGroupName;
    },
  },
  'AWS::ECR::Repository': {
    property: 'RepositoryName',
    find: async (clients, name) => {
      const found = await unless(['RepositoryNotFoundException'], () =>
        clients.ecr.describeRepositories({ repositoryNames: [name] }),
      );
      return found?.repositories?.[0]?.repositoryName;
    },
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    property: 'AutoScalingGroupName',
    find: async (clients, name) => {
      const { AutoScalingGroups = [] } = await clients.autoScaling.describeAutoScalingGroups({
        AutoScalingGroupNames: [name],
      });
      return AutoScalingGroups[0]?.AutoScalingGroupName;
    },
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    property: 'Name',
    find: async (clients, name) => {
      const found = await unless(['LoadBalancerNotFoundException', 'LoadBalancerNotFound'], () =>
        clients.loadBalancing.describeLoadBalancers({ Names: [name] }),
      );
      return found?.LoadBalancers?.[0]?.LoadBalancerArn;
    },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    property: 'Name',
    find: async (clients, name) => {
      const found = await unless(['TargetGroupNotFoundException', 'TargetGroupNotFound'], () =>
        clients.loadBalancing.describeTargetGroups({ Names: [name] }),
      );
      return found?.TargetGroups?.[0]?.TargetGroupArn;
    },
  },
  'AWS::ServiceDiscovery::HttpNamespace': { property: 'Name', find: httpNamespaceNamed },
  'AWS::IAM::Role': {
    property: 'RoleName',
    find: async (clients, name) => {
      const found = await unless(['NoSuchEntityException', 'NoSuchEntity'], () =>
        clients.iam.getRole({ RoleName: name }),
      );
      return found?.Role?.RoleName;
    },
  },
  'AWS::IAM::InstanceProfile': {
    property: 'InstanceProfileName',
    find: async (clients, name) => {
      const found = await unless(['NoSuchEntityException', 'NoSuchEntity'], () =>
        clients.iam.getInstanceProfile({ InstanceProfileName: name }),
      );
      return found?.InstanceProfile?.InstanceProfileName;
    },
  },
};

/** The ARN of the service that has a name in a cluster. */
export async function serviceNamed(clients: Clients, cluster: string, name: string): Promise<string | undefined> {
  const found = await unless(['ClusterNotFoundException'], () =>
    clients.ecs.describeServices({ cluster, services: [name] }),
  );
  return found?.services?.find(({ status }) => status !== 'INACTIVE')?.serviceArn;
}
