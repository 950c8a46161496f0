import type { Finding } from '../../rules';
import { type CheckReport, openFindings, placeOf } from './check-report';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** A check as annotations of GitHub Actions, one line a finding. */
export const checkGitHub = (report: CheckReport): string =>
  openFindings(report)
    .map((finding) => `${annotation(finding)}\n`)
    .join('');

function annotation(finding: Finding): string {
  const { id, state, severity, file, line, column, message, fix } = finding;
  // What cannot be decided stops nobody.
  const command = state === 'unknown' && id !== 'internal-error' ? 'notice' : COMMANDS[severity];
  const properties = [
    ['file', file],
    ['line', line],
    ['col', column],
    ['title', `stowage ${id}${state === 'unknown' ? ' (unknown)' : ''}`],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]));
  return `::${command} ${properties.join(',')}::${escapeData(`${placeOf(finding)}: ${message}. Fix: ${fix}`)}`;
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const escapeData = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
