import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesMarkdown } from '../lib/report';
import { CATALOG } from '../lib/rules';
import { cliReference } from './cli-reference';

// Writes the pages of docs/ that are made from code.

const write = (name: string, text: string): void => writeFileSync(join(__dirname, '..', 'docs', name), text);

write('rules.md', rulesMarkdown(CATALOG));
write('cli.md', cliReference());
