import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { App } from 'aws-cdk-lib';
import { context as recommendedFlags } from '../cdk.json';
import { shops as withPlainCdk } from './shops/with-plain-cdk/shops';
import { shops as withStowage } from './shops/with-stowage/shops';

// The same twenty services twice, side by side: how much a user writes, how long the CDK takes, what comes out.

const ROUNDS = 15;
const WARM_UP = 3;

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
  const directory = join(__dirname, 'shops', folder);
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

const rounds = new Map<Variant, Round[]>(variants.map((variant) => [variant, []]));
for (let index = 0; index < WARM_UP + ROUNDS; index++) {
  // Whoever goes second pays for the first one's garbage, so they take turns.
  for (const variant of index % 2 ? variants : [...variants].reverse()) {
    const measured = round(variant);
    if (index >= WARM_UP) rounds.get(variant)!.push(measured);
  }
}

const figures = variants.map((variant) => {
  const of = (key: keyof Round) => median(rounds.get(variant)!.map((measured) => measured[key]));
  return {
    'lines of code': linesOfCode(variant.folder),
    'construct time (ms)': of('constructMs'),
    'synth time (ms)': of('synthMs'),
    resources: of('resources'),
    'template bytes': of('templateBytes'),
  };
});

const [ours, plain] = figures as [(typeof figures)[0], (typeof figures)[0]];
const row = (...cells: string[]) =>
  console.log(cells.map((cell, i) => (i ? cell.padStart(11) : cell.padEnd(20))).join(''));
row(`median of ${ROUNDS}`, ...variants.map(({ name }) => name), 'ratio');
for (const key of Object.keys(ours) as (keyof typeof ours)[]) {
  row(key, ...[ours[key], plain[key]].map((value) => value.toFixed(0)), (ours[key] / plain[key]).toFixed(2));
}
