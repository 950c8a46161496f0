import type { Finding } from '../../rules';
import { type CheckReport, openFindings, placeOf } from '../check/check-report';
import { counted } from '../table';
import { escaped } from './html';

const kindOf = ({ state, severity }: Finding): string => (state === 'unknown' ? 'unknown' : severity);

/** How many findings of each kind there are, in words. */
export function shownCounts(report: CheckReport): string {
  const findings = openFindings(report);
  const texts = ['error', 'warning', 'info', 'unknown'].flatMap((kind) => {
    const count = findings.filter((one) => kindOf(one) === kind).length;
    if (count === 0) return [];
    return [kind === 'info' || kind === 'unknown' ? `${count} ${kind}` : counted(count, kind)];
  });
  return texts.join(', ') || 'none';
}

/** What the rules found, the most severe first, each with its fix. */
export function findingsSection(report: CheckReport): string {
  const findings = openFindings(report);
  const items = ['error', 'warning', 'info', 'unknown'].flatMap((kind) =>
    findings.filter((one) => kindOf(one) === kind).map((one) => findingItem(one, kind)),
  );
  return (
    `<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>` +
    (items.length === 0
      ? '<p>Nothing found: every rule holds, or is acknowledged.</p>'
      : `<ul class="findings">${items.join('')}</ul>`) +
    '</section>'
  );
}

function findingItem(finding: Finding, kind: string): string {
  const fix = kind === 'unknown' ? '' : `<p><strong>Fix:</strong> ${escaped(finding.fix)}</p>`;
  return (
    `<li data-kind="${kind}"><h3><span class="kind">${kind}</span> ${escaped(finding.id)}</h3>` +
    `<p class="place">${escaped(placeOf(finding))}</p><p>${escaped(finding.message)}</p>${fix}</li>`
  );
}
