import type { Command } from 'commander';
import type { Surroundings } from '../commands/command';
import { jsonText } from '../terminal/json-text';
import { UsageError } from '../usage-error';
import { type Format, formatOption } from './format-option';

/** How a plan is shown and agreed to. */
export interface AgreementFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly format: Format;
}

/** Declares what verbs share that show what they will do before they do it. */
export function declareAgreement(command: Command): void {
  command
    .option('--yes', 'carry it out without asking; needed where nobody can be asked')
    .option('--dry-run', 'only show what would be done; ends with 1 if it would be refused')
    .addOption(formatOption('how to write the plan; json with --dry-run'));
}

/** The flags of a command line. @throws UsageError for a plan as data that would be carried out, whose course is told in words */
export function agreementFlags<Flags extends AgreementFlags>(command: Command): Flags {
  const flags = command.opts<Flags>();
  if (flags.format === 'json' && !flags.dryRun)
    throw new UsageError('--format json is of the plan alone; give --dry-run');
  return flags;
}

/** Shows a plan. */
export function showPlan({ out }: Surroundings, flags: AgreementFlags, plan: object, text: () => string): void {
  out(flags.format === 'json' ? jsonText({ version: 1, ...plan }) : text());
}

/**
 * Whether what has been shown shall be done: by `--yes`, or by whoever sits at the terminal.
 * @throws UsageError where nobody can be asked
 */
export async function isAgreed(
  { person, err }: Surroundings,
  yes: boolean | undefined,
  question: string,
): Promise<boolean> {
  if (yes) return true;
  if (!person) throw new UsageError('nobody is there to agree to this; give --yes to carry it out');
  if (/^y(es)?$/i.test(await person.ask(`${question} [y/N] `))) return true;
  err('nothing is changed\n');
  return false;
}
