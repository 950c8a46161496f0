import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG, type Finding, type Rule, runRules } from '../../lib/rules';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../../lib/template';

/** One folder a rule: templates where it fails, where it holds and, if it can, where it cannot be decided. */
export const FIXTURES = join(__dirname, 'fixtures');

/** The model of one fixture. */
export const fixtureModel = (rule: string, name: string): Model =>
  new Model(readTemplates([join(FIXTURES, rule, name)], { region: 'eu-west-1' }), DEFAULT_MODEL_ASSUMPTIONS);

/** What tells one finding from another, without the folder of this checkout. */
const essence = ({ state, logicalId, line, message, fix, facts }: Finding) => ({
  state,
  logicalId,
  line,
  message,
  fix,
  facts,
});

/** The tests of every rule of a family. */
export function describeFamily(family: string): void {
  const rules = CATALOG.filter(({ id }) => id.startsWith(`${family}-`));
  describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule: Rule) => {
    test('says what, why, how to mend it, and where AWS says so', () => {
      const { title, why, remedy, link } = rule;
      for (const text of [title, why, remedy]) expect(text.length).toBeGreaterThan(20);
      expect(title).not.toMatch(/\.$/);
      expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    });

    test('fails where it must', () => {
      const findings = runRules([rule], fixtureModel(id, 'fails.yaml'));
      expect(findings.filter(({ state }) => state === 'fails').length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding).toMatchObject({ id, severity: rule.severity });
      expect(findings.map(essence)).toMatchSnapshot();
    });

    test('holds where it must: it applies, and finds nothing', () => {
      const model = fixtureModel(id, 'holds.yaml');
      expect(rule.check(model).filter(({ state }) => state === 'holds').length).toBeGreaterThan(0);
      expect(runRules([rule], model)).toEqual([]);
    });

    if (!existsSync(join(FIXTURES, id, 'unknown.yaml'))) return;
    test('says what it would have to know, where a template leaves it open', () => {
      const findings = runRules([rule], fixtureModel(id, 'unknown.yaml'));
      expect(findings.length).toBeGreaterThan(0);
      for (const { state } of findings) expect(state).toBe('unknown');
      expect(findings.map(essence)).toMatchSnapshot();
    });
  });
}
