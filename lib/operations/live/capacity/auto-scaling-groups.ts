import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { CapacityProvider } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';

/** Auto Scaling groups by name, as far as they are still there. */
export const describedGroups = (clients: Clients, names: readonly string[]): Promise<readonly AutoScalingGroup[]> =>
  inBatches(
    names,
    50,
    async (AutoScalingGroupNames) =>
      (await clients.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames })).AutoScalingGroups,
  );

/** The Auto Scaling group behind a capacity provider: the API names it by its ARN, or by its name. */
export const groupNameOf = ({ autoScalingGroupProvider }: CapacityProvider): string | undefined =>
  autoScalingGroupProvider?.autoScalingGroupArn?.split('autoScalingGroupName/').at(-1);
