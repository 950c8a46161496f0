import { Command, CommanderError, Help } from 'commander';
import { VERSION } from '../lib/version';
import type { Surroundings } from './commands/command';
import { COMMANDS } from './commands/commands';
import { UsageError } from './usage-error';

/** Bad usage or input that cannot be read. */
const UNUSABLE = 2;

/** The whole command line, with every verb declared. */
export function program(
  around: Pick<Surroundings, 'out'>,
  ran: (run: (around: Surroundings) => number) => void,
): Command {
  const whole = configured(new Command('stowage'), around)
    .description('Checks what runs containers on Amazon ECS with EC2 instances, before it is deployed.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand(false);
  for (const verb of COMMANDS) {
    const command = configured(whole.command(verb.name), around).description(verb.summary);
    verb.declare(command);
    command.option('--debug', 'print where an unexpected failure came from');
    command.action(() => ran((place) => verb.run(command, place)));
  }
  return whole;
}

const configured = (command: Command, { out }: Pick<Surroundings, 'out'>): Command =>
  command
    .exitOverride()
    .helpOption('-h, --help', 'print this')
    // What is wrong is said once, in one line, below.
    .configureOutput({ writeOut: out, writeErr: () => {}, getOutHelpWidth: () => 100 });

/** Carries out a command line. @returns the exit code */
export function runCommandLine(args: readonly string[], around: Surroundings): number {
  let run: ((around: Surroundings) => number) | undefined;
  const whole = program(around, (chosen) => {
    run = chosen;
  });
  try {
    whole.parse(args, { from: 'user' });
    return run ? run(around) : UNUSABLE;
  } catch (error) {
    if (error instanceof CommanderError) return refused(error, whole, around);
    if (error instanceof UsageError || (error instanceof Error && error.name === 'TemplateError')) {
      around.err(`stowage: ${oneLine(error.message)}\n`);
      return UNUSABLE;
    }
    const message = error instanceof Error ? error.message : String(error);
    const stack = args.includes('--debug') && error instanceof Error ? `${error.stack}\n` : '';
    const advice = stack === '' ? 'run it again with --debug and report what it prints' : 'report this';
    around.err(`stowage: unexpected failure: ${oneLine(message)}; this is a mistake of stowage: ${advice}\n${stack}`);
    return UNUSABLE;
  }
}

function refused({ code, exitCode, message }: CommanderError, whole: Command, around: Surroundings): number {
  if (exitCode === 0) return 0;
  if (code === 'commander.help') {
    around.err(new Help().formatHelp(whole, new Help()));
    return UNUSABLE;
  }
  const text = message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\)$/s, '; did you mean $1');
  around.err(`stowage: ${oneLine(text)}${text.includes('; ') ? '' : '; see stowage --help'}\n`);
  return UNUSABLE;
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
