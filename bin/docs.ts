import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesMarkdown } from '../lib/report';
import { CATALOG } from '../lib/rules';
import { cliReference } from './cli-reference';
import { COMMANDS } from './commands/commands';
import { withPolicies } from './least-policy';

// Writes the pages of docs/ that are made from code.

const page = (name: string): string => join(__dirname, '..', 'docs', name);
const write = (name: string, text: string): void => writeFileSync(page(name), text);

write('rules.md', rulesMarkdown(CATALOG));
write('cli.md', cliReference());
write(
  'operations.md',
  withPolicies(
    readFileSync(page('operations.md'), 'utf8'),
    COMMANDS.map(({ name }) => name),
  ),
);
