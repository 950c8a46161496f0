import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../../report/operations/cause-samples';

test('docs/operations.md names every cause, once in a table', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'operations.md'), 'utf8');
  const section = page.slice(page.indexOf('## stowage diagnose'), page.indexOf('## stowage drain'));
  const cells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!),
  );
  expect(cells.sort()).toEqual(Object.keys(SAMPLES).sort());
});
