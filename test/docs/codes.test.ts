import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MISUSES } from '../../lib/errors';
import { pages, repository } from './pages';

const codes = Object.keys(MISUSES);

test('every code of a refused mistake is on a page', () => {
  const docs = pages.map(({ text }) => text).join('\n');
  expect(codes.filter((code) => !docs.includes(`\`${code}\``))).toEqual([]);
});

test('every code of a refused mistake is expected by a test', () => {
  const tests = readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(repository, 'test', file), 'utf8'))
    .join('\n');
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
});
