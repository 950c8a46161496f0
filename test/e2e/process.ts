import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The environment without the developer's own AWS settings, which must never reach a real account from here. */
export const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name)));

/** Runs a program to its end and returns what it printed; one that fails or takes longer than `seconds` throws. */
export function runToEnd(program: string, args: readonly string[], seconds: number, env = cleanEnvironment()) {
  return new Promise<string>((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} ${args.join(' ')}: ${code ?? signal}\n${output}`)),
    );
  });
}

export interface Server {
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server and waits until `url` answers anything at all.
 * It ends with the process that started it, however that one ends: the shell around it waits for its input to close.
 */
export async function startServer(
  program: string,
  args: readonly string[],
  url: string,
  env = cleanEnvironment(),
): Promise<Server> {
  const logFile = join(mkdtempSync(join(tmpdir(), 'stowage-server-')), 'log');
  const log = openSync(logFile, 'w');
  const untilInputCloses = '"$@" & server=$!; cat >/dev/null; kill "$server"; wait "$server"';
  const child = spawn('sh', ['-c', untilInputCloses, 'sh', program, ...args], { env, stdio: ['pipe', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const server = {
    log: () => readFileSync(logFile, 'utf8'),
    stop: () => {
      child.stdin?.end();
      return ended;
    },
  };
  try {
    await eventually(`${program} answers at ${url}`, 30, () => fetch(url).then(() => true));
    return server;
  } catch (error) {
    await server.stop();
    throw new Error(`${error}\n${server.log()}`);
  }
}

/** Asks again every 200 ms until the answer is there; after `seconds` throws what was waited for and the last trouble. */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let trouble: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      trouble = error;
    }
    await sleep(200);
  }
  throw new Error(`not within ${seconds} s: ${what}${trouble ? ` (${trouble})` : ''}`);
}

/** A TCP port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
