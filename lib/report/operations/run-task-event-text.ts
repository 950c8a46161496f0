import { type Fit, problemText, type RunTaskEvent } from '../../operations';
import { rejectionText } from '../rejection-text';
import { printable } from '../style';
import { counted } from '../table';

/** Instances whose reasons are told one by one. */
const SHOWN = 5;

type Told = Exclude<RunTaskEvent, { code: 'log' }>;

const DOING: Readonly<Record<Extract<Told, { code: 'trouble' }>['doing'], string>> = {
  'reading-cluster': 'which instances could take it is not known',
  starting: 'starting',
  watching: 'watching',
  'reading-logs': 'reading logs',
  stopping: 'stopping',
};

/** What happens during a run, in lines for stderr. */
export const runTaskEventText = (event: Told): readonly string[] => eventLines(event).map(printable);

function eventLines(event: Told): readonly string[] {
  switch (event.code) {
    case 'fit':
      return fitText(event.fit);
    case 'started':
      return event.taskArns.map((arn) => `started ${shortId(arn)}`);
    case 'status':
      return [`${shortId(event.taskArn)} ${event.status}${event.instance ? ` on ${event.instance}` : ''}`];
    case 'trouble':
      return [`${DOING[event.doing]}: ${problemText(event.problem)}`];
  }
}

/** The id of a task from its ARN. */
export const shortId = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Which instances could take a task; of those that could not, why not. */
export function fitText({
  instances,
  takers,
  rejections,
  moreInstancesHelp,
  waitsForCapacity,
}: Fit): readonly string[] {
  if (takers.length > 0) return [`${takers.length} of ${counted(instances, 'instance')} can take it now`];
  const refusals = rejections
    .slice(0, SHOWN)
    .map((one) => `  ${one.instanceId}: ${one.rejections.map(rejectionText).join('; ')}`);
  const more = rejections.length > SHOWN ? [`  and ${rejections.length - SHOWN} more`] : [];
  const none =
    instances === 0 ? 'the cluster has no instances' : `none of ${counted(instances, 'instance')} can take it now`;
  const helps = instances === 0 || moreInstancesHelp;
  return [`${none}${waitsForCapacity ? waiting(helps) : ''}`, ...refusals, ...more];
}

const waiting = (helps: boolean): string =>
  helps ? '; it waits for its capacity provider to scale out' : '; and another one like these could not either';
