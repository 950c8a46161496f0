import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { installed, repository } from './project';

const compiled = (): string[] =>
  readdirSync(join(repository, 'lib'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .flatMap((source) => ['.js', '.d.ts'].map((ending) => `dist/${source.replace(/\.ts$/, ending)}`));

test('the tarball holds the compiled library, its papers and nothing else', () => {
  const papers = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json'];
  expect(installed().tarballFiles).toEqual([...papers, ...compiled()].sort());
});
