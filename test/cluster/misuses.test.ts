import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

const textOf = (folder: string, skip = ''): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== skip)
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');

/** Every code with which this room refuses something. */
const thrown = [
  ...new Set([...textOf('lib/cluster').matchAll(/(?:MisuseError|requireWhole)\(\s*'(\w+)'/g)].map(([, code]) => code!)),
].sort();

test('every refusal is documented, and nothing documented is no refusal', () => {
  const refused = readFileSync(join(root, 'docs', 'cluster.md'), 'utf8').split('## What is refused')[1]!;
  expect(thrown.length).toBeGreaterThan(20);
  expect([...new Set(refused.match(/`[A-Z]\w+[a-z]`/g)!.map((code) => code.replaceAll('`', '')))].sort()).toEqual(
    [...thrown, 'MisuseError'].sort(),
  );
});

test('every refusal is tried by a test', () => {
  const tests = textOf('test/cluster', 'misuses.test.ts');
  expect(thrown.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
});
