import type { Fit, FitRejection, PlacementFailure, UnplacedTasks } from '../../../operations';
import { rejectionText } from '../../rejection-text';
import { counted } from '../../table';

/** Instances whose reasons are told one by one. */
const SHOWN = 5;

/** How the tasks of a run fit, and what becomes of those that do not; of each instance why not. */
export function fitText(fit: Fit): readonly string[] {
  const { count, instances, takers, placed, unplaced } = fit;
  const able = `${takers.length} of ${counted(instances, 'instance')} can take`;
  const none = instances === 0 ? 'the cluster has no instances' : undefined;
  const first =
    count > 1
      ? `${placed} of ${count} tasks find room now${none ? `: ${none}` : ` (${able} one)`}`
      : (none ?? `${takers.length > 0 ? able : `none of ${counted(instances, 'instance')} can take`} it now`);
  return [first, ...unplaced.map((one) => `  ${unplacedText(one)}`), ...(unplaced.length > 0 ? reasonsOf(fit) : [])];
}

/** What becomes of tasks that find no room. */
function unplacedText({ capacityProvider, tasks, offered, moreInstances, scaleOut }: UnplacedTasks): string {
  const [them, wait] = tasks === 1 ? ['1 task', 'waits'] : [`${tasks} tasks`, 'wait'];
  if (capacityProvider === undefined) {
    const room = moreInstances === 'none' ? 'another instance like these would not take one' : 'there is no room';
    const help =
      offered?.length && moreInstances !== 'none' ? `; give --capacity ${offered.join(' or ')} to wait for one` : '';
    return `${them} cannot be placed: ${room}, and by launch type EC2 none is waited for${help}`;
  }
  if (moreInstances === 'none')
    return `${them} of ${capacityProvider}: another instance like its own would not take one`;
  if (scaleOut && !scaleOut.isManaged) {
    return `${them} of ${capacityProvider}: it does not scale out by itself (managed scaling is off), so ECS refuses them`;
  }
  const { least, most } = moreInstances ?? {};
  const needed =
    least === undefined
      ? 'how many instances it needs is not known, since it has none'
      : `${least === most ? least : `${least} to ${most}`} more ${most === 1 ? 'instance' : 'instances'}`;
  const room = scaleOut?.room === undefined ? '' : `, its group may have ${scaleOut.room} more`;
  const isShort = least !== undefined && scaleOut?.room !== undefined && scaleOut.room < least;
  return isShort
    ? `${them} of ${capacityProvider} would need ${needed}${room}: raise its maximum`
    : `${them} ${wait} for ${capacityProvider} to scale out (${needed}${room})`;
}

function reasonsOf({ rejections }: Fit): readonly string[] {
  return atMost(rejections.map((one) => `  ${nameOf(one)}: ${whyText(one)}`));
}

/** What ECS said itself of instances, beside what the engine says of them; how the tasks fit has been told before. */
export function placementFailuresText({ rejections }: Fit, failures: readonly PlacementFailure[]): readonly string[] {
  const own = new Map(rejections.map((one) => [one.instanceId, one]));
  const named = [...new Set(failures.flatMap(({ instances }) => instances))];
  return atMost(
    named.map((id) => {
      const said = failures.filter(({ instances }) => instances.includes(id)).map(({ reason }) => reason);
      const seen = own.get(id);
      const why = seen ? whyText(seen) : 'nothing that the placement engine sees';
      return `  ${seen ? nameOf(seen) : id}: ${why} (ECS: ${said.join(', ')})`;
    }),
  );
}

const nameOf = ({ ec2InstanceId, instanceId }: FitRejection): string => ec2InstanceId ?? instanceId;

const whyText = ({ rejections }: FitRejection): string => rejections.map(rejectionText).join('; ');

const atMost = (lines: readonly string[]): readonly string[] =>
  lines.length > SHOWN ? [...lines.slice(0, SHOWN), `  and ${lines.length - SHOWN} more`] : lines;
