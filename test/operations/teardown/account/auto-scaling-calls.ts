import type * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling';
import type * as autoScaling from '@aws-sdk/client-auto-scaling';
import { type Calls, refusal } from './emulated-clients';
import { change } from './life';
import type { World, WorldService } from './world';

/** What Amazon EC2 Auto Scaling and Application Auto Scaling answer. */
export function autoScalingCalls(world: World) {
  const groupOf = (name: string | undefined) => {
    const group = world.groups.find((one) => one.name === name && !one.isGone);
    if (!group) throw refusal('ValidationError', 'AutoScalingGroup name not found');
    return group;
  };
  const instancesOf = (name: string) => world.instances.filter(({ group }) => group === name);
  const inState = (ids: readonly string[] = [], ...states: readonly string[]) => {
    const found = world.instances.filter(({ id }) => ids.includes(id));
    const wrong = found.find(({ state }) => !states.includes(state));
    if (wrong || found.length < ids.length)
      throw refusal('ValidationError', `The instance is not in ${states.join(' or ')}.`);
    return found;
  };
  const scalable = ({ name, cluster }: WorldService) => `service/${cluster}/${name}`;
  const ec2 = {
    describeAutoScalingGroups: ({
      AutoScalingGroupNames: names = [],
    }: autoScaling.AutoScalingGroupNamesType): autoScaling.AutoScalingGroupsType => ({
      AutoScalingGroups: world.groups
        .filter(({ name, isGone }) => names.includes(name) && !isGone)
        .map((group) => ({
          ...{
            AutoScalingGroupName: group.name,
            MinSize: group.min,
            MaxSize: group.max,
            DesiredCapacity: group.desired,
          },
          ...{
            DefaultCooldown: 300,
            AvailabilityZones: ['eu-west-1a'],
            HealthCheckType: 'EC2',
            CreatedTime: new Date(0),
          },
          NewInstancesProtectedFromScaleIn: group.protectsNew,
          SuspendedProcesses: group.isTerminateSuspended ? [{ ProcessName: 'Terminate' }] : [],
          ...(group.warm > 0 && {
            WarmPoolSize: group.warm,
            WarmPoolConfiguration: group.warmDeletedAt === undefined ? {} : { Status: 'PendingDelete' },
          }),
          ...(group.isDeletionProtected && { DeletionProtection: 'prevent-all-deletion' as const }),
          Instances: instancesOf(group.name).map((one) => ({
            ...{ InstanceId: one.id, LifecycleState: one.state, ProtectedFromScaleIn: one.isProtected },
            ...{ AvailabilityZone: 'eu-west-1a', HealthStatus: 'Healthy' },
          })),
        })),
    }),
    updateAutoScalingGroup: (input: autoScaling.UpdateAutoScalingGroupType): object => {
      const group = groupOf(input.AutoScalingGroupName);
      group.min = input.MinSize ?? group.min;
      group.max = input.MaxSize ?? group.max;
      group.desired = input.DesiredCapacity ?? Math.min(group.max, Math.max(group.min, group.desired));
      group.protectsNew = input.NewInstancesProtectedFromScaleIn ?? group.protectsNew;
      return {};
    },
    setInstanceProtection: ({ InstanceIds }: autoScaling.SetInstanceProtectionQuery): object => {
      for (const one of inState(InstanceIds, 'InService')) one.isProtected = false;
      return {};
    },
    resumeProcesses: ({ AutoScalingGroupName }: autoScaling.ScalingProcessQuery): object => {
      groupOf(AutoScalingGroupName).isTerminateSuspended = false;
      return {};
    },
    deleteWarmPool: ({ AutoScalingGroupName }: autoScaling.DeleteWarmPoolType): object => {
      groupOf(AutoScalingGroupName).warmDeletedAt = world.now + 30_000;
      return {};
    },
    exitStandby: ({ AutoScalingGroupName, InstanceIds = [] }: autoScaling.ExitStandbyQuery): object => {
      const group = groupOf(AutoScalingGroupName);
      const found = inState(InstanceIds, 'Standby');
      if (group.desired + found.length > group.max)
        throw refusal('ValidationError', 'Desired capacity would exceed the maximum.');
      group.desired += found.length;
      for (const one of found) change(world, one, 'InService');
      return {};
    },
    describeLifecycleHooks: ({
      AutoScalingGroupName,
    }: autoScaling.DescribeLifecycleHooksType): autoScaling.DescribeLifecycleHooksAnswer => ({
      LifecycleHooks: [
        { LifecycleHookName: 'launch', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' },
        ...(groupOf(AutoScalingGroupName).hook
          ? [{ LifecycleHookName: 'end', LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING' }]
          : []),
      ],
    }),
    completeLifecycleAction: (input: autoScaling.CompleteLifecycleActionType): object => {
      const isLaunch = input.LifecycleHookName === 'launch';
      const [one] = inState([input.InstanceId ?? ''], isLaunch ? 'Pending:Wait' : 'Terminating:Wait');
      if (input.LifecycleActionResult === 'ABANDON' || !isLaunch) change(world, one!, 'Terminating');
      return {};
    },
  } satisfies Calls;
  const services = {
    describeScalableTargets: ({
      ResourceIds: ids = [],
    }: applicationAutoScaling.DescribeScalableTargetsRequest): { ScalableTargets: { ResourceId: string }[] } => ({
      ScalableTargets: world.services.flatMap((one) =>
        one.target && ids.includes(scalable(one)) ? [{ ResourceId: scalable(one) }] : [],
      ),
    }),
    registerScalableTarget: ({
      ResourceId,
      MinCapacity = 0,
      SuspendedState,
    }: applicationAutoScaling.RegisterScalableTargetRequest): object => {
      const service = world.services.find((one) => scalable(one) === ResourceId);
      if (!service?.target) throw refusal('ValidationException', 'A new scalable target needs a maximum.');
      service.target = { min: MinCapacity, isSuspended: SuspendedState?.ScheduledScalingSuspended === true };
      return {};
    },
  } satisfies Calls;
  return { autoScaling: ec2, applicationAutoScaling: services };
}
