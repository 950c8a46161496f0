import { Command, CommanderError, Help } from 'commander';
import { VERSION } from '../lib/version';
import type { Surroundings, Verb } from './commands/command';
import { COMMANDS } from './commands/commands';
import { inOneLine } from './terminal/in-one-line';
import { UsageError } from './usage-error';

/** Bad usage or input that cannot be read. */
const UNUSABLE = 2;

/** What a command line comes to: a verb that is carried out in some surroundings. */
interface Chosen {
  readonly verb: Verb;
  run(around: Surroundings): number | Promise<number>;
}

/** The whole command line, with every verb declared. */
export function program(around: Pick<Surroundings, 'out'>, choose: (chosen: Chosen) => void): Command {
  const whole = configured(new Command('stowage'), around)
    .description('Checks, plans and operates what runs containers on Amazon ECS with EC2 instances.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand(false);
  for (const verb of COMMANDS) {
    const command = configured(whole.command(verb.name), around).description(verb.summary);
    verb.declare(command);
    command.option('--debug', 'print where an unexpected failure came from');
    command.action(() => {
      refuseEmpty(command);
      choose({ verb, run: (place) => verb.run(command, place) });
    });
  }
  return whole;
}

/**
 * Refuses names that are empty, as of a variable that is not set: AWS takes no name for all of them. What a container
 * is told to run may have empty parts.
 * @throws UsageError
 */
function refuseEmpty(command: Command): void {
  const empty = (value: unknown): boolean => [value].flat().includes('');
  const argument = command.registeredArguments.find(
    (one, index) => one.name() !== 'COMMAND' && empty(one.variadic ? command.args.slice(index) : command.args[index]),
  );
  const option = command.options.find((one) => empty(command.opts()[one.attributeName()]));
  const what = argument?.name() ?? option?.long;
  if (what) throw new UsageError(`${what} is empty; write its value, or leave it out`);
}

const configured = (command: Command, { out }: Pick<Surroundings, 'out'>): Command =>
  command
    .exitOverride()
    .helpOption('-h, --help', 'print this')
    // What is wrong is said once, in one line, below.
    .configureOutput({ writeOut: out, writeErr: () => {}, getOutHelpWidth: () => 100 });

/** Carries out a command line. @returns the exit code; of a verb that talks to AWS, a promise of it */
export function runCommandLine(args: readonly string[], around: Surroundings): number | Promise<number> {
  let chosen: Chosen | undefined;
  const whole = program(around, (one) => {
    chosen = one;
  });
  const unusable = () => (chosen?.verb ?? COMMANDS.find(({ name }) => name === args[0]))?.unusable ?? UNUSABLE;
  const failed = (error: unknown): number => {
    if (error instanceof CommanderError) return refused(error, whole, around) ?? unusable();
    report(error, args, around);
    return unusable();
  };
  try {
    whole.parse(args, { from: 'user' });
    const code = chosen?.run(around) ?? UNUSABLE;
    return typeof code === 'number' ? code : code.catch(failed);
  } catch (error) {
    return failed(error);
  }
}

/** Whose messages say what is wrong and how to mend it. */
const EXPECTED = ['UsageError', 'TemplateError', 'OperationError'];

function report(error: unknown, args: readonly string[], around: Surroundings): void {
  if (error instanceof Error && EXPECTED.includes(error.name)) {
    around.err(`stowage: ${inOneLine(error.message)}\n`);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = args.includes('--debug') && error instanceof Error ? `${error.stack}\n` : '';
  const advice = stack === '' ? 'run it again with --debug and report what it prints' : 'report this';
  around.err(`stowage: unexpected failure: ${inOneLine(message)}; this is a mistake of stowage: ${advice}\n${stack}`);
}

/** @returns the exit code, if it is not that of bad usage */
function refused({ code, exitCode, message }: CommanderError, whole: Command, around: Surroundings): 0 | undefined {
  if (exitCode === 0) return 0;
  if (code === 'commander.help') {
    around.err(new Help().formatHelp(whole, new Help()));
    return undefined;
  }
  const text = message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\)$/s, '; did you mean $1');
  around.err(`stowage: ${inOneLine(text)}${text.includes('; ') ? '' : '; see stowage --help'}\n`);
  return undefined;
}
