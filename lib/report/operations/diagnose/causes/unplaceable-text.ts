import type { TrunkingOff } from '../../../../operations/diagnose/causes/instance/trunking';
import type { Unplaceable } from '../../../../operations/diagnose/causes/instance/unplaceable';
import { nameList } from '../../../name-list';
import { rejectionText } from '../../../rejection-text';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';

/** More instances than these say nothing new. */
const MOST_INSTANCES = 10;

/** Tasks that no instance takes: each instance with its reasons. */
export function unplaceableText(cause: Unplaceable): CauseText {
  const { group, taskDefinition, waiting, capacityProviders, instances, closest, event } = cause;
  const nearest = instances.find(({ containerInstanceId }) => containerInstanceId === closest);
  const where = capacityProviders.length > 0 ? ` of ${nameList(capacityProviders)}` : '';
  const shown = instances
    .slice(0, MOST_INSTANCES)
    .map(({ containerInstanceId, ec2InstanceId, instanceType, zone, rejections, portHolders }) => {
      const why = rejections.map(rejectionText).join('; ');
      const holders = portHolders ? ` (by ${nameList(portHolders)})` : '';
      return `${ec2InstanceId ?? containerInstanceId} (${instanceType}, ${zone}): ${why}${holders}`;
    });
  const rest = instances.length - shown.length;
  return {
    title: `${counted(waiting, 'task')} of ${group} (${taskDefinition}) cannot be placed: ${
      instances.length === 0 ? `there is no instance${where}` : `no instance${where} takes one`
    }${nearest ? `, the nearest for ${nearest.rejections.map(rejectionText).join('; ')}` : ''}`,
    evidence: [
      ...(instances.length === 0 ? [`instances looked at${where}: 0`] : shown),
      ...(rest > 0 ? [`and ${rest} more`] : []),
      ...(event ? [`ECS says: ${event}`] : []),
    ],
    fix: fixOf(cause),
  };
}

function fixOf({ scalingOut, capacityProviders }: Unplaceable): string {
  switch (scalingOut) {
    case 'helps':
      return capacityProviders.length > 0
        ? 'one more instance of this kind would take it: the capacity provider should launch one; if it does not, see the other causes'
        : 'one more instance of this kind would take it; no capacity provider launches one for these tasks: give the service a capacity provider strategy, or launch an instance';
    case 'does-not-help':
      return 'more instances of this kind would not help: make the task smaller, change its constraints, or use a type that has what it needs';
    case 'unknown':
      return capacityProviders.length > 0
        ? 'the capacity provider should launch an instance; if it does not, see the other causes'
        : 'give the service a capacity provider strategy, so that instances are launched for it';
  }
}

/** Instances that take few tasks with network interfaces of their own, for want of a trunk. */
export function trunkingText({ group, instances }: TrunkingOff): CauseText {
  return {
    title: `tasks of ${group} wait for network interfaces, and the instances have no trunk: ENI trunking was off when they were launched`,
    evidence: instances.map(
      ({ containerInstanceId, ec2InstanceId, instanceType, takes, wouldTake }) =>
        `${ec2InstanceId ?? containerInstanceId} (${instanceType}) has no ecs.awsvpc-trunk-id: it takes ${takes} of such tasks, with a trunk ${wouldTake}`,
    ),
    fix: 'turn awsvpcTrunking on for the role of the instances (aws ecs put-account-setting --name awsvpcTrunking --value enabled --principal-arn ROLE), then replace the instances: those that run get no trunk',
  };
}
