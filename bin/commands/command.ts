import type { Command } from 'commander';

/** What a verb may touch of the world around it. */
export interface Surroundings {
  readonly cwd: string;
  /** Writes to stdout: results only. */
  readonly out: (text: string) => void;
  /** Writes to stderr: progress and complaints. */
  readonly err: (text: string) => void;
  /** How results are shown: colours and width on a terminal, neither elsewhere. */
  readonly page: { readonly colour: boolean; readonly width?: number };
  /** Whether progress may be shown. */
  readonly showsProgress: boolean;
}

/** One verb of the command. What it runs is loaded when it runs, so that every other verb starts without it. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** Declares arguments and options. */
  declare(command: Command): void;
  /** Carries it out. @returns the exit code @throws UsageError, TemplateError */
  run(command: Command, around: Surroundings): number;
}
