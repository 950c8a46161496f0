import { check } from './check';
import type { Verb } from './command';
import { explain } from './explain';

/** Every verb, in the order of the help. */
export const COMMANDS: readonly Verb[] = [check, explain];
