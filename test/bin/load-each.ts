import { join, sep } from 'node:path';
import type { Surroundings } from '../../bin/commands/command';
import { SHOP } from './shop';
import { environmentOf, troubledAws } from './troubled-aws';

// A program: runs command lines one after another, each as if the process had just started, and prints what it loaded.

/** What a command line made the process load, and what it called. */
export interface Loaded {
  readonly code: number;
  /** Client packages of the SDK, without their prefix. */
  readonly clients: readonly string[];
  /** Whether operations were loaded. */
  readonly operations: boolean;
  /** Services that were called, as they sign. */
  readonly called: readonly string[];
}

const repository = join(__dirname, '..', '..');
const OWN = new RegExp(`^${repository}${sep}(bin|lib)${sep}`);
const CLIENT = /@aws-sdk[\\/]client-([\w-]+)/;

const files = (): readonly string[] => Object.keys(require.cache);

/** Has own code and clients loaded anew when they are asked for again. */
function forget(): void {
  for (const file of files()) if (OWN.test(file) || CLIENT.test(file)) delete require.cache[file];
}

async function loadedBy(args: readonly string[]): Promise<Loaded> {
  forget();
  const aws = await troubledAws(SHOP);
  Object.assign(process.env, environmentOf(aws.endpoint));
  const { runCommandLine } = require('../../bin/command-line') as typeof import('../../bin/command-line');
  const around: Surroundings = { cwd: __dirname, out() {}, err() {}, page: { colour: false }, showsProgress: false };
  const code = await runCommandLine(args, around);
  await aws.close();
  const clients = files().flatMap((file) => CLIENT.exec(file)?.[1] ?? []);
  return {
    code,
    clients: [...new Set(clients)].sort(),
    operations: files().some((file) => file.startsWith(join(repository, 'lib', 'operations'))),
    called: [...new Set(aws.called.map((action) => action.split(':')[0]!))].sort(),
  };
}

async function main(): Promise<void> {
  const all: Loaded[] = [];
  for (const args of JSON.parse(process.argv[2]!) as readonly (readonly string[])[]) all.push(await loadedBy(args));
  process.stdout.write(JSON.stringify(all));
}

void main();
