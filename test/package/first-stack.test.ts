import { join } from 'node:path';
import { firstStack, installed, type Ran, repository, run, synthesize, write } from './project';

const TSC = {
  'TypeScript 5.9': () => join(installed().project, 'node_modules', 'typescript', 'bin', 'tsc'),
  'TypeScript 7': () => join(repository, 'node_modules', 'typescript', 'bin', 'tsc'),
};

const compilerOptions = { target: 'ES2022', module: 'Node16', strict: true, types: ['node'], outDir: 'out' };

/** Compiles named files of the reader's project, also checking the declarations they import. */
function compile(compiler: keyof typeof TSC, files: readonly string[], options: object = {}): Ran {
  write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, files }));
  return run(process.execPath, [TSC[compiler]()]);
}

beforeAll(() => {
  write('app.cts', firstStack());
  write('app.mts', firstStack());
});

test.each(['TypeScript 5.9', 'TypeScript 7'] as const)('the first stack compiles as printed with %s', (compiler) => {
  expect(compile(compiler, ['app.cts', 'app.mts'])).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a misspelt capacity does not compile, as the README says', () => {
  const misspelt = firstStack().replace('steady: { weight', 'stedy: { weight');
  expect(misspelt).not.toEqual(firstStack());
  write('misspelt.cts', misspelt);
  const { code, stdout } = compile('TypeScript 7', ['misspelt.cts'], { noEmit: true, skipLibCheck: true });
  expect(code).not.toBe(0);
  expect(stdout).toMatch(/^misspelt\.cts\(\d+,\d+\): error TS\d+: .*'stedy'/);
  expect(stdout.match(/error TS/g)).toHaveLength(1);
});

test('it synthesizes from CommonJS and from ESM alike', () => {
  const fromCommonJs = synthesize(process.execPath, ['out/app.cjs']);
  const types = Object.values(fromCommonJs).flatMap((template) =>
    Object.values((template as { Resources: Record<string, { Type: string }> }).Resources).map(({ Type }) => Type),
  );
  expect(types).toEqual(
    expect.arrayContaining(['AWS::ECS::Cluster', 'AWS::ECS::CapacityProvider', 'AWS::ECS::Service']),
  );
  expect(synthesize(process.execPath, ['out/app.mjs'])).toEqual(fromCommonJs);
});

test('a Jest snapshot test of it passes, from CommonJS and from ESM', () => {
  write('stack.cts', `${firstStack()}\nexport { stack };\n`);
  write('stack.mts', `${firstStack()}\nexport { stack };\n`);
  expect(compile('TypeScript 7', ['stack.cts', 'stack.mts'], { skipLibCheck: true }).stdout).toBe('');
  const body = `test('first stack', () => { expect(Template.fromStack(stack).toJSON()).toMatchSnapshot(); });`;
  write(
    'commonjs.test.cjs',
    `const { Template } = require('aws-cdk-lib/assertions');\nconst { stack } = require('./out/stack.cjs');\n${body}\n`,
  );
  write(
    'esm.test.mjs',
    `import { Template } from 'aws-cdk-lib/assertions';\nimport { stack } from './out/stack.mjs';\n${body}\n`,
  );
  write('jest.config.json', JSON.stringify({ testMatch: ['**/*.test.?js'], transform: {} }));
  const jest = [join(repository, 'node_modules', 'jest', 'bin', 'jest.js'), '--json', '--config', 'jest.config.json'];
  const results = [['--ci=false'], ['--ci']].map((ci) => {
    const ran = run(process.execPath, ['--experimental-vm-modules', ...jest, ...ci]);
    const { numPassedTests, snapshot } = JSON.parse(ran.stdout);
    return { code: ran.code, passed: numPassedTests, added: snapshot.added, matched: snapshot.matched };
  });
  expect(results).toEqual([
    { code: 0, passed: 2, added: 2, matched: 0 },
    { code: 0, passed: 2, added: 0, matched: 2 },
  ]);
});
