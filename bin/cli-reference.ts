import { program } from './command-line';

/** The help of the command and of each verb, for `docs/cli.md`. */
export function cliReference(): string {
  const whole = program({ out: () => {} }, () => {});
  const section = (title: string, help: string) => [`## ${title}`, '', '```', help.trimEnd(), '```', ''];
  return [
    '# Command line',
    '',
    '<!-- Made by `npm run docs` from bin/commands. -->',
    '',
    'How to use it: [check](check.md), [plan](plan.md), [simulate](simulate.md), [size](size.md), [operations](operations.md). Rules: [rules](rules.md).',
    '',
    ...section('stowage', whole.helpInformation()),
    ...whole.commands.flatMap((verb) => section(`stowage ${verb.name()}`, verb.helpInformation())),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
