import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib';
import { VERSION } from '../version';
import type { Finding } from './finding';

/** What {@link StowageChecks} takes for granted where templates leave something open. */
export interface StowageChecksProps {
  /**
   * Whether ENI trunking is in effect on instances that can have it: an account setting that no template holds.
   * @default - unknown: findings that hang on it are no errors. `Ec2Cluster` with `trunking` says so in its template.
   */
  readonly trunking?: 'on' | 'off';
  /**
   * How much of an instance type's memory firmware and kernel keep, in percent.
   * @default - unknown: 1.5 and 7.5 percent (12 for small instances) are both tried, and errors are what fails with either
   */
  readonly memoryOverheadPercent?: number;
  /** The region of stacks that are bound to none. @default - unknown */
  readonly region?: string;
  /** Values of template parameters by name. @default - the templates' defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Checks every synthesized stack of an app for what will not deploy, fit, roll or scale on Amazon ECS with EC2
 * instances, whether or not it uses the constructs of this package:
 *
 * `Validations.of(app).addPlugins(new StowageChecks())`
 *
 * Errors fail the synthesis; warnings and what cannot be decided before deployment are printed. Accept a finding by
 * `Validations.of(construct).acknowledge({ id: 'stowage::fit-memory', reason: '…' })`.
 */
export class StowageChecks implements IPolicyValidationPlugin {
  readonly name = 'stowage';
  readonly version = VERSION;

  constructor(private readonly props: StowageChecksProps = {}) {}

  // What reads and checks is loaded when it is needed, so that an app that does not check pays nothing for it.

  /** The ids of the rules that run. */
  get ruleIds(): string[] {
    const { CATALOG } = require('.') as typeof import('.');
    return CATALOG.map(({ id }) => id);
  }

  /** Called by the CDK once the cloud assembly is written. */
  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { checkTemplates, isAcknowledgedInApp, isBlocking, isInternalError } = require('.') as typeof import('.');
    const { region, parameters, trunking = 'unknown', memoryOverheadPercent } = this.props;
    // As assemblies, not file by file: only their manifests name stacks, environments and nested stacks.
    const { findings, model } = checkTemplates([...new Set(templatePaths.map(folderOf))], {
      region,
      parameters,
      assumptions: { trunking, memoryOverheadPercent },
    });
    // The CDK itself leaves out what the app acknowledges, and notes it in its report.
    const shown = findings.filter(
      (finding) => finding.acknowledged === undefined || isAcknowledgedInApp(finding, model),
    );
    return {
      success: !findings.some((finding) => isBlocking(finding) || isInternalError(finding)),
      pluginVersion: VERSION,
      violations: together(shown.map(violation)),
    };
  }
}

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '');

/**
 * One violation for what cannot be decided of many resources for one reason. What fails stays apart, so that accepting
 * it for one construct accepts it for no other.
 */
function together(violations: readonly PolicyViolation[]): PolicyViolation[] {
  const groups = new Map<string, PolicyViolation>();
  for (const [index, one] of violations.entries()) {
    const key = JSON.stringify([one.ruleName, one.severity === 'info' ? one.description : index]);
    const before = groups.get(key)?.violatingResources ?? [];
    groups.set(key, { ...one, violatingResources: [...before, ...one.violatingResources] });
  }
  return [...groups.values()];
}

function violation({ id, state, severity, message, fix, logicalId, file, property = [] }: Finding): PolicyViolation {
  const locations = property.length > 0 ? [['Properties', ...property].join('.')] : [];
  return {
    ruleName: id,
    description: message,
    fix,
    // What cannot be decided must fail nobody's `cdk synth --strict`.
    severity: state === 'unknown' && id !== 'internal-error' ? 'info' : severity,
    violatingResources: logicalId === '' ? [] : [{ resourceLogicalId: logicalId, templatePath: file, locations }],
  };
}
