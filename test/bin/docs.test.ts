import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliReference } from '../../bin/cli-reference';
import { rulesMarkdown } from '../../lib/report';
import { CATALOG } from '../../lib/rules';
import { VERSION } from '../../lib/version';
import { version } from '../../package.json';

const page = (name: string): string => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');

// When one of these fails: npm run docs.
test('docs/rules.md is what the catalog says', () => expect(page('rules.md')).toBe(rulesMarkdown(CATALOG)));

test('docs/cli.md is what the command says', () => expect(page('cli.md')).toBe(cliReference()));

test('the code knows its version', () => expect(VERSION).toBe(version));
