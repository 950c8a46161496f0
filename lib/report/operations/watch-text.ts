import type { Waiting, WatchChange, WatchEnd, WatchedDeployment, WatchState } from '../../operations';
import { duration } from '../clock';
import { nameList } from '../name-list';
import { type Page, printable, type Style, styled } from '../style';
import { counted } from '../table';
import { refusalText } from './refusal-text';

/** A change in one line. */
export function watchChangeText(change: WatchChange, page: Page): string {
  switch (change.code) {
    case 'event':
      return styled(page, 'grey', `event: ${printable(change.message)}`);
    case 'stopped':
      return styled(page, 'yellow', printable(`task ${change.task} stopped: ${change.reason}`));
    case 'state':
      return printable(stateText(change.state));
  }
}

function stateText({ deployments, zones, targets, waiting }: WatchState): string {
  const primaryFirst = deployments.toSorted((left, right) => Number(right.isPrimary) - Number(left.isPrimary));
  const parts = [
    primaryFirst.map(deploymentText).join(', beside '),
    amounts(zones),
    ...targets.map(({ targetGroup, states, reasons }) => {
      const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
      return `targets of ${targetGroup}: ${amounts(states) || 'none'}${why}`;
    }),
    waiting.length === 0 ? '' : `waits for ${waiting.map(waitingText).join('; and for ')}`,
  ];
  return parts.filter((part) => part !== '').join(' | ');
}

function deploymentText(deployment: WatchedDeployment): string {
  const { taskDefinition, desired, running, pending, failed, rolloutState } = deployment;
  return [
    `${taskDefinition}: ${running} of ${desired} running`,
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(rolloutState ? [rolloutState] : []),
  ].join(', ');
}

const amounts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${/^[a-z]+-/.test(name) ? 'in ' : ''}${name}`)
    .join(', ');

/** What a deployment waits for, to follow "waits for". */
export function waitingText(waiting: Waiting): string {
  switch (waiting.code) {
    case 'placement':
      return `room for ${counted(waiting.tasks, 'task')}: ${refusalText(waiting.explanation)}${
        waiting.emptyProviders.length > 0 ? `; no instance of ${nameList(waiting.emptyProviders)} is there` : ''
      }`;
    case 'scheduling':
      return `ECS to start ${counted(waiting.tasks, 'task')}`;
    case 'starting':
      return `${counted(waiting.tasks, 'task')} to start`;
    case 'health':
      return `health of ${both(waiting)}`;
    case 'draining':
      return `${both(waiting)} to let go`;
    case 'bounds': {
      const { minimumHealthyPercent, maximumPercent, atLeast, atMost } = waiting.bounds;
      return (
        `a step that the healthy percents do not allow: at ${minimumHealthyPercent}% minimum ${counted(atLeast, 'task')} must stay, ` +
        `at ${maximumPercent}% maximum there may be ${atMost}; raise the maximum or lower the minimum`
      );
    }
  }
}

const both = ({ tasks, targets }: { readonly tasks: number; readonly targets: number }): string =>
  nameList([...(tasks > 0 ? [counted(tasks, 'task')] : []), ...(targets > 0 ? [counted(targets, 'target')] : [])]);

/** How a watch ended, in one line. */
export function watchEndText(end: WatchEnd, page: Page): string {
  const [style, text] = endWords(end);
  return styled(page, style, printable(text));
}

function endWords(end: WatchEnd): readonly [Style, string] {
  switch (end.code) {
    case 'steady':
      return ['green', `steady: ${end.taskDefinition} runs with ${counted(end.tasks, 'task')}`];
    case 'rolled-back':
      return ['red', `rolled back from ${end.from} to ${end.to}${because(end.reason)}`];
    case 'failed':
      return ['red', `failed: ${end.taskDefinition}${because(end.reason)}`];
    case 'stuck':
      return ['red', `stuck: nothing is in motion, and it waits for ${waitingText(end.waiting)}`];
    case 'timed-out': {
      const still =
        end.waiting.length > 0 ? `, still waiting for ${end.waiting.map(waitingText).join('; and for ')}` : '';
      return ['yellow', `not steady after ${duration(end.seconds)}${still}; the deployment goes on`];
    }
    case 'interrupted':
      return ['yellow', 'no longer watched; the deployment goes on'];
  }
}

const because = (reason: string | undefined): string => (reason ? `: ${reason}` : '');
