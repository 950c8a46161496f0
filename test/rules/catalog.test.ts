import { readdirSync } from 'node:fs';
import { CATALOG, type Rule, runRules } from '../../lib/rules';
import { FIXTURES, fixtureModel } from './describe-family';

test('ids are unique, and named after a family', () => {
  const ids = CATALOG.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^(fit|capacity|rollout|scaling|network|image|container|security|delete|cost)-[a-z0-9-]+$/);
  }
});

test('every folder of fixtures is of a rule', () => {
  const ids = new Set(CATALOG.map(({ id }) => id));
  expect(readdirSync(FIXTURES).filter((folder) => !ids.has(folder))).toEqual([]);
});

test('a rule that throws hides no other', () => {
  const [working] = CATALOG;
  const broken: Rule = {
    ...working!,
    id: 'fit-broken',
    check: () => {
      throw new Error('slip');
    },
  };
  const findings = runRules([broken, working!], fixtureModel(working!.id, 'fails.yaml'));
  expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['internal-error', working!.id]));
});
