import type { FailedResource, FailureCause, HoldingInterface, TeardownEnd, TeardownWait } from '../../../operations';
import { duration } from '../../clock';
import { nameList } from '../../name-list';
import { type Page, printable, styled } from '../../style';
import { lastFailureText } from '../trouble-text';
import { keptText, resourceText } from './teardown-text';
import { teardownWaitText } from './teardown-wait-text';

/** How it ended, in lines. */
export function teardownEndText(end: TeardownEnd, page: Page): string {
  switch (end.code) {
    case 'gone':
      return [styled(page, 'green', 'the stack is deleted'), ...keptText({ retained: end.retained })].join('\n');
    case 'failed': {
      const reason = end.reason && end.resources.length === 0 ? `: ${printable(end.reason)}` : '';
      return [
        styled(page, 'red', `CloudFormation could not delete all${reason}`),
        ...end.resources.flatMap(failureText),
        'Mend this and repeat the command; it goes on where it was.',
        ...leavingBehind(end.resources),
      ].join('\n');
    }
    case 'timed-out':
      return styled(
        page,
        'yellow',
        `not taken down after ${duration(end.seconds)}${stateText(end.waiting)}${printable(lastFailureText(end.problem))}; what has been begun goes on; repeat the command to go on`,
      );
    case 'interrupted': {
      const where = end.waiting
        ? `${stateText(end.waiting)}; what has been begun goes on`
        : ' before anything was seen';
      return styled(page, 'yellow', `interrupted${where}; repeat the command to go on`);
    }
  }
}

const stateText = (waiting: TeardownWait | undefined): string => (waiting ? `: ${teardownWaitText(waiting)}` : '');

function failureText(resource: FailedResource): string[] {
  const lines = [
    `  ${resourceText(resource)} ${printable(resource.physicalId)}: ${printable(resource.reason ?? 'no reason given')}`,
  ];
  if (resource.heldBy.length > 0)
    lines.push(`    held by ${printable(nameList(resource.heldBy.map(interfaceText), 5))}`);
  const advice = ADVICE[resource.cause];
  return advice ? [...lines, `    ${advice}`] : lines;
}

/** How a stack is deleted without what could not be; each stack for itself, the inner ones first. */
function leavingBehind(resources: readonly FailedResource[]): string[] {
  const failed = resources.filter(({ cause }) => cause !== 'cancelled');
  const stacks = [...new Set(failed.map(({ stackId }) => stackId))].reverse();
  const calls = stacks.map((stackId) => {
    const ids = failed.flatMap((one) => (one.stackId === stackId ? one.logicalId.split('/').slice(-1) : []));
    return printable(`  aws cloudformation delete-stack --stack-name ${stackId} --retain-resources ${ids.join(' ')}`);
  });
  return calls.length > 0 ? ['Or leave behind what cannot be deleted, and repeat the command:', ...calls] : [];
}

const interfaceText = ({ id, description, of }: HoldingInterface): string =>
  `network interface ${id}${of ? ` of ${of}` : ''}${description ? ` (${description})` : ''}`;

/** What to do about each cause. */
const ADVICE: Readonly<Record<FailureCause, string | undefined>> = {
  'not-empty': 'empty it, or leave it behind',
  protected: 'take its own protection off',
  'in-use': 'take away what uses it; interfaces of functions and load balancers go by themselves, within the hour',
  imported: 'take down what imports it first',
  'custom-resource': 'its function failed or is gone: do its work by hand and leave it behind',
  'no-permission': 'give the permission to whoever deletes: the role of the stack, or you',
  'not-stabilized': 'look at it; often a repetition is enough',
  cancelled: undefined,
  other: undefined,
};
