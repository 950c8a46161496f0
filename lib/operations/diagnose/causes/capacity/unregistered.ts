import type { Look } from '../../look';
import type { UnregisteredMember } from '../../scene/read-capacity';
import { REGISTRATION_MS } from './scaling';

/** An instance runs in a group of the cluster, and is no container instance of it. */
export interface UnregisteredInstance {
  readonly code: 'instance-not-registered';
  readonly ec2InstanceId: string;
  readonly autoScalingGroup: string;
  readonly capacityProvider: string;
  /** How long it has run. */
  readonly ageSeconds: number;
  /** What EC2 shows that is wrong. @default - nothing: see what the fix names */
  readonly seen?: 'no-instance-profile' | 'stopped';
}

/** Instances that take part in a group's count and can run no task. */
export const unregistered = async ({ scene }: Look): Promise<readonly UnregisteredInstance[]> =>
  scene.capacity.flatMap(({ provider, group, unregistered: members = [] }) =>
    members
      .filter((member) => isOverdue(member, scene.now))
      .map((member) => {
        const launchedAt = member.ec2?.LaunchTime?.getTime() ?? scene.now;
        const seen = seenIn(member);
        return {
          code: 'instance-not-registered' as const,
          ec2InstanceId: member.ec2InstanceId,
          autoScalingGroup: group?.AutoScalingGroupName ?? '',
          capacityProvider: provider.name ?? '',
          ageSeconds: Math.round((scene.now - launchedAt) / 1000),
          ...(seen && { seen }),
        };
      }),
  );

/** One that is being launched or terminated, or kept in a warm pool, need not be; nor one of which EC2 tells no age. */
function isOverdue({ lifecycleState, ec2 }: UnregisteredMember, now: number): boolean {
  const launchedAt = ec2?.LaunchTime?.getTime();
  return lifecycleState === 'InService' && launchedAt !== undefined && now - launchedAt >= REGISTRATION_MS;
}

function seenIn({ ec2 }: UnregisteredMember): UnregisteredInstance['seen'] {
  if (!ec2) return undefined;
  if (ec2.State?.Name === 'stopped' || ec2.State?.Name === 'stopping') return 'stopped';
  return ec2.IamInstanceProfile ? undefined : 'no-instance-profile';
}
