import { inlineHandler } from '../inline-resource/inline-handler';

/**
 * On deletion takes the scale-in protection off an Auto Scaling group and its instances, fifty at a time as the API
 * wants; CloudFormation would otherwise wait for instances that may not be terminated. On creation it does nothing.
 * A group that is gone needs nothing.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
 */
export const UNPROTECT_HANDLER = inlineHandler(
  `
const { AutoScalingClient, DescribeAutoScalingGroupsCommand, SetInstanceProtectionCommand, UpdateAutoScalingGroupCommand } =
  sdk('auto-scaling');

const act = async (event) => {
  if (event.RequestType !== 'Delete') return;
  const client = new AutoScalingClient({});
  const name = { AutoScalingGroupName: event.ResourceProperties.group };
  const describe = () => client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name.AutoScalingGroupName] }));
  if ((await describe()).AutoScalingGroups.length === 0) return;
  await client.send(new UpdateAutoScalingGroupCommand({ ...name, NewInstancesProtectedFromScaleIn: false }));
  const protectedIds = (await describe()).AutoScalingGroups
    .flatMap((group) => group.Instances)
    .filter((instance) => instance.ProtectedFromScaleIn)
    .map((instance) => instance.InstanceId);
  for (let first = 0; first < protectedIds.length; first += 50) {
    const InstanceIds = protectedIds.slice(first, first + 50);
    await client.send(new SetInstanceProtectionCommand({ ...name, InstanceIds, ProtectedFromScaleIn: false }));
  }
};
`,
  'event.ResourceProperties.group',
);
