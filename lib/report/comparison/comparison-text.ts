import { type Page, paragraph, printable, type Style, styled } from '../style';
import { columns } from '../table';
import { type ChangeText, changeTexts, figureTexts } from './change-texts';
import { type ClusterComparison, differs } from './compare-plans';

const SIGNS: Readonly<Record<ChangeText['change'], readonly [string, Style]>> = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
  replaced: ['!', 'red'],
};

/** What is different from an earlier plan, for people. */
export function comparisonText(comparison: readonly ClusterComparison[], baseline: string, page: Page): string {
  const changed = comparison.filter(differs);
  const head = styled(page, 'bold', printable(`COMPARED with ${baseline}`));
  if (changed.length === 0) return `${head}\n  Nothing is different.\n`;
  return `${[head, ...changed.flatMap((cluster) => clusterLines(cluster, page))].join('\n')}\n`;
}

function clusterLines(cluster: ClusterComparison, page: Page): string[] {
  const what = cluster.change === 'kept' ? '' : ` (${cluster.change})`;
  const changes = changeTexts(cluster).flatMap(({ change, what: kind, name, details, effect }) => {
    const [sign, style] = SIGNS[change];
    const text = `${change} ${kind} ${name}: ${details}${effect === '' ? '' : `; ${effect}`}`;
    const [first, ...rest] = paragraph(page, printable(text), `    ${sign} `, '      ');
    return [`    ${styled(page, style, sign)}${first!.slice(5)}`, ...rest];
  });
  const figures = columns(figureTexts(cluster)).map((line) => `    ${line}`);
  return [`  ${styled(page, 'bold', printable(`CLUSTER ${cluster.name}${what}`))}`, ...changes, ...figures];
}
