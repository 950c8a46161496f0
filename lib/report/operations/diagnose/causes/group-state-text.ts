import type { GroupStateCause } from '../../../../operations/diagnose/causes/capacity/group-state';
import { nameList } from '../../../name-list';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';

/** What is wrong with a capacity provider or its group. */
export function groupStateText(cause: GroupStateCause): CauseText {
  const { capacityProvider } = cause;
  switch (cause.code) {
    case 'group-missing':
      return {
        title: `capacity provider ${capacityProvider} has no Auto Scaling group: there is no ${cause.autoScalingGroup}`,
        evidence: ['Auto Scaling knows no group of this name in this region and account'],
        fix: 'a capacity provider cannot be given another group: make a new one for a new group, move the services to it, then delete this one',
      };
    case 'capacity-provider-failed':
      return {
        title: `capacity provider ${capacityProvider} could not be ${cause.updateStatus === 'CREATE_FAILED' ? 'made' : 'changed'}`,
        evidence: [`${cause.updateStatus}${cause.reason ? `: ${cause.reason}` : ''}`],
        fix: 'mend what ECS says, then make the change again; an internal error is worth a second try',
      };
    case 'scale-in-held': {
      const { autoScalingGroup, desired, instances, managedTerminationProtection } = cause;
      const idle = instances.filter(({ tasks }) => tasks === 0).map(({ ec2InstanceId }) => ec2InstanceId);
      return {
        title: `the group ${autoScalingGroup} of capacity provider ${capacityProvider} cannot shrink: all its instances are protected from scale-in`,
        evidence: [
          `desired ${desired}, in service ${instances.length}`,
          ...instances.map(
            ({ ec2InstanceId, tasks }) =>
              `${ec2InstanceId}: ${tasks === 0 ? 'no task but daemons' : counted(tasks, 'task')}`,
          ),
        ],
        fix:
          idle.length > 0
            ? `nothing needs ${nameList(idle)}: aws autoscaling set-instance-protection --no-protected-from-scale-in --auto-scaling-group-name ${autoScalingGroup} --instance-ids ${idle.join(' ')}`
            : managedTerminationProtection
              ? 'ECS lifts the protection of an instance once its last task has ended: wait, or drain one (stowage drain)'
              : 'lift the protection of instances that may go (aws autoscaling set-instance-protection), and turn off that new ones get it',
      };
    }
  }
}
