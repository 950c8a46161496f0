import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { App } from 'aws-cdk-lib';
import { context as recommendedFlags } from '../cdk.json';
import { shops as withPlainCdk } from './shops/with-plain-cdk/shops';
import { shops as withStowage } from './shops/with-stowage/shops';

// The same twenty services twice, side by side: how much a user writes, how long the CDK takes, what comes out.
// Compiled before, as users have the package: the CDK takes a stack trace for every resource, and one through TypeScript
// sources costs more.

const ROUNDS = 15;

// The CDK's own validator takes most of a synthesis and is the same for both.
process.env['CDK_VALIDATION'] = 'false';

interface Variant {
  readonly name: string;
  readonly folder: string;
  readonly build: (app: App) => void;
}

const variants: readonly Variant[] = [
  { name: 'Stowage', folder: 'with-stowage', build: withStowage },
  { name: 'plain CDK', folder: 'with-plain-cdk', build: withPlainCdk },
];

interface Round {
  readonly constructMs: number;
  readonly synthMs: number;
  readonly resources: number;
  readonly templateBytes: number;
}

/** Lines of code: not blank, not a comment, not an import. */
function linesOfCode(folder: string): number {
  const directory = join('bench', 'shops', folder);
  const code = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
  const withoutImports = code.map((text) => text.replace(/^import [^;]*;$/gm, ''));
  return withoutImports.flatMap((text) => text.split('\n')).filter((line) => !/^\s*(\/\/|\/\*\*|\*|$)/.test(line))
    .length;
}

function round({ build }: Variant): Round {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-bench-'));
  const app = new App({ outdir, context: recommendedFlags, analyticsReporting: false });
  const start = performance.now();
  build(app);
  const constructed = performance.now();
  app.synth();
  const synthesized = performance.now();
  const templates = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
  const resources = templates.map((name) => JSON.parse(readFileSync(join(outdir, name), 'utf8')).Resources);
  const measured = {
    constructMs: constructed - start,
    synthMs: synthesized - constructed,
    resources: resources.reduce((sum, some) => sum + Object.keys(some).length, 0),
    templateBytes: templates.reduce((sum, name) => sum + statSync(join(outdir, name)).size, 0),
  };
  rmSync(outdir, { recursive: true });
  return measured;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const [, , only] = process.argv;
if (only) {
  console.log(JSON.stringify(round(variants.find(({ name }) => name === only)!)));
  process.exit();
}

const rounds = new Map<Variant, Round[]>(variants.map((variant) => [variant, []]));
for (let index = 0; index < ROUNDS; index++) {
  // A process of its own each time, as every synthesis is one; and they take turns at going first.
  for (const variant of index % 2 ? variants : [...variants].reverse()) {
    const printed = execFileSync(process.execPath, [__filename, variant.name], { stdio: ['ignore', 'pipe', 'ignore'] });
    rounds.get(variant)!.push(JSON.parse(printed.toString()));
  }
}

const roundsOf = (variant: Variant, key: keyof Round) => rounds.get(variant)!.map((measured) => measured[key]);
const [ours, plain] = variants as [Variant, Variant];

function row(name: string, cells: readonly [number, number], ratio = cells[0] / cells[1]): void {
  const figures = [...cells.map((cell) => cell.toFixed(0)), ratio.toFixed(2)];
  console.log(name.padEnd(20) + figures.map((figure) => figure.padStart(11)).join(''));
}

console.log(
  `median of ${ROUNDS}`.padEnd(20) +
    [...variants.map(({ name }) => name), 'ratio'].map((name) => name.padStart(11)).join(''),
);
row('lines of code', [linesOfCode(ours.folder), linesOfCode(plain.folder)]);
for (const [name, key] of [
  ['construct time (ms)', 'constructMs'],
  ['synth time (ms)', 'synthMs'],
  ['resources', 'resources'],
  ['template bytes', 'templateBytes'],
] as const) {
  const [mine, theirs] = [roundsOf(ours, key), roundsOf(plain, key)];
  // Within a round both had the same machine; between rounds it may have had other work.
  row(name, [median(mine), median(theirs)], median(mine.map((value, index) => value / theirs[index]!)));
}
