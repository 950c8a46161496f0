import type { ContainerInstance } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { describedClusters, type FoundCluster } from '../../live/cluster/clusters';
import { containerInstancesOf } from '../../live/cluster/container-instances';
import { type FoundService, servicesOf } from '../../live/service/find-service';
import { clusterOf } from '../../live/service/scalable-targets';
import { idsOf, type StackResource } from '../stack/stack-resources';
import { describeServices } from './doomed-services';

/** A cluster that a stack has, or has capacity or services in. */
export interface ConcernedCluster {
  readonly cluster: FoundCluster;
  /** Whether it goes with the stack. */
  readonly isOwn: boolean;
  readonly ownServices: readonly FoundService[];
  /** Those that are not of the stack. */
  readonly otherServices: readonly FoundService[];
  readonly containerInstances: readonly ContainerInstance[];
}

/** The clusters that resources of a stack are, or are bound to. */
export async function clustersConcerned(
  clients: Clients,
  resources: readonly StackResource[],
): Promise<readonly ConcernedCluster[]> {
  const own = idsOf(resources, 'AWS::ECS::Cluster');
  const arns = idsOf(resources, 'AWS::ECS::Service');
  const bound = [...idsOf(resources, 'AWS::ECS::ClusterCapacityProviderAssociations'), ...arns.map(clusterOf)];
  const clusters = await describedClusters(clients, [...new Set([...own, ...bound])]);
  return Promise.all(
    clusters.map(async (cluster): Promise<ConcernedCluster> => {
      const ownArns = arns.filter((arn) => clusterOf(arn) === cluster.clusterName);
      const [ownServices, all, containerInstances] = await Promise.all([
        describeServices(clients, cluster.clusterArn, ownArns),
        servicesOf(clients, cluster),
        containerInstancesOf(clients, cluster),
      ]);
      const others = all.filter(({ serviceArn, status }) => status === 'ACTIVE' && !ownArns.includes(serviceArn));
      return {
        cluster,
        isOwn: own.some((id) => id === cluster.clusterName || id === cluster.clusterArn),
        ownServices,
        // Their tags, which say whose they are, come only when asked for.
        otherServices: await describeServices(
          clients,
          cluster.clusterArn,
          others.map(({ serviceArn }) => serviceArn),
        ),
        containerInstances,
      };
    }),
  );
}
