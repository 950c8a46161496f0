import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { app } from '../../bin/app';
import { checkJson, checkText } from '../../lib/report';
import { checkTemplates, isInternalError } from '../../lib/rules';
import { type Json, parseText, TemplateError } from '../../lib/template';
import { memoryFiles } from '../template/memory-files';
import { FIXTURES } from './describe-family';
import { mutated, mutation } from './mutate';

/** Much longer than any template of the tests needs, also on a machine that does much else. */
const HANGS_MS = 5000;

const fixtures = (): Json[] =>
  readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => parseText(path, readFileSync(path, 'utf8')));

const synthesized = (): Json[] => app.synth().stacks.map(({ template }) => structuredClone(template) as Json);

/** Checks a text, and says what of it went wrong in a way that must not be. */
function slip(text: string): string | undefined {
  const started = Date.now();
  try {
    const checked = checkTemplates(['t'], { files: memoryFiles({ t: text }) });
    const report = { ...checked, severity: 'info' as const, idle: [] };
    checkText(report, { colour: false });
    JSON.stringify(checkJson(report));
    const broken = checked.findings.find(isInternalError);
    if (broken) return broken.message;
  } catch (error) {
    if (!(error instanceof TemplateError)) return String(error instanceof Error ? error.stack : error);
  }
  return Date.now() - started > HANGS_MS ? 'hangs' : undefined;
}

// Ten thousand in all.
test.each([
  ['the rules', fixtures, 9800],
  ['the example', synthesized, 200],
])(
  'no mutation of templates of %s makes the checker fail or hang',
  (_of, templates, numRuns) => {
    const all = templates();
    expect(all.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 4 }), (index, mutations) => {
        expect(slip(mutated(all[index % all.length]!, mutations))).toBeUndefined();
      }),
      { numRuns, seed: 6 },
    );
  },
  120_000,
);
