import type { Acknowledgement, Checked, Finding, Severity } from '../../rules';

/** A check with what of it is shown. */
export interface CheckReport extends Checked {
  /** The least severity that is shown. */
  readonly severity: Severity;
  /** Acknowledgements that are about no finding, and so about nothing any more. */
  readonly idle: readonly Acknowledgement[];
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** The findings to show, accepted ones included. */
export const shownFindings = ({ findings, severity }: CheckReport): readonly Finding[] =>
  findings.filter((finding) => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(severity));

/** Those that nobody accepted. */
export const openFindings = (report: CheckReport): readonly Finding[] =>
  shownFindings(report).filter(({ acknowledged }) => acknowledged === undefined);

/** Where a finding is, for people: the construct, else the resource in its file. */
export function placeOf({ constructPath, logicalId, file, line, column }: Finding): string {
  const where = line === undefined ? file : `${file}:${line}:${column}`;
  if (constructPath !== undefined) return constructPath;
  return logicalId === '' ? where : `${where} (${logicalId})`;
}
