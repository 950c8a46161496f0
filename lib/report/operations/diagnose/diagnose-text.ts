import { statementFor } from '../../../operations/aws/problem-text';
import type { Diagnosis } from '../../../operations/diagnose/diagnose';
import type { NotLookedAt } from '../../../operations/diagnose/scene/looker';
import { type Page, paragraph, printable, styled } from '../../style';
import { counted } from '../../table';
import { causeText } from './causes/cause-text';

/** A diagnosis for people: each cause, what shows it, what to do. */
export function diagnoseText(diagnosis: Diagnosis, page: Page): string {
  const { causes, notLookedAt } = diagnosis;
  const lines = causes.flatMap((cause, index) => {
    const { title, evidence, fix } = causeText(cause);
    return [
      ...(index > 0 ? [''] : []),
      styled(page, 'red', printable(`${title} [${cause.code}]`)),
      ...evidence.flatMap((line) => paragraph(page, printable(line), '  ', '    ')),
      ...paragraph(page, printable(`fix: ${fix}`), '  ', '    '),
    ];
  });
  const unseen = notLookedAt.flatMap((one) => paragraph(page, printable(notLookedAtText(one)), '  ', '    '));
  return `${[
    ...lines,
    ...(causes.length > 0 ? [''] : []),
    ...(unseen.length > 0 ? [styled(page, 'yellow', 'not looked at, for want of permission:'), ...unseen, ''] : []),
    styled(page, causes.length > 0 ? 'bold' : 'green', summary(diagnosis)),
  ].join('\n')}\n`;
}

/** What could not be read, and the statement that would allow it. */
export function notLookedAtText({ what, problem: { action, resource, explicit } }: NotLookedAt): string {
  return explicit
    ? `${what}: a policy denies ${action}`
    : `${what}: add to the policy ${JSON.stringify(statementFor(action, resource))}`;
}

function summary({ cluster, services, task, causes, notLookedAt }: Diagnosis): string {
  const about = task ? `task ${task} in ${cluster}` : `${cluster} (${counted(services.length, 'service')})`;
  const found = causes.length === 0 ? 'nothing wrong found' : `${counted(causes.length, 'cause')} found`;
  return printable(`${about}: ${found}${notLookedAt.length > 0 ? ', and not everything was looked at' : ''}`);
}
