import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { installed, repository } from './project';

/** The sources of a folder that are built, without those of the example's two programs. */
const sources = (folder: string): string[] =>
  readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/'));

const ONLY_HERE = ['bin/app.ts', 'bin/start.ts', 'bin/docs.ts', 'bin/cli-reference.ts', 'bin/least-policy.ts'];

const compiled = (): string[] =>
  [...sources('lib'), ...sources('bin').filter((source) => !ONLY_HERE.includes(source))].flatMap((source) =>
    ['.js', '.d.ts'].map((ending) => `dist/${source.replace(/\.ts$/, ending)}`),
  );

test('the tarball holds the compiled library and command, its papers and nothing else', () => {
  const papers = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json'];
  const schemas = readdirSync(join(repository, 'schema')).map((name) => `schema/${name}`);
  expect(installed().tarballFiles).toEqual([...papers, ...schemas, ...compiled()].sort());
});
