#!/usr/bin/env node
import { runCommandLine } from './command-line';
import type { Interruption } from './commands/command';
import { outliveReaders } from './terminal/outlive-readers';
import { personAt } from './terminal/person';

const { stdin, stdout, stderr, env } = process;

outliveReaders(stdout, stderr);

// Which Node the SDK will want next year is a matter of this package, not of whoever runs the command.
env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Ctrl-C, and how CI systems and container engines end what they have started. */
const INTERRUPTIONS: readonly Interruption[] = ['SIGINT', 'SIGTERM'];

const isTerminal = stdout.isTTY === true;

async function main(): Promise<void> {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    cwd: process.cwd(),
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    page: {
      colour: isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
      width: isTerminal ? Math.max(40, Math.min(stdout.columns ?? 80, 120)) : undefined,
    },
    showsProgress: stderr.isTTY === true,
    ...(stdin.isTTY && stderr.isTTY && { person: personAt(stdin, stderr) }),
    onInterrupt: (react) => {
      for (const signal of INTERRUPTIONS) process.on(signal, react);
      return () => {
        for (const signal of INTERRUPTIONS) process.off(signal, react);
      };
    },
  });
}

void main();
