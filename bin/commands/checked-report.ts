import type { CheckReport } from '../../lib/report';
import type { Severity } from '../../lib/rules';
import type { DeploymentFlags } from '../settings/settings';
import { Pulse } from '../terminal/pulse';
import type { Surroundings } from './command';

/** What is checked, and how much of it is shown. */
export interface CheckedFlags extends DeploymentFlags {
  readonly rule?: readonly string[];
  readonly severity?: Severity;
}

/** Reads templates and checks them, as every verb does that reads some. @throws UsageError, TemplateError */
export function checkedReport(paths: readonly string[], flags: CheckedFlags, around: Surroundings): CheckReport {
  const { CATALOG, checkTemplates, covers } = require('../../lib/rules') as typeof import('../../lib/rules');
  const { ruleNamed } = require('../settings/rules') as typeof import('../settings/rules');
  const { settingsOf } = require('../settings/settings') as typeof import('../settings/settings');
  const { acknowledge: acknowledgements, ...settings } = settingsOf(paths, flags, CATALOG, around.cwd);
  const rules = flags.rule?.map((id) => ruleNamed(id, CATALOG)) ?? CATALOG;
  const pulse = new Pulse(around);
  pulse.show(`reading ${paths.join(', ')} …`);
  try {
    const checked = checkTemplates(paths, { ...settings, rules, acknowledgements });
    const ran = new Set(rules.map(({ id }) => id));
    const idle = acknowledgements.filter(
      (one) => ran.has(one.rule) && !checked.findings.some((finding) => covers(one, finding)),
    );
    return { ...checked, severity: flags.severity ?? 'info', idle };
  } finally {
    pulse.clear();
  }
}

/** 0 when nothing stands in the way of deploying, 1 when an error does (with `strict` a warning too), 2 when a rule failed. */
export function exitCode({ findings }: CheckReport, strict = false): number {
  const { isBlocking, isInternalError } = require('../../lib/rules') as typeof import('../../lib/rules');
  if (findings.some(isInternalError)) return 2;
  const stops = findings.some(
    (finding) =>
      isBlocking(finding) ||
      (strict && finding.state === 'fails' && finding.severity === 'warning' && finding.acknowledged === undefined),
  );
  return stops ? 1 : 0;
}
