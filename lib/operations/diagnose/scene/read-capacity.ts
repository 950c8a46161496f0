import type { Activity, AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Instance as Ec2Instance } from '@aws-sdk/client-ec2';
import type { CapacityProvider, ContainerInstance } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import { refusedWith } from '../../aws/problem/operation-error';
import { describedGroups, groupNameOf } from '../../live/capacity/auto-scaling-groups';
import type { Looker } from '../../live/looker';

/** An EC2 instance of a group that is no container instance of the cluster. */
export interface UnregisteredMember {
  readonly ec2InstanceId: string;
  /** As Auto Scaling names it, such as `InService`. */
  readonly lifecycleState: string;
  /** As EC2 describes it; absent where it could not be read. */
  readonly ec2?: Ec2Instance;
}

/** A capacity provider, with what Auto Scaling and EC2 say. */
export interface CapacityScene {
  readonly provider: CapacityProvider;
  readonly group?: AutoScalingGroup;
  /** Name of its group, where Auto Scaling has none of that name. */
  readonly missingGroup?: string;
  /** Newest first. */
  readonly activities?: readonly Activity[];
  readonly unregistered?: readonly UnregisteredMember[];
}

/** Activities enough to see what the group last tried. */
const ACTIVITIES = 20;

/** Reads the Auto Scaling groups behind capacity providers. */
export async function readCapacity(
  clients: Clients,
  looker: Looker,
  names: readonly string[],
  containerInstances: readonly ContainerInstance[] | undefined,
): Promise<readonly CapacityScene[]> {
  const onEc2 = names.filter((name) => name !== 'FARGATE' && name !== 'FARGATE_SPOT');
  if (onEc2.length === 0) return [];
  const providers = await looker.at(
    'capacity providers',
    async () => (await clients.ecs.describeCapacityProviders({ capacityProviders: onEc2 })).capacityProviders,
  );
  return Promise.all((providers ?? []).map((provider) => readOne(clients, looker, provider, containerInstances)));
}

async function readOne(
  clients: Clients,
  looker: Looker,
  provider: CapacityProvider,
  containerInstances: readonly ContainerInstance[] | undefined,
): Promise<CapacityScene> {
  const name = groupNameOf(provider);
  if (name === undefined) return { provider };
  const groups = await looker.at(`Auto Scaling group ${name}`, () => describedGroups(clients, [name]));
  const group = groups?.find((one) => one.AutoScalingGroupName === name);
  if (!group) return { provider, ...(groups && { missingGroup: name }) };
  const [activities, unregistered] = await Promise.all([
    looker.at(
      `scaling activities of the group ${name}`,
      async () =>
        (await clients.autoScaling.describeScalingActivities({ AutoScalingGroupName: name, MaxRecords: ACTIVITIES }))
          .Activities,
    ),
    containerInstances && unregisteredMembers(clients, looker, group, containerInstances),
  ]);
  return { provider, group, ...(activities && { activities }), ...(unregistered && { unregistered }) };
}

async function unregisteredMembers(
  clients: Clients,
  looker: Looker,
  { Instances = [] }: AutoScalingGroup,
  containerInstances: readonly ContainerInstance[],
): Promise<readonly UnregisteredMember[]> {
  const registered = new Set(containerInstances.map(({ ec2InstanceId }) => ec2InstanceId));
  const members = Instances.flatMap(({ InstanceId, LifecycleState = 'InService' }) =>
    InstanceId && !registered.has(InstanceId) ? [{ ec2InstanceId: InstanceId, lifecycleState: LifecycleState }] : [],
  );
  const described = await looker.at('EC2 instances that are not registered', () =>
    inBatches(members, 100, (batch) =>
      ec2Instances(
        clients,
        batch.map(({ ec2InstanceId }) => ec2InstanceId),
      ),
    ),
  );
  return members.map((member) => {
    const ec2 = described?.find(({ InstanceId }) => InstanceId === member.ec2InstanceId);
    return ec2 ? { ...member, ec2 } : member;
  });
}

async function ec2Instances(clients: Clients, InstanceIds: string[]): Promise<readonly Ec2Instance[]> {
  try {
    const { Reservations = [] } = await clients.ec2.describeInstances({ InstanceIds });
    return Reservations.flatMap(({ Instances = [] }) => Instances);
  } catch (error) {
    // One that was terminated long ago, or has only just been launched.
    if (refusedWith(error, 'InvalidInstanceID.NotFound')) return [];
    throw error;
  }
}
