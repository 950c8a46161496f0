import { runCommandLine } from '../../bin/command-line';
import type { Surroundings } from '../../bin/commands/command';

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line that talks to nobody within this process, as if its output went to a file. */
export function run(args: readonly string[], around: Partial<Surroundings> = {}): Ran {
  const written = paper();
  const code = runCommandLine(args, { ...written.around, ...around });
  if (typeof code !== 'number') throw new Error(`${args[0]} takes its time: use runLive`);
  return { code, ...written.read() };
}

/** Runs a command line that may talk to AWS. */
export async function runLive(args: readonly string[], around: Partial<Surroundings> = {}): Promise<Ran> {
  const written = paper();
  const code = await runCommandLine(args, { ...written.around, ...around });
  return { code, ...written.read() };
}

function paper() {
  let [out, err] = ['', ''];
  const around: Surroundings = {
    cwd: process.cwd(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    page: { colour: false },
    showsProgress: false,
  };
  return { around, read: () => ({ out, err }) };
}
