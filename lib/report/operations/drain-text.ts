import type { DrainEnd, DrainMove, DrainPlan, DrainProgress } from '../../operations';
import { duration } from '../clock';
import { nameList } from '../name-list';
import { type Page, printable, styled } from '../style';
import { columns, counted } from '../table';
import { refusalText } from './refusal-text';
import { lastFailureText } from './trouble-text';

/** What a drain will do, in lines. */
export function drainPlanText({ clusterName, instances, moves, hasPlaceForAll }: DrainPlan, page: Page): string {
  const named = instances.map(({ id, ec2InstanceId }) => ec2InstanceId ?? id);
  const rows = instances.map((one) => [
    `  ${one.ec2InstanceId ?? one.id}`,
    one.instanceType,
    one.zone,
    one.status,
    counted(one.tasks.length, 'task'),
  ]);
  const kept = moves.length === 0 ? ['No task runs there.'] : [];
  const verdict = hasPlaceForAll
    ? styled(page, 'green', 'Every task that has to move has somewhere to go.')
    : styled(page, 'red', 'Not every task that has to move can.');
  const lines = [
    printable(`Drains ${nameList(named)} of cluster ${clusterName}:`),
    ...columns(rows).map(printable),
    '',
    ...columns(moves.map((move) => [`  ${move.group}`, move.task.slice(0, 8), moveText(move)])).map(printable),
    ...kept,
    ...(moves.length > 0 ? ['', verdict] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function moveText(move: DrainMove): string {
  switch (move.code) {
    case 'moves':
      return `goes to ${move.toEc2InstanceId ?? move.to}`;
    case 'no-place':
      return `has no place: ${refusalText(move.explanation)}`;
    case 'no-step': {
      const { minimumHealthyPercent, maximumPercent } = move.bounds;
      return (
        `cannot be replaced: at ${minimumHealthyPercent}% minimum healthy none may stop first, ` +
        `at ${maximumPercent}% maximum none may start first; raise the maximum or lower the minimum`
      );
    }
    case 'daemon':
      return 'is a daemon: ends with the instance';
    case 'alone':
      return 'belongs to no service: stays until it ends by itself';
  }
}

/** What is left, in one line. */
export function drainProgressText({ running, stopping }: DrainProgress): string {
  const groups = Object.entries(running).map(([group, count]) => `${counted(count, 'task')} of ${group}`);
  const left = [...groups, ...(stopping > 0 ? [`${counted(stopping, 'task')} to stop`] : [])];
  return left.length === 0 ? 'no task is left' : printable(`waits for ${nameList(left, 10)}`);
}

/** How a drain ended, in one line. */
export function drainEndText(end: DrainEnd, page: Page): string {
  switch (end.code) {
    case 'drained':
      return styled(page, 'green', `drained: no task is left on ${counted(end.instances, 'instance')}`);
    case 'timed-out':
      return styled(
        page,
        'yellow',
        `not drained after ${duration(end.seconds)}${end.left ? `, ${drainProgressText(end.left)}` : ''}${lastFailureText(end.problem)}; the drain goes on`,
      );
    case 'interrupted':
      return styled(
        page,
        'yellow',
        'no longer watched; the drain goes on (aws ecs update-container-instances-state --status ACTIVE takes it back)',
      );
  }
}
