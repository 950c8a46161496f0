import type { Clients } from '../../aws/clients';
import { describedGroups, groupNameOf } from './auto-scaling-groups';

/** How far the capacity behind a capacity provider grows by itself. */
export interface ScaleOut {
  /** Whether ECS launches instances for tasks that wait; if not, it refuses tasks for which there is no room. */
  readonly isManaged: boolean;
  /** How many more instances the Auto Scaling group may have. Absent where there is no group. */
  readonly room?: number;
}

/** Reads how far capacity providers grow, by their names; nothing is asked if there are none. */
export async function scaleOutOf(
  clients: Clients,
  names: readonly string[],
): Promise<ReadonlyMap<string | undefined, ScaleOut>> {
  if (names.length === 0) return new Map();
  const { capacityProviders = [] } = await clients.ecs.describeCapacityProviders({ capacityProviders: [...names] });
  const groups = await describedGroups(
    clients,
    capacityProviders.flatMap((one) => groupNameOf(one) ?? []),
  );
  return new Map(
    capacityProviders.map((provider) => {
      const { name, autoScalingGroupProvider } = provider;
      // Capacity providers without a group (managed instances) have nothing to switch on.
      const isManaged = !autoScalingGroupProvider || autoScalingGroupProvider.managedScaling?.status === 'ENABLED';
      const group = groups.find((one) => one.AutoScalingGroupName === groupNameOf(provider));
      const room = group && Math.max(0, (group.MaxSize ?? 0) - (group.DesiredCapacity ?? 0));
      return [name, { isManaged, ...(room !== undefined && { room }) }];
    }),
  );
}
