import type { Person } from './commands/command';

/** Whoever sits at this process's terminal; asked on stderr, so that stdout carries results only. */
export const person: Person = {
  async ask(question, signal) {
    const { createInterface } = require('node:readline/promises') as typeof import('node:readline/promises');
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (await terminal.question(question, signal ? { signal } : {})).trim();
    } finally {
      terminal.close();
    }
  },
};
