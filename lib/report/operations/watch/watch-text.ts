import type { ServiceRollout, WatchChange, WatchEnd, WatchState } from '../../../operations';
import { duration } from '../../clock';
import { type Page, printable, type Style, styled } from '../../style';
import { counted } from '../../table';
import { notLookedAtText } from '../diagnose/diagnose-text';
import { lastFailureText } from '../trouble-text';
import { forecastText } from './forecast-text';
import { waitingsText, waitingText } from './waiting-text';

/** A change in one line. */
export function watchChangeText(change: WatchChange, page: Page): string {
  const [style, text] = changeWords(change);
  return style ? styled(page, style, printable(text)) : printable(text);
}

function changeWords(change: WatchChange): readonly [Style | undefined, string] {
  switch (change.code) {
    case 'event':
      return ['grey', `event: ${change.message}`];
    case 'stopped':
      return ['yellow', `task ${change.task} stopped: ${change.reason}`];
    case 'forecast':
      return ['blue', `forecast from what is there now: ${forecastText(change.forecast)}`];
    case 'superseded':
      return ['yellow', `${change.now} has taken the place of ${change.before}`];
    case 'not-looked-at':
      return ['grey', `not looked at: ${notLookedAtText(change.missing)}`];
    case 'unchanged':
      return [undefined, `unchanged for ${duration(change.seconds)}, still watching${waits(change.state)}`];
    case 'state':
      return [undefined, stateText(change.state)];
  }
}

/** That a watch lives, in a few words, for a line that is written over and over. */
export const watchPulseText = ({ waiting }: WatchState, secondsSinceChange: number): string =>
  printable(
    `watching, no change for ${duration(secondsSinceChange)}${waiting[0] ? `, waiting for ${waitingText(waiting[0])}` : ''}`,
  );

const waits = ({ waiting }: WatchState): string => (waiting.length === 0 ? '' : `; waits for ${waitingsText(waiting)}`);

function stateText({ deployments, breaker, rollout, zones, instances, targets, waiting }: WatchState): string {
  const primaryFirst = deployments.toSorted((left, right) => Number(right.isPrimary) - Number(left.isPrimary));
  const parts = [
    primaryFirst.map(deploymentText).join(', beside '),
    breaker && breaker.failures > 0
      ? `${breaker.failures} of ${counted(breaker.limit, 'failure')} before the circuit breaker ${breaker.rollsBack ? 'rolls back' : 'gives up'}`
      : '',
    rollout ? rolloutText(rollout) : '',
    amounts(zones),
    instancesText(instances),
    ...targets.map(({ targetGroup, states, reasons }) => {
      const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
      return `targets of ${targetGroup}: ${amounts(states) || 'none'}${why}`;
    }),
    waiting.length === 0 ? '' : `waits for ${waitingsText(waiting)}`,
  ];
  return parts.filter((part) => part !== '').join(' | ');
}

function deploymentText(deployment: WatchState['deployments'][number]): string {
  const { taskDefinition, desired, running, pending, failed, rolloutState } = deployment;
  return [
    `${taskDefinition}: ${running} of ${desired} running`,
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(rolloutState ? [rolloutState] : []),
  ].join(', ');
}

/** A rolling deployment has no stages to tell of, and says how far it is by its counts. */
function rolloutText({ strategy, status, stage, productionPercent, testPercent, alarmed }: ServiceRollout): string {
  const alarms = alarmed.length > 0 ? `alarm ${alarmed.join(', ')}` : '';
  const staged = [
    `${strategy} ${status}${stage ? ` at ${stage}` : ''}`,
    productionPercent === undefined ? '' : `${productionPercent}% of the traffic on the new revision`,
    testPercent === undefined ? '' : `${testPercent}% of the test traffic`,
  ];
  return [...(strategy === 'ROLLING' ? [] : staged), alarms].filter((part) => part !== '').join(', ');
}

/** Instances that are named one by one. */
const MOST_NAMED = 10;

function instancesText(instances: WatchState['instances']): string {
  const all = Object.entries(instances).sort(([, left], [, right]) => right - left);
  if (all.length <= MOST_NAMED) return all.map(([name, count]) => `${count} on ${name}`).join(', ');
  return `on ${counted(all.length, 'instance')}, at most ${all[0]![1]} (${all[0]![0]})`;
}

const amounts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${/^[a-z]+-/.test(name) ? 'in ' : ''}${name}`)
    .join(', ');

/** How a watch ended, in one line. */
export function watchEndText(end: WatchEnd, page: Page): string {
  const [style, text] = endWords(end);
  return styled(page, style, printable(text));
}

function endWords(end: WatchEnd): readonly [Style, string] {
  switch (end.code) {
    case 'steady':
      return ['green', `steady: ${end.taskDefinition} runs with ${counted(end.tasks, 'task')}`];
    case 'rolled-back': {
      const ways = [end.from && `from ${end.from}`, end.to && `to ${end.to}`].filter((way) => way !== undefined);
      return ['red', `${[end.isOver ? 'rolled back' : 'being rolled back', ...ways].join(' ')}${because(end.reason)}`];
    }
    case 'failed':
      return ['red', `failed: ${end.taskDefinition}${because(end.reason)}`];
    case 'stuck':
      return ['red', `stuck: nothing is in motion, and it waits for ${waitingText(end.waiting)}`];
    case 'deleted':
      return ['red', 'the service is being deleted, or is gone'];
    case 'timed-out': {
      const still = end.waiting.length > 0 ? `, still waiting for ${waitingsText(end.waiting)}` : '';
      return [
        'yellow',
        `not steady after ${duration(end.seconds)}${still}${lastFailureText(end.problem)}; the deployment goes on`,
      ];
    }
    case 'interrupted':
      return ['yellow', 'no longer watched; the deployment goes on'];
  }
}

const because = (reason: string | undefined): string => (reason ? `: ${reason}` : '');
