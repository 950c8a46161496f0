import { type Cluster, type Resource, waitsFor } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { resource: string; dependsOn: string; why: 'association' | 'cluster' };

/** Things are deleted in an order that ECS allows. */
export const deleteOrder = rule<Facts>({
  id: 'delete-order',
  severity: 'warning',
  title: 'A stack is deleted in an order that ECS allows',
  why: 'CloudFormation deletes what does not depend on each other at the same time. A capacity provider cannot leave a cluster while a service uses it, and a cluster cannot be deleted while instances are registered.',
  remedy:
    'Let services depend on the association of the capacity providers, and Auto Scaling groups on the cluster that their instances join.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',

  check(model) {
    const associations = model.set.resources('AWS::ECS::ClusterCapacityProviderAssociations');
    return model.clusters.flatMap((cluster) => [
      ...services(
        cluster,
        associations.filter(({ properties }) => model.set.resourceOf(properties['Cluster']) === cluster.resource),
      ),
      ...groups(cluster),
    ]);
  },

  message: ({ resource, dependsOn, why }) =>
    why === 'association'
      ? `the service ${resource} uses capacity providers but does not depend on ${dependsOn}, which may be deleted first and then fails since they are in use`
      : `instances of ${resource} join the cluster ${dependsOn}, which may be deleted first and then fails since they are registered`,

  fix: ({ resource, dependsOn }) => `add DependsOn: ${dependsOn} to ${resource}`,
});

function services({ resource: cluster, services }: Cluster, associations: readonly Resource[]): Outcome<Facts>[] {
  if (!cluster) return [];
  return services
    .filter(({ strategy, launchType, daemon }) => strategy.length > 0 || (launchType === undefined && daemon !== true))
    .flatMap(({ resource }) =>
      associations
        .filter(({ stack }) => stack === resource.stack)
        .map((association) => ordered(resource, association, 'association')),
    );
}

function groups({ resource: cluster, capacities }: Cluster): Outcome<Facts>[] {
  if (!cluster) return [];
  return capacities
    .filter(({ group }) => group.resource.stack === cluster.stack)
    .map(({ group }) => ordered(group.resource, cluster, 'cluster'));
}

const ordered = (resource: Resource, other: Resource, why: Facts['why']): Outcome<Facts> =>
  waitsFor(resource, other)
    ? { state: 'holds', resource }
    : { state: 'fails', resource, facts: { resource: resource.logicalId, dependsOn: other.logicalId, why } };
