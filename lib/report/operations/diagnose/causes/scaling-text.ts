import type { LaunchFailureReason } from '../../../../operations/diagnose/causes/capacity/launch-failure';
import type { ScalingCause } from '../../../../operations/diagnose/causes/capacity/scaling';
import { instanceList } from '../../../name-list';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';

const FAILURES: Readonly<Record<LaunchFailureReason, readonly [string, string]>> = {
  'vcpu-quota': [
    'the vCPU quota of the account is used up',
    'ask for more at Service Quotas (Amazon EC2, "Running On-Demand … instances"), or use fewer or smaller instances',
  ],
  'spot-quota': [
    'the Spot quota of the account is used up',
    'ask for more at Service Quotas (Amazon EC2, "All … Spot Instance Requests")',
  ],
  'volume-quota': [
    'the EBS storage quota of the account is used up',
    'ask for more at Service Quotas (Amazon EBS, "Storage for … volumes"), or delete volumes that nobody uses',
  ],
  'spot-price': ['the maximum price for Spot is too low', 'take the maximum price out of the launch template'],
  'insufficient-capacity': [
    'EC2 has no capacity of this type in the zone',
    'allow more instance types and zones in the group; On-Demand besides Spot, if it is Spot that is short',
  ],
  'type-not-in-zone': [
    'the type is not offered in the zone',
    'take the zone out of the group, or use a type that every zone of it offers',
  ],
  'not-supported': [
    'EC2 does not support what the launch template asks for',
    'see what the message names: a type with another purchase option, volume type, tenancy or zone',
  ],
  'no-free-addresses': ['the subnet has no free addresses', 'add subnets to the group, or free addresses of this one'],
  'launch-template': [
    'the launch template (or what it names) is refused',
    'check that its image, security groups, key pair, subnet and instance profile are there in this region and account',
  ],
  permission: [
    'a permission is missing',
    'allow what the message names to the service-linked role AWSServiceRoleForAutoScaling, or to who made the group',
  ],
  'encryption-key': [
    'the instance ended while it was launched, as it does when the key of an encrypted volume may not be used',
    "allow AWSServiceRoleForAutoScaling the volume's KMS key (key policy and grant), and check that the key is enabled",
  ],
  'hook-abandoned': [
    'a lifecycle hook of the group gave the instance up',
    "see what completes the hook, its timeout, and the instance's own start (cloud-init output)",
  ],
  account: ['AWS has not cleared the account for this', 'see the message, then ask AWS Support'],
  throttled: ['EC2 limits the rate of the account', 'wait: Auto Scaling tries again; see what else calls EC2 so often'],
  other: ['launches fail', 'mend what the message names'],
};

/** Why a capacity provider adds no instance. */
export function scalingText(cause: ScalingCause): CauseText {
  const { capacityProvider, autoScalingGroup } = cause;
  const title = (what: string) => `capacity provider ${capacityProvider} does not scale out: ${what}`;
  const waiting =
    'waiting' in cause ? `${counted(cause.waiting, 'task')} of it ${cause.waiting === 1 ? 'waits' : 'wait'}` : '';
  switch (cause.code) {
    case 'maximum-reached':
      return {
        title: title(`the group ${autoScalingGroup} is at its maximum of ${cause.maximum}`),
        evidence: [`desired ${cause.desired}, maximum ${cause.maximum}; ${waiting}`],
        fix: `raise the maximum of the group in its stack, or run fewer or smaller tasks`,
      };
    case 'managed-scaling-off':
      return {
        title: title('its managed scaling is off'),
        evidence: [`desired ${cause.desired}; ${waiting}`],
        fix: 'turn managed scaling on, or set the desired size of the group yourself',
      };
    case 'launch-suspended':
      return {
        title: title(`the group ${autoScalingGroup} has its Launch process suspended`),
        evidence: [waiting],
        fix: `aws autoscaling resume-processes --auto-scaling-group-name ${autoScalingGroup} --scaling-processes Launch`,
      };
    case 'warming-up':
      return {
        title: `capacity provider ${capacityProvider} is scaling out: ${counted(cause.instances.length, 'instance')} on the way`,
        evidence: [`${instanceList(cause.instances, 10)} launched, not registered yet; ${waiting}`],
        fix: 'wait: an instance registers some minutes after its launch; repeat this then',
      };
    case 'launch-failed': {
      const [what, fix] = FAILURES[cause.reason];
      return {
        title: `the group ${autoScalingGroup} of capacity provider ${capacityProvider} cannot launch instances: ${what}`,
        evidence: [
          `${counted(cause.failures, 'failure')} since the last launch that succeeded${cause.lastAt ? `, the last at ${cause.lastAt}` : ''}`,
          `Auto Scaling says: ${cause.message}`,
        ],
        fix,
      };
    }
  }
}
