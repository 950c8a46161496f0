import type { Finding } from '../../rules';
import { counted } from '../table';
import { type CheckReport, openFindings, placeOf, shownFindings } from './check-report';

/** The first lines of a check: what was read, found and not known, and where to begin. Each is a name and a text. */
export function summary(report: CheckReport): (readonly [string, string])[] {
  const open = openFindings(report);
  const unknown = open.filter(({ state, id }) => state === 'unknown' && id !== 'internal-error');
  return [
    ['Read', readText(report)],
    ['Found', foundText(report)],
    ...(unknown.length > 0 ? [['Unknown', unknownText(unknown)] as const] : []),
    ...report.idle.map(
      ({ rule, resource }) =>
        [
          'Note',
          `the acknowledgement of ${rule}${resource ? ` on ${resource}` : ''} is about no finding; remove it`,
        ] as const,
    ),
    ['Next', nextText(open)],
  ];
}

function readText({ model, rules }: CheckReport): string {
  const { stacks } = model.set;
  const files = new Set(stacks.map(({ source }) => source.file)).size;
  const elsewhere = model.taskDefinitions.filter(({ isElsewhere }) => isElsewhere).length;
  return [
    `${counted(files, 'file')}: ${counted(stacks.length, 'stack')}`,
    counted(model.clusters.length, 'cluster'),
    counted(model.services.length, 'service'),
    `${counted(model.taskDefinitions.length, 'task definition')}${elsewhere > 0 ? ` (${elsewhere} not for EC2, left out)` : ''}`,
    counted(model.standaloneTasks.length, 'job'),
    `held to ${counted(rules.length, 'rule')}`,
  ].join(', ');
}

function foundText(report: CheckReport): string {
  const shown = shownFindings(report);
  const count = (is: (finding: Finding) => boolean) => shown.filter(is).length;
  const certain = (severity: Finding['severity']) =>
    count((one) => one.state === 'fails' && one.severity === severity && one.acknowledged === undefined);
  const broken = count(({ id }) => id === 'internal-error');
  const accepted = count(({ acknowledged }) => acknowledged !== undefined);
  const parts = [
    counted(certain('error'), 'error'),
    counted(certain('warning'), 'warning'),
    ...(certain('info') > 0 ? [`${certain('info')} for information`] : []),
    ...(broken > 0 ? [`${counted(broken, 'rule')} that failed`] : []),
    ...(accepted > 0 ? [`${accepted} acknowledged`] : []),
  ];
  return parts.join(', ');
}

/** How often each reason stands in the way, the most frequent first. */
function unknownText(unknown: readonly Finding[]): string {
  const reasons = reasonsOf(unknown);
  const [most] = reasons;
  const text = `${counted(unknown.length, 'question')} that only the deployment decides`;
  if (!most) return text;
  return `${text}, ${most[1] === unknown.length ? '' : `${most[1]} of them `}since ${most[0]}`;
}

function reasonsOf(unknown: readonly Finding[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { facts } of unknown) {
    for (const reason of Array.isArray(facts['unknown']) ? facts['unknown'] : []) {
      counts.set(String(reason), (counts.get(String(reason)) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** An error first, else a warning, else what would decide most of what is not known. */
function nextText(open: readonly Finding[]): string {
  const first = open.find(({ state, severity }) => state === 'fails' && severity !== 'info');
  if (first?.severity === 'error') return `${placeOf(first)}: ${first.fix}`;
  if (first) return `nothing stands in the way of deploying; look at ${placeOf(first)}: ${first.fix}`;
  const unknown = reasonsOf(open.filter(({ state }) => state === 'unknown'));
  for (const [reason, count] of unknown) {
    const [, option] = /\(give (.*)\)/.exec(reason) ?? [];
    if (option) return `nothing that is certain stands in the way of deploying; give ${option} to decide ${count} more`;
  }
  return 'nothing stands in the way of deploying';
}
