import type { Page, PlanReport } from '../../lib/report';
import { declareDeployment, pathsOf } from '../options/deployment-options';
import { formatOption } from '../options/format-option';
import { type OutputFile, outputFile } from '../output-file';
import { jsonText } from '../terminal/json-text';
import { UsageError } from '../usage-error';
import { type CheckedFlags, checkedReport, exitCode } from './checked-report';
import type { Verb } from './command';

const FORMATS = ['text', 'json', 'markdown'] as const;

interface Flags extends CheckedFlags {
  readonly format: (typeof FORMATS)[number];
  readonly baseline?: string;
  readonly output?: string;
  readonly html?: string;
}

/** `stowage plan`: where every task lands, how full that makes the instances, and what they cost. */
export const plan: Verb = {
  name: 'plan',
  summary: 'show where every task lands, how few instances would do, and what they cost',

  declare(command) {
    command
      .addOption(formatOption('how to write the result; markdown is for --baseline', FORMATS))
      .option('--baseline <FILE>', 'compare with an earlier plan (as JSON), or with a template')
      .option('--output <FILE>', 'write the result to a file')
      .option('--html <FILE>', 'write a page to look at besides, which needs no network');
    declareDeployment(command);
  },

  run(command, around) {
    const flags = command.opts<Flags>();
    if (flags.format === 'markdown' && flags.baseline === undefined) {
      throw new UsageError('--format markdown says what is different; give --baseline FILE');
    }
    const paths = pathsOf(command);
    const file = flags.output === undefined ? undefined : outputFile(flags.output, around.cwd);
    let html: OutputFile | undefined;
    try {
      html = flags.html === undefined ? undefined : outputFile(flags.html, around.cwd, '--html');
      const { baselineOf } = require('../settings/baseline') as typeof import('../settings/baseline');
      const before = flags.baseline === undefined ? undefined : baselineOf(flags.baseline, paths, flags, around.cwd);
      const checked = checkedReport(paths, flags, around);
      const { planOf } = require('../../lib/plan') as typeof import('../../lib/plan');
      const { rolloutsOf } = require('../../lib/simulation') as typeof import('../../lib/simulation');
      const report = { ...checked, plan: planOf(checked.model), rollouts: rolloutsOf(checked.model) };
      html?.write(pageOf(report));
      const result = written(report, before, flags, file ? { colour: false } : around.page);
      if (file) file.write(result);
      else around.out(result);
      return exitCode(report);
    } finally {
      file?.discard();
      html?.discard();
    }
  },
};

function pageOf(report: PlanReport): string {
  const { planPage } = require('../../lib/report') as typeof import('../../lib/report');
  return planPage(report);
}

function written(
  report: PlanReport,
  before: Parameters<typeof import('../../lib/report').comparePlans>[0] | undefined,
  { format, baseline }: Flags,
  page: Page,
): string {
  const { comparePlans, comparisonMarkdown, comparisonText, planJson, planText } =
    require('../../lib/report') as typeof import('../../lib/report');
  const json = planJson(report);
  const comparison = before && comparePlans(before, json);
  switch (format) {
    case 'json':
      return jsonText({ ...json, comparison });
    case 'markdown':
      return comparisonMarkdown(comparison!);
    case 'text':
      return comparison
        ? `${comparisonText(comparison, baseline!, page)}\n${planText(report, page)}`
        : planText(report, page);
  }
}
