import type { PreflightReport, PreflightResult } from '../../../operations';
import { nameList } from '../../name-list';
import { type Page, paragraph, printable, type Style, styled } from '../../style';
import { counted } from '../../table';
import { doubtText } from './preflight-doubt-text';
import { problemWords } from './preflight-problem-text';

type State = PreflightResult['outcome']['state'];

/** The word for one, its style, and the word for several; the worst first. */
const STATES: Readonly<Record<State, readonly [word: string, style: Style, several: string]>> = {
  fails: ['FAILS', 'red', 'fail'],
  'not-looked-at': ['NOT LOOKED AT', 'yellow', 'not looked at'],
  unknown: ['UNKNOWN', 'grey', 'unknown'],
  holds: ['HOLDS', 'green', 'hold'],
};

/** A preflight for people: how it stands, then check by check what does not hold. */
export function preflightText(report: PreflightReport, page: Page): string {
  const blocks = report.checks.flatMap(({ id, title }) => {
    const results = report.results.filter(({ check }) => check === id);
    return results.length === 0 ? [] : [block(title, results, page).join('\n')];
  });
  return `${[headline(report, page), ...blocks].join('\n\n')}\n`;
}

function headline({ results, regions }: PreflightReport, page: Page): string {
  if (results.length === 0) return `Nothing in what was read needs anything of the account.`;
  const counts = (Object.keys(STATES) as State[]).flatMap((state) => {
    const count = results.filter(({ outcome }) => outcome.state === state).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? STATES[state][0].toLowerCase() : STATES[state][2]}`];
  });
  return paragraph(
    page,
    printable(
      `${counted(results.length, 'thing')} looked up${regions.length > 0 ? ` in ${nameList(regions)}` : ''}: ${counts.join(', ')}`,
    ),
    '',
  ).join('\n');
}

function block(title: string, results: readonly PreflightResult[], page: Page): string[] {
  const worst = (Object.keys(STATES) as State[]).find((state) =>
    results.some(({ outcome }) => outcome.state === state),
  )!;
  const [word, style] = STATES[worst];
  const holding = results.filter(({ outcome }) => outcome.state === 'holds').length;
  const count = worst === 'holds' ? ` (${holding})` : holding > 0 ? ` (${holding} of ${results.length} hold)` : '';
  return [
    `${styled(page, style, word)} ${printable(title)}${count}`,
    ...results.filter(({ outcome }) => outcome.state !== 'holds').flatMap((result) => lines(result, worst, page)),
  ];
}

function lines({ subject, neededBy, outcome }: PreflightResult, worst: State, page: Page): string[] {
  const needed = neededBy.length > 0 ? `, for ${nameList(neededBy)}` : '';
  const say = (text: string) => paragraph(page, printable(text), '    ', '      ');
  const state = outcome.state === worst ? '' : ` (${STATES[outcome.state][0].toLowerCase()})`;
  return [`  ${styled(page, 'bold', printable(subject))}${printable(needed)}${state}`, ...said(outcome).flatMap(say)];
}

/** An outcome in sentences: what, then what to do. */
export function said(outcome: PreflightResult['outcome']): string[] {
  switch (outcome.state) {
    case 'holds':
      return [];
    case 'fails': {
      const { text, fix } = problemWords(outcome.problem);
      return [text, `Fix: ${fix}`];
    }
    case 'unknown':
      return [doubtText(outcome.why)];
    case 'not-looked-at':
      return [
        `no permission for ${outcome.denied.action}`,
        outcome.statement ? `Add to the policy: ${JSON.stringify(outcome.statement)}` : 'A policy denies it',
      ];
  }
}
