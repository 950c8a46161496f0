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
  /** The person at the terminal. @default - there is none: nothing can be asked, as in CI */
  readonly person?: Person;
  /** Calls back with each interruption; the process ends by itself as long as nobody listens. @returns what stops listening */
  readonly onInterrupt?: (react: (interruption: Interruption) => void) => () => void;
}

/** Ctrl-C, or `kill`: whoever sends that cannot be asked anything. */
export type Interruption = 'SIGINT' | 'SIGTERM';

/** Whoever sits at the terminal. */
export interface Person {
  /**
   * Asks a question and waits for the line that answers it.
   * @returns nothing where there is no answer: after Ctrl-C or Ctrl-D, or once the signal says that it no longer matters
   */
  ask(question: string, signal?: AbortSignal): Promise<string>;
}

/** One verb of the command. What it runs is loaded when it runs, so that every other verb starts without it. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** Declares arguments and options. */
  declare(command: Command): void;
  /** The exit code of bad usage and of input that cannot be read. @default 2 */
  readonly unusable?: number;
  /** Carries it out. @returns the exit code @throws UsageError, TemplateError, OperationError */
  run(command: Command, around: Surroundings): number | Promise<number>;
}
