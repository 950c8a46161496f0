import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from '../../report/operations/diagnose/cause-samples';

test('docs/diagnose.md names every cause, once in a table', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'diagnose.md'), 'utf8');
  const cells = [...page.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!),
  );
  expect(cells.sort()).toEqual(Object.keys(SAMPLES).sort());
});
