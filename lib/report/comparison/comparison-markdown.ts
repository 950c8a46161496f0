import { changeTexts, figureTexts } from './change-texts';
import { type ClusterComparison, differs } from './compare-plans';

/** What is different from an earlier plan, as a comment on a pull request. */
export function comparisonMarkdown(comparison: readonly ClusterComparison[]): string {
  const changed = comparison.filter(differs);
  if (changed.length === 0) return '### Stowage plan\n\nNothing is different.\n';
  return `${['### Stowage plan', ...changed.map(clusterMarkdown)].join('\n\n')}\n`;
}

function clusterMarkdown(cluster: ClusterComparison): string {
  const what = cluster.change === 'kept' ? '' : ` (${cluster.change})`;
  const changes = changeTexts(cluster).map(({ change, what: kind, name, details, effect }) => [
    change === 'replaced' ? '**replaced**' : change,
    `${kind} ${code(name)}`,
    escaped(details),
    escaped(effect),
  ]);
  const figures = figureTexts(cluster).map(([name, text]) => [name, escaped(text)]);
  return [
    `#### Cluster ${code(cluster.name)}${what}`,
    ...(changes.length > 0 ? [table(['', 'what', 'change', 'what it means'], changes)] : []),
    table(['', 'before → after'], figures),
  ].join('\n\n');
}

const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Text from a template that neither ends a cell nor becomes markup. */
const escaped = (text: string): string =>
  text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>|#@]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const code = (text: string): string => `<code>${escaped(text)}</code>`;
