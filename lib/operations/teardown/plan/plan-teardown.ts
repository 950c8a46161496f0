import type { Clients } from '../../aws/clients';
import { describedGroups } from '../../live/capacity/auto-scaling-groups';
import { type FoundStack, findStack } from '../../live/stack/find-stack';
import { declaredResources } from '../stack/declared-resources';
import { idsOf, isThere, stackResources } from '../stack/stack-resources';
import { clusterObstacles } from './cluster-obstacles';
import { clustersConcerned } from './clusters-concerned';
import { doomedServices } from './doomed-services';
import { filledRepositories, keptResources } from './kept-resources';
import { stackObstacles } from './stack-obstacles';
import type { TeardownPlan, TeardownRequest } from './teardown-plan';

/**
 * Works out what taking down a stack does and what would keep it from being done. Nothing is changed.
 * @throws OperationError
 */
export async function planTeardown(clients: Clients, request: TeardownRequest): Promise<TeardownPlan> {
  const stack = await findStack(clients, request.stack);
  const all = await stackResources(clients, stack.StackId);
  if (stack.StackStatus === 'DELETE_COMPLETE') return { ...nothingOf(stack), retained: all.filter(hasStayed) };
  const resources = all.filter(isThere);
  const declared = await declaredResources(clients, resources);
  const { retained, snapshots } = keptResources(resources, declared);
  // What stays is left as it is.
  const going = resources.filter((one) => !retained.includes(one));
  const names = idsOf(going, 'AWS::AutoScaling::AutoScalingGroup');
  const [groups, concerned] = await Promise.all([describedGroups(clients, names), clustersConcerned(clients, going)]);
  const instances = new Set([
    ...groups.flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? [])),
    ...idsOf(going, 'AWS::EC2::Instance'),
  ]);
  const capacityProviders = idsOf(going, 'AWS::ECS::CapacityProvider');
  const asked = { instances, capacityProviders, withOthers: request.withOthers };
  const [ofStack, ofClusters, services, filled] = await Promise.all([
    stackObstacles(clients, stack, resources),
    Promise.all(concerned.map((one) => clusterObstacles(clients, one, asked))),
    doomedServices(
      clients,
      concerned.flatMap(({ ownServices }) => ownServices),
      request.withOthers ? concerned.flatMap(({ isOwn, otherServices }) => (isOwn ? otherServices : [])) : [],
    ),
    filledRepositories(clients, going, declared),
  ]);
  const arnsOf = (own: boolean) =>
    concerned.flatMap(({ isOwn, cluster }) => (isOwn === own ? [cluster.clusterArn] : []));
  return {
    ...nothingOf(stack),
    isGone: false,
    obstacles: [
      ...ofStack,
      ...ofClusters.flat(),
      ...groups.flatMap(({ AutoScalingGroupName: group = '', DeletionProtection }) =>
        DeletionProtection === 'prevent-all-deletion' ? [{ code: 'group-protection', group } as const] : [],
      ),
    ],
    services,
    clusters: arnsOf(true),
    sharedClusters: arnsOf(false),
    withOthers: request.withOthers ?? false,
    groups: names,
    instances: [...instances],
    retained,
    snapshots,
    failedBefore: resources.filter(({ status }) => status === 'DELETE_FAILED'),
    filledRepositories: filled,
  };
}

const nothingOf = ({ StackId, StackName, StackStatus }: FoundStack): TeardownPlan => ({
  ...{ stackId: StackId, stackName: StackName, status: StackStatus ?? '', isGone: true },
  ...{ obstacles: [], services: [], clusters: [], sharedClusters: [], groups: [], instances: [], withOthers: false },
  ...{ retained: [], snapshots: [], failedBefore: [], filledRepositories: [] },
});

/** What a deletion left behind on purpose. */
export const hasStayed = ({ status }: { readonly status: string }): boolean => status === 'DELETE_SKIPPED';
