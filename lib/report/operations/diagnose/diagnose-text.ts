import { statementFor } from '../../../operations/aws/problem/problem-text';
import type { Diagnosis } from '../../../operations/diagnose/diagnose';
import type { OrderedCause } from '../../../operations/diagnose/ordered';
import type { NotLookedAt } from '../../../operations/live/looker';
import { type Page, paragraph, printable, styled } from '../../style';
import { abridged } from './abridged';
import { causeText } from './causes/cause-text';
import { verdictText } from './verdict-text';

/** A diagnosis for people: the verdict, then each cause, what shows it, what to do, and what follows from it. */
export function diagnoseText(diagnosis: Diagnosis, page: Page): string {
  const { causes, notLookedAt } = diagnosis;
  const isWrong = causes.length > 0;
  const unseen = notLookedAt.flatMap((one) => paragraph(page, printable(notLookedAtText(one)), '  ', '    '));
  return `${[
    ...paragraph(page, printable(verdictText(diagnosis)), '', '  ').map((line) =>
      styled(page, isWrong ? 'bold' : 'green', line),
    ),
    ...abridged(causes).flatMap((told) =>
      told.code === 'whole' ? causeLines(told.cause, page) : alikeLines(told.causes, page),
    ),
    ...(unseen.length > 0 ? ['', styled(page, 'yellow', 'not looked at:'), ...unseen] : []),
  ].join('\n')}\n`;
}

/** Lines of evidence: more than a task with ten containers and a log has. */
const MOST_EVIDENCE = 25;

/** What follows from another cause is mended with that. */
function causeLines(cause: OrderedCause, page: Page): readonly string[] {
  const { title, evidence, fix } = causeText(cause);
  const heading = printable(`${title} [${cause.code}]`);
  const rest = evidence.length - MOST_EVIDENCE;
  const shown =
    rest > 0 ? [...evidence.slice(0, MOST_EVIDENCE), `and ${rest} more; --format json tells all`] : evidence;
  const told = (indent: string) => shown.flatMap((line) => paragraph(page, printable(line), indent, `${indent}  `));
  return cause.followsFrom === undefined
    ? ['', ...headingLines(heading, page), ...told('  '), ...paragraph(page, printable(`Fix: ${fix}`), '  ', '    ')]
    : [...paragraph(page, `so: ${heading}`, '  ', '    '), ...told('    ')];
}

const headingLines = (heading: string, page: Page): readonly string[] =>
  paragraph(page, heading, '', '  ').map((line) => styled(page, 'red', line));

/** Causes of a kind whose evidence and fix have been told of others often enough: what each is about. */
const MOST_TITLES = 10;

function alikeLines(causes: readonly OrderedCause[], page: Page): readonly string[] {
  const [{ code, followsFrom }] = causes as readonly [OrderedCause];
  const heading = `${causes.length} more [${code}]`;
  const rest = causes.length - MOST_TITLES;
  const lines = [
    ...causes.slice(0, MOST_TITLES).map((cause) => printable(causeText(cause).title)),
    ...(rest > 0 ? [`and ${rest} more; --format json tells all`] : []),
  ];
  const told = (indent: string) => lines.flatMap((line) => paragraph(page, line, indent, `${indent}  `));
  return followsFrom === undefined
    ? ['', ...headingLines(heading, page), ...told('  ')]
    : [`  so: ${heading}`, ...told('    ')];
}

/** What could not be read, and the statement that would allow it. */
export function notLookedAtText({ what, problem }: NotLookedAt): string {
  if (problem.code === 'not-understood') return `${what}: ${problem.detail}`;
  const { action, resource, explicit } = problem;
  return explicit
    ? `${what}: a policy denies ${action}`
    : `${what}: add to the policy ${JSON.stringify(statementFor(action, resource))}`;
}
