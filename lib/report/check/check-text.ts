import type { Finding, Rule } from '../../rules';
import { type Page, paragraph, printable, type Style, styled } from '../style';
import { type CheckReport, openFindings, placeOf } from './check-report';
import { summary } from './summary';

const HEADINGS: Readonly<Record<Finding['severity'] | 'unknown', readonly [string, Style]>> = {
  error: ['ERROR', 'red'],
  warning: ['WARNING', 'yellow'],
  info: ['INFO', 'blue'],
  unknown: ['UNKNOWN', 'grey'],
};

/** A check for people: a summary, then the findings rule by rule, most severe first. */
export function checkText(report: CheckReport, page: Page): string {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const head = summary(report).flatMap(([name, text]) =>
    paragraph(page, printable(text), name.padEnd(9), ' '.repeat(9)).map((line) =>
      line.startsWith(name) ? styled(page, 'bold', name) + line.slice(name.length) : line,
    ),
  );
  const groups = [...grouped(openFindings(report))].map(([, findings]) => group(findings, rules, page).join('\n'));
  return `${[head.join('\n'), ...groups].join('\n\n')}\n`;
}

/** One group for each rule and kind; what fails comes before what is unknown. */
function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  const certainFirst = [...findings].sort((a, b) => Number(a.state === 'unknown') - Number(b.state === 'unknown'));
  for (const finding of certainFirst) {
    const key = `${finding.state} ${finding.id}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}

function group(findings: readonly Finding[], rules: ReadonlyMap<string, Rule>, page: Page): string[] {
  const [first] = findings as [Finding, ...Finding[]];
  const rule = rules.get(first.id);
  const [word, style] = HEADINGS[first.state === 'unknown' && rule ? 'unknown' : first.severity];
  const title = paragraph(page, `${word} ${first.id}${rule ? `: ${rule.title}` : ''}`, '', '  ');
  return [
    styled(page, style, word) + title[0]!.slice(word.length),
    ...title.slice(1),
    ...(rule ? [styled(page, 'grey', `  ${rule.link}`)] : []),
    ...(first.state === 'unknown' ? unknownLines(findings, rule, page) : findings.flatMap((one) => lines(one, page))),
  ];
}

function lines(finding: Finding, page: Page): string[] {
  return [
    `  ${styled(page, 'bold', printable(placeOf(finding)))}`,
    ...paragraph(page, printable(finding.message), '    '),
    ...paragraph(page, printable(`Fix: ${finding.fix}`), '    ', '         '),
  ];
}

/** What stands in the way is said once for all places where it does. */
function unknownLines(findings: readonly Finding[], rule: Rule | undefined, page: Page): string[] {
  const places = new Map<string, string[]>();
  for (const finding of findings) {
    const message = finding.message.replace(`${rule?.title}: cannot be decided before deployment, `, '');
    places.set(message, [...(places.get(message) ?? []), placeOf(finding)]);
  }
  return [...places].flatMap(([message, at]) => [
    ...at.map((place) => `  ${styled(page, 'bold', printable(place))}`),
    ...paragraph(page, printable(message), '    '),
  ]);
}
