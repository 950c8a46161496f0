import type { Doing, RunTaskEvent } from '../../../operations';
import { shortName } from '../../../operations/aws/arn';
import { printable } from '../../style';
import { passingText } from '../trouble-text';
import { fitText } from './fit-text';

type Told = Exclude<RunTaskEvent, { code: 'log' }>;

const DOING: Readonly<Record<Doing, string>> = {
  'reading-cluster': 'which instances could take it is not known',
  'reading-subnets': 'which zones the subnets are in is not known',
  'reading-capacity': 'how far the capacity grows is not known',
  'reading-daemons': 'what daemons take of new instances is not known',
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
      return event.taskArns.map((arn) => `started ${shortName(arn)}`);
    case 'status':
      return [`${shortName(event.taskArn)} ${event.status}${event.instance ? ` on ${event.instance}` : ''}`];
    case 'log-not-followed':
      return [
        `the log of ${event.container} is not followed: ${event.logDriver ? `it goes to ${event.logDriver}` : 'it has no log driver of its own'}, not to awslogs`,
      ];
    case 'trouble':
      return [`${DOING[event.doing]}: ${passingText(event.problem)}`];
  }
}
