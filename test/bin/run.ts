import { runCommandLine } from '../../bin/command-line';
import type { Surroundings } from '../../bin/commands/command';

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line within this process, as if its output went to a file. */
export function run(args: readonly string[], around: Partial<Surroundings> = {}): Ran {
  let [out, err] = ['', ''];
  const code = runCommandLine(args, {
    cwd: process.cwd(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    page: { colour: false },
    showsProgress: false,
    ...around,
  });
  return { code, out, err };
}
