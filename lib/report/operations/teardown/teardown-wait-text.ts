import type { TeardownWait } from '../../../operations';
import { duration } from '../../clock';
import { nameList } from '../../name-list';
import { printable } from '../../style';
import { counted } from '../../table';
import { resourceText } from './teardown-text';

/** What it waits for, in one line; and how long it has been at it, where that is given. */
export const teardownWaitText = (waiting: TeardownWait, seconds?: number): string =>
  `waits for ${waitedFor(waiting)}${seconds === undefined ? '' : `, ${duration(seconds)} so far`}`;

function waitedFor(waiting: TeardownWait): string {
  switch (waiting.code) {
    case 'tasks': {
      const { running, stopping, unreachable, complaints } = waiting;
      const away =
        unreachable > 0
          ? ` (${unreachable} of them on instances whose agent is not connected, so that they cannot be told)`
          : '';
      const tasks = [
        ...amounts(running, (count, group) => `${counted(count, 'task')} of ${group}`),
        ...(stopping > 0
          ? [`${counted(stopping, 'task')} to end that ${stopping === 1 ? 'has' : 'have'} been told to${away}`]
          : []),
      ];
      return `${printable(nameList(tasks, 10))}${saying(complaints)}`;
    }
    case 'instances': {
      const groups = Object.entries(waiting.groups).map(
        ([name, states]) =>
          `instances of ${name} (${amounts(states, (count, state) => `${count} ${state}`).join(', ')})`,
      );
      return `${printable(nameList(groups, 10))}${saying(waiting.complaints)}`;
    }
    case 'registrations': {
      const clusters = amounts(
        waiting.clusters,
        (count, cluster) => `${counted(count, 'instance')} to leave cluster ${cluster}`,
      );
      return `${printable(nameList(clusters, 10))}`;
    }
    case 'resources': {
      const { deleting, left } = waiting;
      if (deleting.length === 0) return 'CloudFormation';
      const custom = deleting.some(({ type }) => type.startsWith('Custom::'))
        ? '; a custom resource has up to an hour to answer'
        : '';
      return `CloudFormation to delete ${nameList(deleting.map(resourceText), 10)}, ${counted(left, 'resource')} left${custom}`;
    }
  }
}

const amounts = (counts: Readonly<Record<string, number>>, text: (count: number, name: string) => string) =>
  Object.entries(counts).map(([name, count]) => text(count, name));

const saying = (complaints: readonly string[]): string =>
  complaints.length === 0 ? '' : `; AWS says: ${printable(nameList(complaints, 3))}`;
