import { Option } from 'commander';
import type { PlanReport } from '../../lib/report';
import { outputFile } from '../output-file';
import { type CheckedFlags, checkedReport, exitCode } from './checked-report';
import type { Surroundings, Verb } from './command';
import { declareDeployment, pathsOf } from './deployment-options';

const FORMATS = ['text', 'json'] as const;

interface Flags extends CheckedFlags {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
}

/** `stowage plan`: where every task lands, how full that makes the instances, and what they cost. */
export const plan: Verb = {
  name: 'plan',
  summary: 'show where every task lands, how few instances would do, and what they cost',

  declare(command) {
    command
      .addOption(new Option('--format <FORMAT>', 'how to write the result').choices(FORMATS).default('text'))
      .option('--output <FILE>', 'write the result to a file');
    declareDeployment(command);
  },

  run(command, around) {
    const flags = command.opts<Flags>();
    const file = flags.output === undefined ? undefined : outputFile(flags.output, around.cwd);
    try {
      const checked = checkedReport(pathsOf(command), flags, around);
      const { planOf } = require('../../lib/plan') as typeof import('../../lib/plan');
      const report = { ...checked, plan: planOf(checked.model) };
      if (file) file.write(written(report, flags.format, {}));
      else around.out(written(report, flags.format, around));
      return exitCode(report);
    } finally {
      file?.discard();
    }
  },
};

function written(
  report: PlanReport,
  format: Flags['format'],
  { page = { colour: false } }: Partial<Surroundings>,
): string {
  const { planJson, planText } = require('../../lib/report') as typeof import('../../lib/report');
  return format === 'json' ? `${JSON.stringify(planJson(report), undefined, 2)}\n` : planText(report, page);
}
