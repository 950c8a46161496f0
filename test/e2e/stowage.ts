import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const command = join(__dirname, '..', '..', 'dist', 'bin', 'stowage.js');

/** How a command ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command, while it runs. */
export class Stowage {
  private output = { out: '', err: '' };
  private readonly child;
  /** How it ends; one that takes longer than two minutes is killed. */
  readonly ended: Promise<Ran>;

  /** @param onTerminal whether it has a terminal, on which all that it prints is one text */
  constructor(env: NodeJS.ProcessEnv, args: readonly string[], { onTerminal = false } = {}) {
    const whole = [process.execPath, command, ...args];
    const [program, ...rest] = onTerminal
      ? ['script', '--quiet', '--return', '--command', whole.map(quoted).join(' '), '/dev/null']
      : whole;
    this.child = spawn(program!, rest, { env, timeout: 120_000, killSignal: 'SIGKILL' });
    this.child.stdout.on('data', (text) => {
      this.output.out += text;
    });
    this.child.stderr.on('data', (text) => {
      this.output.err += text;
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (code) => resolve({ code, ...this.output }));
    });
  }

  /** Waits until it has printed something. */
  async says(pattern: RegExp): Promise<void> {
    const until = Date.now() + 60_000;
    while (!pattern.test(this.output.out + this.output.err)) {
      if (Date.now() > until || this.child.exitCode !== null) {
        throw new Error(`never said ${pattern}:\n${this.output.out}\n${this.output.err}`);
      }
      await sleep(100);
    }
  }

  /** Types on its terminal. */
  type(text: string): void {
    this.child.stdin.write(text);
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
