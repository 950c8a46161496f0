#!/usr/bin/env node
import { runCommandLine } from './command-line';

const { stdout, stderr, env } = process;

// A reader that has seen enough, such as `head`, is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const isTerminal = stdout.isTTY === true;

process.exitCode = runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  page: {
    colour: isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    width: isTerminal ? Math.max(40, Math.min(stdout.columns ?? 80, 120)) : undefined,
  },
  showsProgress: stderr.isTTY === true,
});
