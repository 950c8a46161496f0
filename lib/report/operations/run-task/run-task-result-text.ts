import { problemText, type RunTask, type RunTaskResult, type StartRefusal } from '../../../operations';
import { shortName } from '../../../operations/aws/arn';
import { duration } from '../../clock';
import { printable } from '../../style';
import { counted } from '../../table';
import { placementFailuresText } from './fit-text';

/** How a run ended, in lines for stderr: what did not go as it was meant to, and what is left behind. */
export function runTaskText(result: RunTaskResult): readonly string[] {
  const failures = result.refusals.flatMap((refusal) => (refusal.code === 'not-placed' ? refusal.reasons : []));
  return [
    ...result.refusals.map((refusal) => refusalText(refusal, result)),
    ...(result.fit ? placementFailuresText(result.fit, failures) : []),
    ...result.tasks.flatMap(taskText),
    ...endText(result),
    ...(result.logsComplete || result.code !== 'stopped' ? [] : ['not every log could be read to its end']),
  ].map(printable);
}

function refusalText(refusal: StartRefusal, { missing, clientToken }: RunTaskResult): string {
  const what = `${counted(missing, 'task')} not started`;
  switch (refusal.code) {
    case 'not-placed': {
      const reasons = refusal.reasons.map(({ reason, times, detail }) => {
        const often = times > 1 ? ` (${times} times)` : '';
        return `${reason}${often}${detail ? `: ${detail}` : ''}`;
      });
      return `${what}: ECS found no place: ${reasons.join(', ') || 'it gives no reason'}`;
    }
    case 'failed':
      return `${what}: ${problemText(refusal.problem)}`;
    case 'no-answer':
      return missing > 0
        ? `${what}, as far as is known: ${problemText(refusal.problem)}; repeat with --client-token ${clientToken}, which starts nothing twice`
        : `ECS did not say so, but the tasks were found to run: ${problemText(refusal.problem)}`;
    case 'token-taken': {
      const tasks = refusal.taskArns.map(shortName).join(', ');
      return `${what}: the client token ${clientToken} has started other tasks${tasks ? ` (${tasks})` : ''}; repeat what was asked then, or give another token`;
    }
    case 'left':
      return `${what}: interrupted`;
  }
}

function taskText({ taskArn, state }: RunTask): readonly string[] {
  const task = shortName(taskArn);
  switch (state.code) {
    case 'exited':
      return [`${task}: ${state.container} exited with ${state.exitCode}${state.reason ? ` (${state.reason})` : ''}`];
    case 'never-ran':
      return [`${task} never ran: ${state.reason}`];
    case 'unknown':
      return [`how ${task} ended is not known: ${state.reason}`];
    case 'running':
    case 'pending':
      return [];
  }
}

function endText(result: RunTaskResult): readonly string[] {
  const open = result.tasks.filter(({ state }) => state.code === 'running' || state.code === 'pending');
  const names = open.map(({ taskArn }) => shortName(taskArn)).join(', ');
  switch (result.code) {
    case 'not-started':
    case 'stopped':
      return [];
    case 'started':
    case 'running':
      return open.length > 0 ? [`left running: ${names}`] : [];
    case 'left':
      return open.length === 0 ? [] : [fateOf(result.stopping, names)];
    case 'timed-out':
      return [
        `not ended after ${duration(result.seconds)}${open.length > 0 ? `; ${fateOf(result.stopping, names)}` : ', stopped'}`,
      ];
    case 'lost-contact':
      return [`no answer about the tasks any more: ${problemText(result.problem)}`, `left running: ${names}`];
  }
}

function fateOf(stopping: boolean | 'kept', names: string): string {
  if (stopping === 'kept') return `left running: ${names}`;
  return stopping ? `told to stop: ${names}` : `could not be told to stop, so may run still: ${names}`;
}
