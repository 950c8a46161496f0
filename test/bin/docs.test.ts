import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliReference } from '../../bin/cli-reference';
import { COMMANDS } from '../../bin/commands/commands';
import { withPolicies } from '../../bin/least-policy';
import { rulesMarkdown } from '../../lib/report';
import { CATALOG } from '../../lib/rules';
import { VERSION } from '../../lib/version';
import { version } from '../../package.json';

const page = (name: string): string => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');

// When one of these fails: npm run docs.
test('docs/rules.md is what the catalog says', () => expect(page('rules.md')).toBe(rulesMarkdown(CATALOG)));

test('docs/cli.md is what the command says', () => expect(page('cli.md')).toBe(cliReference()));

test('docs/operations.md states the policies that the calls of the code need', () => {
  const verbs = COMMANDS.map(({ name }) => name);
  expect(page('operations.md')).toBe(withPolicies(page('operations.md'), verbs));
});

test('the code knows its version', () => expect(VERSION).toBe(version));
