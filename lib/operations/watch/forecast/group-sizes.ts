import type { Clients } from '../../aws/clients';
import { describedGroups, groupNameOf } from '../../live/capacity/auto-scaling-groups';
import type { Looker } from '../../live/looker';

/** How large the Auto Scaling group behind a capacity provider is and may become. */
export interface GroupSize {
  readonly group: string;
  /** Instances that it has or is about to have. */
  readonly instances: number;
  readonly maximum: number;
  /** Whether ECS makes it larger when tasks wait for it. */
  readonly managedScaling: boolean;
}

/** Reads the sizes of groups, by capacity provider; none of those that may not be read. */
export async function readGroupSizes(
  clients: Clients,
  looker: Looker,
  capacityProviders: readonly string[],
): Promise<ReadonlyMap<string, GroupSize>> {
  if (capacityProviders.length === 0) return new Map();
  const sizes = await looker.at('the sizes of Auto Scaling groups', async () => {
    const { capacityProviders: providers = [] } = await clients.ecs.describeCapacityProviders({
      capacityProviders: [...capacityProviders],
    });
    const named = providers.flatMap((provider) => {
      const { name, autoScalingGroupProvider: of } = provider;
      const group = groupNameOf(provider);
      return name && group ? [{ name, group, managedScaling: of?.managedScaling?.status === 'ENABLED' }] : [];
    });
    const groups = await describedGroups(
      clients,
      named.map(({ group }) => group),
    );
    return named.flatMap(({ name, group, managedScaling }) => {
      const found = groups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === group);
      if (found?.MaxSize === undefined) return [];
      const staying = (found.Instances ?? []).filter(({ LifecycleState }) => !LifecycleState?.startsWith('Terminat'));
      const instances = Math.max(found.DesiredCapacity ?? 0, staying.length);
      return [[name, { group, instances, maximum: found.MaxSize, managedScaling }] as const];
    });
  });
  return new Map(sizes);
}
