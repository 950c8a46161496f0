import { type Finding, isInternalError, type Rule } from '../../rules';
import { VERSION } from '../../version';
import { type CheckReport, placeOf, shownFindings } from './check-report';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A check in SARIF 2.1.0, as code scanning takes it. */
export function checkSarif(report: CheckReport) {
  const { rules } = report;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const findings = shownFindings(report);
  const broken = findings.filter(isInternalError);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'stowage',
            semanticVersion: VERSION,
            informationUri: 'https://www.npmjs.com/package/cdk-stowage',
            rules: rules.map(descriptor),
          },
        },
        invocations: [
          {
            executionSuccessful: broken.length === 0,
            toolExecutionNotifications: broken.map(({ message }) => ({ level: 'error', message: { text: message } })),
          },
        ],
        results: findings
          .filter((finding) => !isInternalError(finding))
          .map((finding) => result(finding, indexes.get(finding.id)!)),
      },
    ],
  };
}

const descriptor = ({ id, title, why, remedy, link, severity }: Rule) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: why },
  help: { text: `${why} ${remedy}` },
  helpUri: link,
  defaultConfiguration: { level: LEVELS[severity] },
});

function result(finding: Finding, ruleIndex: number) {
  const { id, state, severity, stack, logicalId, constructPath, file, line, column, message, fix, acknowledged } =
    finding;
  const region = line === undefined ? undefined : { startLine: line, startColumn: column };
  return {
    ruleId: id,
    ruleIndex,
    // A result that is open to decide has no level.
    ...(state === 'unknown' ? { kind: 'open', level: 'none' } : { kind: 'fail', level: LEVELS[severity] }),
    message: { text: `${placeOf(finding)}: ${message}. Fix: ${fix}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region },
        logicalLocations: [
          { name: logicalId, fullyQualifiedName: constructPath ?? `${stack}/${logicalId}`, kind: 'resource' },
        ],
      },
    ],
    partialFingerprints: { 'stowage/v1': `${id}/${stack}/${logicalId}` },
    suppressions: acknowledged === undefined ? [] : [{ kind: 'external', justification: acknowledged }],
  };
}

/** A path as a URI reference: relative paths stay relative, as code scanning wants them. */
const uriOf = (file: string): string =>
  (file.startsWith('/') ? 'file://' : '') + file.replace(/^\.\//, '').split(/[\\/]/).map(encodeURIComponent).join('/');
