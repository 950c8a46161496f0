import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { context } from '../cdk.json';
import { templateOf } from './synth';

const root = join(__dirname, '..');

/** Every example: the application of `cdk.json`, and the files beside the shop's folder. */
const examples = [
  'bin/app.ts',
  ...readdirSync(join(root, 'examples'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `examples/${name}`),
];

/** Loads an example as the CDK's command would run it. */
function appOf(file: string): App {
  let app: App | undefined;
  jest.replaceProperty(process, 'env', { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) });
  jest.isolateModules(() => {
    app = (require(join(root, file)) as { app: App }).app;
  });
  jest.restoreAllMocks();
  return app!;
}

test('there are examples of several kinds', () => expect(examples.length).toBeGreaterThan(4));

test.each(examples)('%s synthesizes to what it did before', (file) => {
  const stacks = appOf(file).node.children.filter((child) => Stack.isStack(child));
  expect(stacks.length).toBeGreaterThan(0);
  for (const stack of stacks) expect(templateOf(stack)).toMatchSnapshot(stack.node.id);
});
