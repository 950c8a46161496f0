import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilerOptions } from '../../tsconfig.json';
import { pages, repository } from './pages';

/** Every `ts` block, as a file that keeps the block at its line of the page: `cluster.md` line 80 is `cluster.80.ts`. */
const blocks = pages.flatMap(({ path, text }) =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return { name: `${path.replaceAll('/', '-').replace(/\.md$/, '')}.${line}.ts`, source: match[1]! };
  }),
);

/** What the compiler says about files in a folder of their own, where the package is called by its name. */
function compile(files: readonly { name: string; source: string }[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'stowage-docs-'));
  try {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
    for (const { name, source } of files) writeFileSync(join(folder, name), `${source}\nexport {};\n`);
    const paths = {
      'cdk-stowage': [join(repository, 'lib', 'index.ts')],
      'cdk-stowage/placement': [join(repository, 'lib', 'placement', 'index.ts')],
      'cdk-stowage/operations': [join(repository, 'lib', 'operations', 'index.ts')],
    };
    const options = { ...compilerOptions, types: ['node'], paths };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], {
      encoding: 'utf8',
      cwd: folder,
    });
    return status === 0 ? '' : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every code block of the docs compiles as printed', () => {
  expect(blocks.length).toBeGreaterThan(15);
  expect(compile(blocks)).toBe('');
}, 60_000);

test('a block that does not compile is found', () => {
  const misspelt = `import { Ec2Clutser } from 'cdk-stowage';\nimport type { Instnce } from 'cdk-stowage/placement';`;
  const said = compile([{ name: 'misspelt.ts', source: misspelt }]);
  expect(said).toMatch(/^misspelt\.ts\(1,10\)/m);
  expect(said).toMatch(/^misspelt\.ts\(2,15\)/m);
}, 60_000);
