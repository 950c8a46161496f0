import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const lib = join(__dirname, '..', 'lib');

/** Who may import whom: rooms of lib, then packages. */
const MAY_IMPORT: Record<string, { rooms: string[]; packages: string[]; only?: Record<string, string[]> }> = {
  errors: { rooms: [], packages: [] },
  version: { rooms: [], packages: [] },
  placement: { rooms: [], packages: [] },
  images: { rooms: ['errors'], packages: ['aws-cdk-lib', 'constructs'] },
  cluster: { rooms: ['errors', 'images', 'placement'], packages: ['aws-cdk-lib', 'constructs'] },
  task: { rooms: ['errors', 'images', 'placement'], packages: ['aws-cdk-lib', 'constructs'] },
  service: { rooms: ['errors', 'cluster', 'task', 'placement'], packages: ['aws-cdk-lib', 'constructs'] },
  jobs: { rooms: ['errors', 'cluster', 'task', 'placement'], packages: ['aws-cdk-lib', 'constructs'] },
  template: {
    rooms: ['placement'],
    packages: ['yaml', 'smol-toml'],
    only: { 'template/source/files.ts': ['node:fs'] },
  },
  plan: { rooms: ['placement', 'template'], packages: [] },
  simulation: { rooms: ['placement', 'template'], packages: [] },
  size: { rooms: ['placement', 'template', 'plan'], packages: [] },
  rules: { rooms: ['placement', 'template', 'version'], packages: [], only: { 'rules/plugin.ts': ['aws-cdk-lib'] } },
  operations: { rooms: ['placement', 'template'], packages: ['@aws-sdk'] },
  report: {
    rooms: ['placement', 'template', 'plan', 'simulation', 'size', 'operations', 'rules', 'version'],
    packages: [],
    only: { 'report/page/document.ts': ['node:crypto'] },
  },
  index: {
    rooms: ['errors', 'images', 'cluster', 'task', 'service', 'jobs', 'rules'],
    packages: [],
  },
};

const files = readdirSync(lib, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

const importsIn = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)['"]([^'"]+)['"]/g)].map(
    (match) => match[1]!,
  );

const roomOf = (file: string): string => relative(lib, file).split(sep)[0]!.replace(/\.ts$/, '');

function violations(file: string): string[] {
  const room = roomOf(file);
  const rule = MAY_IMPORT[room];
  if (!rule) return [`${relative(lib, file)}: room '${room}' is not in the import table`];
  const packages = [...rule.packages, ...(rule.only?.[relative(lib, file)] ?? [])];
  return importsIn(readFileSync(file, 'utf8')).flatMap((target) => {
    if (target.startsWith('.')) {
      const to = roomOf(join(dirname(file), target));
      return to === room || rule.rooms.includes(to) ? [] : [`${relative(lib, file)} imports room '${to}'`];
    }
    const name = target.startsWith('node:') ? target : target.split('/')[0]!;
    return packages.includes(name) ? [] : [`${relative(lib, file)} imports package '${target}'`];
  });
}

test('every file imports only what its room may', () => {
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap(violations)).toEqual([]);
});

test('the import scanner sees every form of import', () => {
  const source = `import a from 'a'; import 'b'; export * from "c"; const d = require('d'); await import('e'); import type { F } from 'f';`;
  expect(importsIn(source).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('no source file is longer than 350 lines', () => {
  const long = files
    .filter((file) => !file.includes(`${sep}data${sep}`))
    .filter((file) => readFileSync(file, 'utf8').split('\n').length > 350);
  expect(long.map((file) => relative(lib, file))).toEqual([]);
});

test('constructs load nothing of the checker, until it checks', () => {
  const plugin = readFileSync(join(lib, 'rules', 'plugin.ts'), 'utf8');
  expect(plugin.match(/^import (?!type ).*$/gm)).toEqual(["import { VERSION } from '../version';"]);
});

test('operations load a client of AWS in one place only', () => {
  const others = files.filter((file) => roomOf(file) === 'operations' && !file.endsWith(join('aws', 'clients.ts')));
  const loading = others.filter((file) =>
    /^(?:import|export) (?!type )[^;]*'@aws-sdk|(?:require|import)\(\s*'@aws-sdk/m.test(readFileSync(file, 'utf8')),
  );
  expect(loading.map((file) => relative(lib, file))).toEqual([]);
  expect(files.some((file) => /require\('@aws-sdk/.test(readFileSync(file, 'utf8')))).toBe(true);
});
