import type { ClusterInTemplate } from '../../template';
import { isWhole, overflowOf, type Room } from '../capacity/rooms';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** Tasks that no capacity provider makes room for. */
type Unseen = { desired: number; needed: number; instances: number };

/** A service that needs more instances than there are at the start is one that managed scaling sees. */
export const scalingLaunchType = rule<Unseen>({
  id: 'scaling-launch-type',
  severity: 'error',
  title: 'A service that needs instances launched for it has a capacity provider strategy',
  why: 'Managed scaling launches instances only for tasks of a capacity provider strategy. Tasks with a launch type find no room on the instances that are there, and none are added.',
  remedy: 'Give the service a CapacityProviderStrategy in place of the launch type, or start with enough instances.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html',
  check: (model) =>
    model.fleetOf({ bound: 'optimistic', counts: 'desired' }).clusters.flatMap((cluster) => {
      if (
        !isWhole(cluster) ||
        !onlyManagedScaling(
          cluster,
          model.set.resources('AWS::AutoScaling::ScalingPolicy', 'AWS::AutoScaling::ScheduledAction').length,
        )
      ) {
        return [];
      }
      const capacities = cluster.cluster.capacities;
      const instances = capacities.reduce((sum, one) => sum + (one.desiredInstances ?? one.minInstances), 0);
      return [...cluster.services].flatMap(([service, { resource, destination }]): Outcome<Unseen>[] => {
        if (service.daemon || destination.kind !== 'any-instance' || service.desiredCount === 0) return [];
        const room: Room = {
          name: cluster.source.name,
          resource,
          capacities,
          maxInstances: instances,
          tasks: [{ service, count: service.desiredCount }],
        };
        const overflow = overflowOf(room, cluster);
        if (!overflow) return [{ state: 'holds', resource }];
        if (resource.doubt) return [{ state: 'unknown', resource, unknowns: [resource.doubt] }];
        return [
          {
            state: 'fails',
            resource,
            path: ['LaunchType'],
            facts: { desired: service.desiredCount, needed: overflow.needed, instances },
          },
        ];
      });
    }),
  message: ({ desired, needed, instances }) =>
    `${desired} ${desired === 1 ? 'task needs' : 'tasks need'} at least ${needed} ${needed === 1 ? 'instance' : 'instances'}, the cluster starts with ${instances}, and managed scaling adds none for a service without a capacity provider strategy`,
  fix: ({ needed, instances }) =>
    `set CapacityProviderStrategy in place of LaunchType, or raise MinSize from ${instances} to ${needed}`,
});

/** Whether managed scaling is all that may add instances. */
const onlyManagedScaling = ({ cluster }: ClusterInTemplate, otherPolicies: number): boolean =>
  otherPolicies === 0 &&
  cluster.capacities.length > 0 &&
  cluster.capacities.every(({ capacityProvider }) => capacityProvider?.managedScaling !== undefined);
