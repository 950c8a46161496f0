import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';

/** Auto Scaling groups by name, as far as they are still there. */
export const describeGroups = (clients: Clients, names: readonly string[]): Promise<readonly AutoScalingGroup[]> =>
  inBatches(
    names,
    50,
    async (AutoScalingGroupNames) =>
      (await clients.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames })).AutoScalingGroups,
  );
