import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context as recommendedFlags } from '../../cdk.json';

export const repository = join(__dirname, '..', '..');

/** What `install.ts` hands to the tests: the reader's project, and the files of the tarball it was installed from. */
export interface Installed {
  readonly project: string;
  readonly tarballFiles: readonly string[];
}

const HANDED_OVER = 'STOWAGE_PACKAGE_TEST';

export const handOver = (installed: Installed): void => {
  process.env[HANDED_OVER] = JSON.stringify(installed);
};

export const installed = (): Installed => JSON.parse(process.env[HANDED_OVER]!);

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, in the reader's project unless told otherwise; a program that hangs is killed. */
export function run(program: string, args: readonly string[], options: { cwd?: string; env?: object } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: options.cwd ?? installed().project,
    env: { ...process.env, CDK_VALIDATION: 'false', NODE_NO_WARNINGS: '1', ...options.env },
    encoding: 'utf8',
    timeout: 250_000,
  });
  return { code: status, stdout, stderr };
}

/** Runs a program that must succeed, and says what it printed when it does not. */
export function must(program: string, args: readonly string[], options: { cwd?: string; env?: object } = {}): Ran {
  const ran = run(program, args, options);
  if (ran.code !== 0) throw new Error(`${program} ${args.join(' ')}: ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
  return ran;
}

/** `npm install` of what the cache mostly holds, running nobody's install script. */
export function npmInstall(cwd: string, packages: readonly string[]): void {
  const quick = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  must('npm', ['install', ...quick, ...packages], { cwd });
}

/** The first `ts` block of the README, as printed. */
export function firstStack(): string {
  const block = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(repository, 'README.md'), 'utf8'));
  if (!block) throw new Error('README.md has no ts block');
  return block[1]!;
}

/** Runs a CDK app as the CDK's command would, and returns its templates by stack, with asset hashes made alike. */
export function synthesize(node: string, args: readonly string[], cwd?: string): Record<string, unknown> {
  const out = mkdtempSync(join(tmpdir(), 'stowage-synth-'));
  must(node, args, { cwd, env: { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(recommendedFlags) } });
  const templates = readdirSync(out).filter((name) => name.endsWith('.template.json'));
  return Object.fromEntries(
    templates.map((name) => {
      const text = readFileSync(join(out, name), 'utf8').replace(/\b[0-9a-f]{64}\b/g, 'ASSET_HASH');
      return [name, JSON.parse(text)];
    }),
  );
}

export const write = (name: string, text: string): void => writeFileSync(join(installed().project, name), text);
