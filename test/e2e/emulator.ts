import type { Adaptation } from './adaptation';

/** An emulator of AWS that can be started on this machine. */
export interface Emulator {
  readonly name: string;
  readonly adaptations: readonly Adaptation[];
  /** The qualifier of the bootstrap resources; the CDK's own unless the emulator needs another. */
  readonly qualifier?: string;
  /** More arguments of `cdk deploy`. */
  readonly deployArguments?: readonly string[];
  readonly start: () => Promise<RunningEmulator>;
}

export interface RunningEmulator {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';
