import type { Explanation } from '../../placement';
import { rejectionText } from '../rejection-text';
import { counted } from '../table';

/** Why no instance takes a task and whether more would, after a colon. */
export function refusalText({ instances, closest, moreInstancesHelp }: Explanation): string {
  if (!closest) {
    return moreInstancesHelp
      ? 'no instance for it is there, and a new one would take it'
      : 'no instance for it is there';
  }
  const { ec2InstanceId, instanceId, instanceType, zone } = closest;
  const reasons = closest.rejections.map(rejectionText).join('; ');
  const more = moreInstancesHelp
    ? 'another instance like it would take one'
    : 'another instance like it would not help';
  const none =
    instances === 1 ? 'the only instance does not take one' : `none of ${counted(instances, 'instance')} takes one`;
  return `${none}; the closest, ${ec2InstanceId ?? instanceId} (${instanceType}, ${zone}), refuses for ${reasons}; ${more}`;
}
