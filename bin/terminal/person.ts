import type { Person } from '../commands/command';

/** Whoever sits at a terminal; asked on stderr, so that stdout carries results only. */
export const personAt = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Person => ({
  ask(question, signal) {
    const { createInterface } = require('node:readline') as typeof import('node:readline');
    const terminal = createInterface({ input, output });
    return new Promise((answer) => {
      let line: string | undefined;
      // Ctrl-C and Ctrl-D close it, too, and leave the cursor behind the question.
      terminal.on('close', () => {
        if (line === undefined) output.write('\n');
        answer(line?.trim() ?? '');
      });
      signal?.addEventListener('abort', () => terminal.close(), { once: true });
      terminal.question(question, (given) => {
        line = given;
        terminal.close();
      });
    });
  },
});
