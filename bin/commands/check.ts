import { Option } from 'commander';
import type { CheckReport, Page } from '../../lib/report';
import type { Severity } from '../../lib/rules';
import type { DeploymentFlags } from '../settings/settings';
import type { Surroundings, Verb } from './command';
import { collect, declareDeployment, pathsOf } from './deployment-options';

interface Flags extends DeploymentFlags {
  readonly format: Format;
  readonly rule?: readonly string[];
  readonly severity: Severity;
  readonly strict?: boolean;
}

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
type Format = (typeof FORMATS)[number];

/** `stowage check`: what will not deploy, fit, roll, scale or delete. */
export const check: Verb = {
  name: 'check',
  summary: 'say what in synthesized or hand-written templates will not deploy, fit, roll or scale',

  declare(command) {
    command
      .addOption(new Option('--format <FORMAT>', 'how to write the result').choices(FORMATS).default('text'))
      .option('--rule <ID>', 'run only this rule (repeatable)', collect)
      .addOption(
        new Option('--severity <LEVEL>', 'show findings of this severity and above')
          .choices(['error', 'warning', 'info'])
          .default('info'),
      )
      .option('--strict', 'end with 1 for warnings too');
    declareDeployment(command);
  },

  run(command, around) {
    const paths = pathsOf(command);
    const flags = command.opts<Flags>();
    const { CATALOG, checkTemplates, covers } = require('../../lib/rules') as typeof import('../../lib/rules');
    const { ruleNamed } = require('../settings/rules') as typeof import('../settings/rules');
    const { settingsOf } = require('../settings/settings') as typeof import('../settings/settings');
    const { acknowledge: acknowledgements, ...settings } = settingsOf(paths, flags, CATALOG, around.cwd);
    const rules = flags.rule?.map((id) => ruleNamed(id, CATALOG)) ?? CATALOG;
    if (around.showsProgress) around.err(`reading ${paths.join(', ')} …`);
    let report: CheckReport;
    try {
      const checked = checkTemplates(paths, { ...settings, rules, acknowledgements });
      const ran = new Set(rules.map(({ id }) => id));
      const idle = acknowledgements.filter(
        (one) => ran.has(one.rule) && !checked.findings.some((finding) => covers(one, finding)),
      );
      report = { ...checked, severity: flags.severity, idle };
    } finally {
      if (around.showsProgress) around.err('\r\u001b[K');
    }
    around.out(written(report, flags.format, around));
    return exitCode(report, flags.strict === true);
  },
};

function written(report: CheckReport, format: Format, { page }: Surroundings): string {
  const { checkGitHub, checkJson, checkSarif, checkText } =
    require('../../lib/report') as typeof import('../../lib/report');
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  const formats: Record<Format, (page: Page) => string> = {
    text: (on) => checkText(report, on),
    json: () => json(checkJson(report)),
    sarif: () => json(checkSarif(report)),
    github: () => checkGitHub(report),
  };
  return formats[format](page);
}

function exitCode({ findings }: CheckReport, strict: boolean): number {
  const { isBlocking, isInternalError } = require('../../lib/rules') as typeof import('../../lib/rules');
  if (findings.some(isInternalError)) return 2;
  const stops = findings.some(
    (finding) =>
      isBlocking(finding) ||
      (strict && finding.state === 'fails' && finding.severity === 'warning' && finding.acknowledged === undefined),
  );
  return stops ? 1 : 0;
}
