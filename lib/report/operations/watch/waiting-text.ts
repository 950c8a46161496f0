import type { Waiting } from '../../../operations';
import { nameList } from '../../name-list';
import { counted } from '../../table';
import { refusalText } from '../refusal-text';

/** What a deployment waits for, to follow "waits for". */
export function waitingText(waiting: Waiting): string {
  switch (waiting.code) {
    case 'placement':
      return placementText(waiting);
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
    case 'hook':
      return hookText(waiting);
    case 'stage':
      return stageText(waiting);
  }
}

function placementText(waiting: Extract<Waiting, { code: 'placement' }>): string {
  const { tasks, explanation, emptyProviders, isFinal } = waiting;
  return [
    `room for ${counted(tasks, 'task')}: ${refusalText(explanation)}`,
    ...(emptyProviders.length > 0 ? [`no instance of ${nameList(emptyProviders)} is there`] : []),
    ...(isFinal ? ['but none may come, as the Auto Scaling groups are at their maximum: raise it, or make room'] : []),
  ].join('; ');
}

/** Several, in one phrase. */
export const waitingsText = (waiting: readonly Waiting[]): string => waiting.map(waitingText).join('; and for ');

function hookText({ hook, stage }: Extract<Waiting, { code: 'hook' }>): string {
  const { name, status, expiresAt, atExpiry } = hook;
  const who = name
    ? `the hook ${name}`
    : `somebody to let it go on${status === 'AWAITING_ACTION' ? ' (aws ecs continue-service-deployment)' : ''}`;
  const until = expiresAt ? `, until ${expiresAt}${atExpiry ? `, then ${atExpiry}` : ''}` : '';
  return `${who}${stage ? ` at ${stage}` : ''}${until}`;
}

function stageText({ stage, bakeMinutes }: Extract<Waiting, { code: 'stage' }>): string {
  if (stage === 'BAKE_TIME') return `the bake time${bakeMinutes === undefined ? '' : ` of ${bakeMinutes} min`} to pass`;
  return `ECS to get through ${stage}`;
}

const both = ({ tasks, targets }: { readonly tasks: number; readonly targets: number }): string =>
  nameList([...(tasks > 0 ? [counted(tasks, 'task')] : []), ...(targets > 0 ? [counted(targets, 'target')] : [])]);
