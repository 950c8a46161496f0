import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, type ModelAssumptions, readTemplates } from '../../lib/template';

export const fixture = (name: string): string => join(__dirname, 'fixtures', `${name}.yaml`);

export const fixtureText = (name: string): string => readFileSync(fixture(name), 'utf8');

/** The model of a fixture with values of its parameters. */
export const fixtureModel = (
  name: string,
  parameters: Readonly<Record<string, string>> = {},
  assumptions: Partial<ModelAssumptions> = {},
): Model => new Model(readTemplates([fixture(name)], { parameters }), { ...DEFAULT_MODEL_ASSUMPTIONS, ...assumptions });
