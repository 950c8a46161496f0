import { Option } from 'commander';
import type { CheckReport, Page } from '../../lib/report';
import { collect, declareDeployment, pathsOf } from '../options/deployment-options';
import { formatOption } from '../options/format-option';
import { jsonText } from '../terminal/json-text';
import { type CheckedFlags, checkedReport, exitCode } from './checked-report';
import type { Surroundings, Verb } from './command';

interface Flags extends CheckedFlags {
  readonly format: Format;
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
      .addOption(formatOption('how to write the result', FORMATS))
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
    const flags = command.opts<Flags>();
    const report = checkedReport(pathsOf(command), flags, around);
    around.out(written(report, flags.format, around));
    return exitCode(report, flags.strict === true);
  },
};

function written(report: CheckReport, format: Format, { page }: Surroundings): string {
  const { checkGitHub, checkJson, checkSarif, checkText } =
    require('../../lib/report') as typeof import('../../lib/report');
  const formats: Record<Format, (page: Page) => string> = {
    text: (on) => checkText(report, on),
    json: () => jsonText(checkJson(report)),
    sarif: () => jsonText(checkSarif(report)),
    github: () => checkGitHub(report),
  };
  return formats[format](page);
}
