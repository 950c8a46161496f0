import type { DrainEnd, DrainProgress } from '../../../operations';
import { duration } from '../../clock';
import { nameList } from '../../name-list';
import { type Page, printable, styled } from '../../style';
import { counted } from '../../table';
import { lastFailureText } from '../trouble-text';

/** What is left, in one line; and how long it has been at it, where that is given. */
export function drainProgressText({ running, stopping }: DrainProgress, seconds?: number): string {
  const groups = Object.entries(running).map(([group, count]) => `${counted(count, 'task')} of ${group}`);
  const left = [...groups, ...(stopping > 0 ? [`${counted(stopping, 'task')} to stop`] : [])];
  const so = seconds === undefined ? '' : `, ${duration(seconds)} so far`;
  return printable(left.length === 0 ? 'no task is left' : `waits for ${nameList(left, 10)}${so}`);
}

/** How a drain ended, in one line. */
export function drainEndText(end: DrainEnd, page: Page): string {
  switch (end.code) {
    case 'drained':
      return styled(
        page,
        'green',
        `drained: no task is left on ${counted(end.instances, 'instance')}; terminate ${end.instances === 1 ? 'it' : 'them'}, or take the drain back with --undo`,
      );
    case 'timed-out':
      return styled(
        page,
        'yellow',
        `not drained after ${duration(end.seconds)}${end.left ? `, ${drainProgressText(end.left)}` : ''}${printable(lastFailureText(end.problem))}; ${GOES_ON}`,
      );
    case 'interrupted':
      return styled(
        page,
        'yellow',
        `no longer watched${end.left ? `, ${drainProgressText(end.left)}` : ''}; ${GOES_ON}`,
      );
  }
}

const GOES_ON = 'the drain goes on; repeat the command to wait for it, or take it back with --undo';
