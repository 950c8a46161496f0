import type { CapacityProvider } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';

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
  const groups = capacityProviders.flatMap((one) => groupName(one) ?? []);
  const { AutoScalingGroups = [] } =
    groups.length > 0 ? await clients.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: groups }) : {};
  return new Map(
    capacityProviders.map((provider) => {
      const { name, autoScalingGroupProvider } = provider;
      // Capacity providers without a group (managed instances) have nothing to switch on.
      const isManaged = !autoScalingGroupProvider || autoScalingGroupProvider.managedScaling?.status === 'ENABLED';
      const group = AutoScalingGroups.find((one) => one.AutoScalingGroupName === groupName(provider));
      const room = group && Math.max(0, (group.MaxSize ?? 0) - (group.DesiredCapacity ?? 0));
      return [name, { isManaged, ...(room !== undefined && { room }) }];
    }),
  );
}

/** The API names the group by its ARN, or by its name. */
const groupName = ({ autoScalingGroupProvider }: CapacityProvider): string | undefined =>
  autoScalingGroupProvider?.autoScalingGroupArn?.split('autoScalingGroupName/').at(-1);
