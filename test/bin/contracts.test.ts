import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { COMMANDS } from '../../bin/commands/commands';
import { exports as published } from '../../package.json';
import drain from '../../schema/drain-v1.json';
import teardown from '../../schema/teardown-v1.json';
import watch from '../../schema/watch-v1.json';

const root = join(__dirname, '../..');

/** What a verb prints with `plan` is the contract of `check`, with more. */
const OF_ANOTHER: Readonly<Record<string, string>> = { plan: 'check' };

test.each(
  COMMANDS.flatMap((verb) => {
    const command = new Command();
    verb.declare(command);
    return command.options.some(({ long }) => long === '--format') ? [OF_ANOTHER[verb.name] ?? verb.name] : [];
  }),
)('the JSON of %s has a schema that is published', (verb) => {
  const file = `schema/${verb}-v1.json`;
  expect(readdirSync(join(root, 'schema'))).toContain(`${verb}-v1.json`);
  expect(published).toHaveProperty([`./${file}`], `./${file}`);
  const { $id, properties } = JSON.parse(readFileSync(join(root, file), 'utf8'));
  expect($id).toBe(`https://unpkg.com/cdk-stowage/${file}`);
  expect(properties.version).toEqual({ const: 1 });
});

/** The codes of a union, as its declaration has them. */
function codesOf(file: string, type: string): readonly string[] {
  const source = readFileSync(join(root, 'lib/operations', file), 'utf8');
  const [, union = ''] = new RegExp(`export type ${type} =([\\s\\S]*?\\});\\n`).exec(source) ?? [];
  return [...union.matchAll(/code: '([\w-]+)'/g)].map(([, code]) => code!);
}

test.each([
  ['watch/watch-change.ts', 'WatchChange', watch.oneOf.map(({ properties }) => properties.code.const).slice(0, -2)],
  ['watch/verdict.ts', 'WatchEnd', watch.definitions.result.properties.code.enum],
  ['watch/waiting.ts', 'Waiting', watch.definitions.waiting.properties.code.enum],
  ['watch/forecast/forecast.ts', 'Forecast', watch.definitions.forecast.properties.code.enum],
  ['watch/forecast/forecast.ts', 'ForecastDoubt', watch.definitions.forecast.properties.because.properties.code.enum],
  ['teardown/plan/teardown-plan.ts', 'TeardownObstacle', teardown.definitions.obstacle.properties.code.enum],
])('every code is in the schema: %s %s', (file, type, codes) => {
  expect(codes.length).toBeGreaterThan(3);
  expect(codes).toEqual(codesOf(file, type));
});

test('every move of a drain is in the schema', () => {
  const source = readFileSync(join(root, 'lib/operations/drain/drain-plan.ts'), 'utf8');
  const codes = [...source.matchAll(/code: '([\w-]+)'/g)].map(([, code]) => code);
  expect(drain.definitions.move.properties.code.enum).toEqual(codes);
});
