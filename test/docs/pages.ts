import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(__dirname, '..', '..');

/** A page that people read, by its path in the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page: those at the top, and those in `docs`. */
export const pages: readonly Page[] = [
  ...['README.md', 'CHANGELOG.md'],
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
